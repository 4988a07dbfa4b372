import type { Random } from "./random.ts";

const NAMED: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\t": "\\t",
  '"': '\\"',
  "\\": "\\\\",
  "\r": "\\r",
};

/** A path as git quotes it, or a part of it in octal that needs no quoting at all. */
function quoted(path: string, share: number, random: Random): string {
  const bytes = Buffer.from(path);
  let text = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    const must = byte < 0x20 || byte >= 0x7f;
    if (must || random.chance(share))
      text += NAMED[character] ?? `\\${byte.toString(8).padStart(3, "0")}`;
    else text += character === '"' || character === "\\" ? `\\${character}` : character;
  }
  return `"${text}"`;
}

/** How the names of one section are written. */
export interface Style {
  readonly git: boolean;
  readonly a: string;
  readonly b: string;
  readonly index: boolean;
  readonly stamp: string;
  name(prefix: string, path: string): string;
}

export function drawStyle(random: Random): Style {
  const [a, b] = random.weighted<[string, string]>([
    [20, ["a/", "b/"]],
    [1, ["", ""]],
    [1, ["i/", "w/"]],
    [0.5, ["b/", "a/"]],
    [0.5, ["a/", "a/"]],
    [0.5, ["./", "./"]],
    [0.3, ["a/a/", "b/b/"]],
    [0.3, ["../", "../"]],
  ]);
  const share = random.weighted([
    [12, 0],
    [1, 0.2],
    [1, 1],
  ]);
  const force = share > 0 || random.chance(0.1);
  const raw = random.chance(0.05);
  return {
    a,
    b,
    git: random.chance(0.7),
    index: random.chance(0.4),
    stamp: random.weighted([
      [10, ""],
      [1, "\t2026-01-01 00:00:00.000000000 +0000"],
      [0.5, "\t"],
      [0.3, "\t.github/workflows/ci.yml"],
    ]),
    name: (prefix, path) => {
      const must = /[\p{Cc}"\\]/u.test(path);
      return (must && !raw) || force ? quoted(prefix + path, share, random) : prefix + path;
    },
  };
}

/** `---` and `+++`; git wants a tab behind a plain name with a space in it. */
export function fileLines(style: Style, from: string | null, to: string | null): string {
  const line = (prefix: string, path: string | null) => {
    if (path === null) return "/dev/null";
    const name = style.name(prefix, path);
    const ends = name.startsWith('"') || !name.includes(" ") ? style.stamp : style.stamp || "\t";
    return name + ends;
  };
  return `--- ${line(style.a, from)}\n+++ ${line(style.b, to)}\n`;
}

export function gitLine(style: Style, from: string, to: string): string {
  return `diff --git ${style.name(style.a, from)} ${style.name(style.b, to)}\n`;
}

export function randomId(random: Random, length = 40): string {
  return Array.from({ length }, () => random.below(16).toString(16)).join("");
}
