import type { Random } from "./random.ts";

/** Lines with their line ends; the last may have none. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

const PLAIN = [
  "    return a - b\n",
  "x = 1\n",
  "# a remark\n",
  "\n",
  "print('ü')\n",
  "\tindented\n",
];

/** What a line may hold to mislead a reader of diffs, a person, or a runner's log. */
const NASTY = [
  "-- a/.github/workflows/ci.yml\n",
  "++ b/.github/workflows/ci.yml\n",
  "diff --git a/.npmrc b/.npmrc\n",
  "@@ -1,9 +1,9 @@\n",
  "rename to .github/workflows/ci.yml\n",
  "GIT binary patch\n",
  "\\ No newline at end of file\n",
  "access = 'user\u202e \u2066// admin\u2069 \u2066'\n",
  "na\u200bme = 1\n",
  "x = '\u{e0041}\u{e0042}'\n",
  "who = '\u{1f469}\u200d\u{1f4bb}'\n",
  "nul = '\0'\n",
  "cr = 1\r\n",
  "a\rb\n",
  "::add-mask::x\n",
  "\u001b[2Jx\n",
];

export function newLine(random: Random): string {
  return random.chance(0.12) ? random.pick(NASTY) : random.pick(PLAIN);
}

export function newText(random: Random): string {
  const lines = Array.from({ length: 1 + random.below(5) }, () => newLine(random));
  const text = lines.join("");
  return random.chance(0.15) ? text.replace(/\n$/, "") : text;
}

function shown(sign: string, lines: readonly string[]): string {
  return lines
    .map((line) =>
      line.endsWith("\n") ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`,
    )
    .join("");
}

function range(start: number, length: number): string {
  // Nothing is said to be after a line, not at it.
  return length === 1 ? `${start}` : `${length === 0 ? start - 1 : start},${length}`;
}

/** The hunk of a file that is made. */
export function createHunk(text: string): string {
  const lines = linesOf(text);
  return lines.length === 0 ? "" : `@@ -0,0 +${range(1, lines.length)} @@\n${shown("+", lines)}`;
}

/** The hunk of a file that goes. */
export function deleteHunk(text: string): string {
  const lines = linesOf(text);
  return lines.length === 0 ? "" : `@@ -${range(1, lines.length)} +0,0 @@\n${shown("-", lines)}`;
}

/** One to three places of a text, changed; the hunks fit, and the new text comes with them. */
export function editHunks(text: string, random: Random): { hunks: string; after: string } {
  const lines = linesOf(text);
  const context = random.weighted([
    [8, 3],
    [1, 1],
    [0.3, 0],
  ]);
  let hunks = "";
  let after = "";
  let done = 0;
  let shift = 0;
  let at = random.below(Math.max(1, Math.min(lines.length, 12)));
  for (let left = 1 + random.below(3); left > 0 && at <= lines.length; left -= 1) {
    const gone = lines.slice(at, at + random.below(3));
    const made = linesOf(replacement(gone, random));
    const from = Math.max(0, at - context, done);
    const before = lines.slice(from, at);
    const behind = lines.slice(at + gone.length, at + gone.length + context);
    const length = before.length + gone.length + behind.length;
    const now = before.length + made.length + behind.length;
    hunks += `@@ -${range(from + 1, length)} +${range(from + 1 + shift, now)} @@\n`;
    hunks += shown(" ", before) + shown("-", gone) + shown("+", made) + shown(" ", behind);
    after += lines.slice(done, at).join("") + made.join("") + behind.join("");
    done = at + gone.length + behind.length;
    shift += made.length - gone.length;
    at = done + context + 1 + random.below(4);
  }
  return { hunks, after: after + lines.slice(done).join("") };
}

/** A last line without an end would run into the next, so that nothing is added behind it. */
function replacement(gone: readonly string[], random: Random): string {
  const made = Array.from({ length: random.below(3) + (gone.length === 0 ? 1 : 0) }, () =>
    newLine(random),
  );
  return made.join("");
}
