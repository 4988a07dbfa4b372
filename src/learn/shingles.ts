/** Words that tell nothing about what a task is: those of "write a function to …". */
const IDLE = new Set(
  (
    "a an and are as at be by can check code create define does each find for from function " +
    "get given has have how if implement in into is it its java javascript method of on or our " +
    "python program return returns should so that the their them then there this to typescript " +
    "use uses using we where whether which will with write you your"
  ).split(" "),
);

/**
 * What a task's text says, as a set of words and pairs of adjacent words: lower case, without idle
 * words, plural s cut off.
 */
export function textShingles(text: string): Set<string> {
  const words = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
    .filter((word) => !IDLE.has(word))
    .map((word) => (word.length > 3 && !word.endsWith("ss") ? word.replace(/s$/, "") : word));
  return new Set([...words, ...sequencesOf(words, 2)]);
}

// Two slashes begin a comment only where a statement can: in Python they divide.
const TOKEN =
  /(?<=^\s*|[;{}(,]\s*)\/\/[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|[\p{L}_$][\p{L}\p{N}_$]*|\d+(?:\.\d+)?|[^\s\w]/gmu;

/** Words of the languages themselves, and what all programs call alike. */
const KEPT = new Set(
  (
    "and as assert async await bool boolean break case catch char class const continue def del " +
    "double elif else enum except export extends false finally float for from function if import " +
    "in instanceof int is lambda let long new None not null or pass raise return static string " +
    "String switch this throw true True False try typeof undefined var void while with yield " +
    "abs all any chr dict enumerate filter len list map max min ord print range reversed round " +
    "set sorted str sum tuple zip Math Array Object Map Set Number Integer List ArrayList HashMap"
  ).split(" "),
);

/**
 * What code does, as a set of sequences of five tokens. All names that the programmer chose count
 * as one; comments are left out. Kept are keywords, names after a dot (they belong to libraries),
 * numbers, and texts: in tasks about patterns, the text is the solution. So renaming, other layout
 * and other comments change nothing.
 */
export function codeShingles(code: string): Set<string> {
  const tokens: string[] = [];
  for (const token of code.match(TOKEN) ?? []) {
    if (/^(?:\/\/|\/\*|#|"""|''')/.test(token)) continue;
    tokens.push(normaliseToken(token, tokens.at(-1)));
  }
  return new Set(sequencesOf(tokens, 5));
}

function normaliseToken(token: string, before: string | undefined): string {
  if (/^["'`]/.test(token)) return `"${token.slice(1, -1)}"`;
  if (!/^[\p{L}_$]/u.test(token)) return token;
  return before === "." || KEPT.has(token) ? token : "x";
}

/** Runs of `size` adjacent items; of a shorter list, the whole list. */
function sequencesOf(items: readonly string[], size: number): string[] {
  if (items.length === 0) return [];
  if (items.length < size) return [items.join(" ")];
  return items.slice(size - 1).map((_, start) => items.slice(start, start + size).join(" "));
}
