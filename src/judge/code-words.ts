/** Comments and texts that stand for comments, by how a language writes them. */
const HASH_COMMENTS = /#[^\n]*/;
const SLASH_COMMENTS = /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/;
const TRIPLE_QUOTED = /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)/;
/**
 * A string first, so that what looks like a comment inside one is none. Its length is bounded, so
 * that many quotes that nothing closes cost no more than their number.
 */
const STRING =
  /"(?:\\.|[^"\\\n]){0,1000}"|'(?:\\.|[^'\\\n]){0,1000}'|`(?:\\[\s\S]|[^`\\]){0,1000}`/;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]*|\d[\w.]*|[^\s\w]/u;

const HASH_LANGUAGES = new Set(["python", "ruby", "bash", "yaml", "toml", "r", "perl", "elixir"]);

const HASH = pattern(TRIPLE_QUOTED, STRING, HASH_COMMENTS, WORD);
const SLASH = pattern(STRING, SLASH_COMMENTS, WORD);

/**
 * The words and signs of code, without comments (and Python's texts in triple quotes, which serve
 * as such): what two people who solve a task alike have in common. Not a parser: text that is no
 * code gives odd words, never an error.
 */
export function codeWords(code: string, language: string): string[] {
  const { words, comment } = manners(language);
  return (code.match(words) ?? []).filter((word) => !comment.test(word));
}

/** The code without what `codeWords` passes over, and without the lines that this leaves empty. */
export function withoutComments(code: string, language: string): string {
  const { words, comment } = manners(language);
  const kept = code.replace(words, (word) => (comment.test(word) ? "" : word));
  const lines = kept.split("\n").map((line) => line.trimEnd());
  return `${lines.filter((line) => line !== "").join("\n")}\n`;
}

/**
 * The code with its words, texts and signs replaced one by one, comments left as they are. `change` gets each with the
 * line before it.
 */
export function replaceWords(
  code: string,
  language: string,
  change: (word: string, before: string) => string,
): string {
  const { words, comment } = manners(language);
  return code.replace(words, (word, offset: number) => {
    if (comment.test(word)) return word;
    return change(word, code.slice(code.lastIndexOf("\n", offset - 1) + 1, offset));
  });
}

function manners(language: string): { readonly words: RegExp; readonly comment: RegExp } {
  return HASH_LANGUAGES.has(language)
    ? { words: HASH, comment: /^(?:#|"""|''')/ }
    : { words: SLASH, comment: /^\/[/*]/ };
}

function pattern(...parts: readonly RegExp[]): RegExp {
  return new RegExp(parts.map(({ source }) => source).join("|"), "gu");
}
