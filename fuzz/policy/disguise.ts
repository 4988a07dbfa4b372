import type { Random } from "./random.ts";

type Disguise = (path: string, random: Random) => string;

/** Ways to write a name so that some file system, or some reader, takes it for the same. */
const DISGUISES: readonly Disguise[] = [
  (path) => path.toUpperCase(),
  (path, random) => eachCharacter(path, (c) => (random.chance(0.5) ? c.toUpperCase() : c)),
  (path, random) =>
    one(path, random, /[!-.0-~]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)),
  (path, random) =>
    one(
      path,
      random,
      /[^/]/gu,
      (c) =>
        c +
        random.pick([
          "\u200c",
          "\u00ad",
          "\ufeff",
          "\u2064",
          "\u180e",
          "\u034f",
          "\ufe0f",
          "\u{e0041}",
        ]),
    ),
  (path, random) =>
    one(path, random, /[^/]+/g, (name) => name + random.pick([".", " ", "..", ". .", "\u00a0"])),
  (path, random) =>
    one(
      path,
      random,
      /[^/]+/g,
      (name) => name + random.pick(["::$INDEX_ALLOCATION", ":x", "::$DATA"]),
    ),
  (path, random) =>
    one(path, random, /[ik]/gi, (c) =>
      c.toLowerCase() === "i" ? random.pick(["ı", "İ", "ⁱ"]) : "\u212a",
    ),
  (path, random) => one(path, random, /s/gi, () => "ſ"),
  (path, random) =>
    one(path, random, /[^/.]/g, (c) => c + random.pick(["\u0307", "\u0301", "\u0327"])),
  (path, random) => one(path, random, /\./g, () => random.pick(["\u2024", "\uff0e", "\ufe52"])),
  (path) => path.replaceAll("/", "\\"),
  (path, random) =>
    one(path, random, /\//g, () => random.pick(["\\", "//", "/./", "/x/../", "\uff0f", "\u2215"])),
  (path, random) => random.pick(["sub/", "./", "x/../", "/", "../repo/", "src/"]) + path,
  (path, random) => one(path, random, /[^/]+/g, (name) => ` ${name}`),
  (path) => path.normalize("NFD"),
  (path) => path.replace(/^\.?([a-z]{2,6})[^/]*/i, (_, stem: string) => `${stem.toUpperCase()}~1`),
];

export function disguise(path: string, random: Random): string {
  const once = random.pick(DISGUISES)(path, random);
  return random.chance(0.15) ? random.pick(DISGUISES)(once, random) : once;
}

function eachCharacter(text: string, change: (character: string) => string): string {
  return [...text].map(change).join("");
}

/** Replaces one of the matches, drawn; a text without any stays as it is. */
function one(
  text: string,
  random: Random,
  pattern: RegExp,
  change: (found: string) => string,
): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { 0: match, index } = random.pick(found);
  return text.slice(0, index) + change(match) + text.slice(index + match.length);
}
