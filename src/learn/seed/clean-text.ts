import { PACKAGE_ROOT } from "./run-tests.ts";

const LONGEST = { lines: 12, length: 600 };
const CONTROL = /[^\P{Cc}\n\t]|\p{Cf}/gu;

/**
 * Test output fit for an issue: no control characters, no paths of the machine, no addresses in
 * memory, at most twelve lines and 600 characters.
 */
export function clean(text: string): string {
  const lines = text
    .replace(/\r\n?/g, "\n")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals begin with one
    .replace(/\u001b\[[\d;]*[A-Za-z]/g, "")
    .replace(CONTROL, "")
    .replaceAll(`${PACKAGE_ROOT}/`, "")
    .replace(/(?:file:\/\/)?\/(?:opt|usr|tmp|home|root|work|var)\/[^\s:'")]*/g, "…")
    .replace(/\b0x[0-9a-f]{6,}\b/gi, "0x…")
    .trim()
    .split("\n");
  const kept = lines.slice(0, LONGEST.lines).join("\n");
  const cut = kept.length > LONGEST.length || lines.length > LONGEST.lines;
  return cut ? `${kept.slice(0, LONGEST.length).trimEnd()}\n…` : kept;
}
