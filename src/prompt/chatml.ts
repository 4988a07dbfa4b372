import type { Segment } from "../contracts/engine.ts";

/** Text of our own: may hold control tokens. */
export function trusted(text: string): Segment {
  return { text, trusted: true };
}

/** A stranger's text: control tokens in it stay ordinary characters. */
export function untrusted(text: string): Segment {
  return { text, trusted: false };
}

/**
 * Code between fences longer than any run of backticks in it, so that it cannot close them.
 * The language comes from our own table, the text does not.
 */
export function fenced(text: string, language: string): Segment[] {
  const fence = fenceFor(text);
  const end = text.endsWith("\n") ? "" : "\n";
  return [trusted(`${fence}${language}\n`), untrusted(text), trusted(`${end}${fence}\n`)];
}

/** The shortest fence that `text` cannot close. */
export function fenceFor(text: string): string {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return "`".repeat(Math.max(3, longest + 1));
}

/** ChatML, the template of the Qwen family: the opening of a user's turn after the system's. */
export function openTurn(system: string): Segment {
  return trusted(`<|im_start|>system\n${system}<|im_end|>\n<|im_start|>user\n`);
}

/** Ends the user's turn and begins the assistant's, up to `start` of its answer. */
export function answerTurn(start = ""): Segment {
  return trusted(`<|im_end|>\n<|im_start|>assistant\n${start}`);
}

/** The prompt as text, for people to read. */
export function plainText(segments: readonly Segment[]): string {
  return segments.map((segment) => segment.text).join("");
}
