import { replaceWords, withoutComments } from "../../judge/code-words.ts";

/** How a language introduces names of its own: each pattern's group is a list of them. */
interface Introductions {
  readonly patterns: readonly RegExp[];
  /** The name in one item of such a list: `int a`, `a: int = 3`, `*rest`. */
  readonly nameOf: (item: string) => string | undefined;
}

const firstName = (item: string) => /^[\s*.({[]*([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(item)?.[1];
const lastName = (item: string) => /([\p{L}_$][\p{L}\p{N}_$]*)\s*$/u.exec(item)?.[1];

const PYTHON: Introductions = {
  patterns: [
    /\bdef\s+\w+\s*\(([^)]*)\)/g,
    /\blambda\s+([^:\n]+):/g,
    /^[ \t]*([\w, \t]+?)(?:\s*:[^=\n]+)?\s*=(?!=)/gm,
    /\bfor\s+([\w, ()]+?)\s+in\b/g,
    /\bas\s+(\w+)/g,
    /(\w+)\s*:=/g,
  ],
  nameOf: firstName,
};

const SCRIPT: Introductions = {
  patterns: [
    /\b(?:const|let|var)\s+(\w+)/g,
    /\bfunction\s*\w*\s*\(([^)]*)\)/g,
    /\(([^()]*)\)\s*=>/g,
    /(\w+)\s*=>/g,
    /^\s*(?:async\s+)?(?!if|for|while|switch|catch)\w+\s*\(([^()]*)\)\s*\{/gm,
    /\bcatch\s*\((\w+)\)/g,
  ],
  nameOf: firstName,
};

const JAVA: Introductions = {
  patterns: [
    /\w\s*\(([^()]*)\)\s*(?:throws[\w\s,.]+)?\{/g,
    /\b(?:[A-Z]\w*(?:<[^;=(){}]*>)?|int|long|double|float|boolean|char|byte|short|var)(?:\[\])*\s+(\w+)\s*[=;:,]/g,
    /\(([\w, ]*)\)\s*->/g,
    /(\w+)\s*->/g,
  ],
  nameOf: lastName,
};

const BY_LANGUAGE: Readonly<Record<string, Introductions>> = {
  python: PYTHON,
  javascript: SCRIPT,
  typescript: SCRIPT,
  java: JAVA,
};

/** Words that look like names there and are none, or mean something to others. */
const KEPT = new Set(
  "self cls this super None True False null true false if else for while return not and or in is new".split(
    " ",
  ),
);

/**
 * The code with its own local names (parameters, variables) replaced by `v1`, `v2` …, in the order in which they
 * come. What others call it by stays: functions, attributes, everything that it has not introduced itself. A
 * check of whether a judge goes by names; by patterns, not by a parser, so now and then a name is
 * missed. A language that is not known stays as it is.
 */
export function withNeutralNames(code: string, language: string): string {
  const own = BY_LANGUAGE[language];
  if (own === undefined) return code;
  const names = new Map<string, string>();
  const introduced = namesIn(withoutComments(code, language), own);
  const renamed = (word: string) => {
    if (!introduced.has(word)) return word;
    const name = names.get(word) ?? `v${names.size + 1}`;
    names.set(word, name);
    return name;
  };
  return replaceWords(code, language, (word, before) => {
    // Within texts that are filled in, names stand in braces.
    if (/^["'`]/.test(word)) return isFilledIn(word, before) ? fillings(word, renamed) : word;
    return before.endsWith(".") ? word : renamed(word);
  });
}

function namesIn(code: string, { patterns, nameOf }: Introductions): Set<string> {
  const names = new Set<string>();
  for (const pattern of patterns) {
    for (const [, list = ""] of code.matchAll(pattern)) {
      // `Map<String, Integer> seen` is one item.
      for (const item of list.replace(/<[^<>]*>/g, "").split(",")) {
        const name = nameOf(item);
        if (name !== undefined && !KEPT.has(name)) names.add(name);
      }
    }
  }
  return names;
}

function isFilledIn(text: string, before: string): boolean {
  return text.startsWith("`") || /\b[rR]?[fF][rR]?$/.test(before);
}

function fillings(text: string, renamed: (word: string) => string): string {
  return text.replace(/\{[^{}]*\}/g, (filling) =>
    filling.replace(/(?<![.\p{L}\p{N}_$])[\p{L}_$][\p{L}\p{N}_$]*/gu, renamed),
  );
}
