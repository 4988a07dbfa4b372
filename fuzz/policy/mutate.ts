import { drawStyle, gitLine } from "./headers.ts";
import { ordinaryPath, targetPath } from "./paths.ts";
import type { Random } from "./random.ts";

type Mutation = (lines: string[], random: Random) => string[];

const HEADER =
  /^(?:diff --git|---|\+\+\+|rename|copy|old mode|new mode|new file|deleted|index|similarity)/;

const JUNK = [
  "From 1234 Mon Sep 17 00:00:00 2001",
  "Subject: [PATCH] fix",
  "Index: .github/workflows/ci.yml",
  "diff --git a/.npmrc b/.npmrc",
  "diff --git a/x b/.github/workflows/ci.yml",
  "new file mode 120000",
  "new mode 100755",
  "rename to .github/workflows/new.yml",
  "+++ b/.github/workflows/new.yml",
  "@@ -0,0 +1 @@",
  "GIT binary patch",
  "-- ",
  "2.39.5",
  "",
];

/** What a careless or a cunning writer does to a diff that was well formed. */
const MUTATIONS: readonly (readonly [string, Mutation])[] = [
  ["line-lost", (lines, random) => lines.toSpliced(random.below(lines.length), 1)],
  ["line-twice", (lines, random) => withLine(lines, random, (line) => [line, line])],
  ["line-moved", swapLines],
  ["junk", (lines, random) => withLine(lines, random, (line) => [random.pick(JUNK), line])],
  ["other-path", otherPath],
  ["lying-header", lyingHeader],
  ["crlf-headers", (lines) => lines.map((line) => (HEADER.test(line) ? `${line}\r` : line))],
  ["crlf", (lines) => lines.map((line) => `${line}\r`)],
  [
    "count",
    (lines, random) =>
      withLine(
        lines,
        random,
        (line) => [line.replace(/\d+(?= @@|\))/, () => `${random.below(9)}`)],
        /^@@/,
      ),
  ],
  [
    "no-end-mark",
    (lines, random) =>
      withLine(lines, random, (line) => [line, "\\ No newline at end of file"], /^[+ -]/),
  ],
  ["twice", (lines) => [...lines, ...lines]],
  ["cut", (lines, random) => lines.slice(0, random.below(lines.length + 1))],
  [
    "letter",
    (lines, random) =>
      withLine(lines, random, (line) => [
        line.slice(0, -1) + random.pick(["\0", "\uFFFD", " ", "\t", "x"]),
      ]),
  ],
  [
    "octal",
    (lines, random) => withLine(lines, random, (line) => [line.replace(/"$/, '\\377"')], /"$/),
  ],
  [
    "mail",
    (lines) => [
      "From a Mon Sep 17 00:00:00 2001",
      "Subject: fix",
      "",
      "---",
      " a.py | 2 +-",
      "",
      ...lines,
      "-- ",
      "2.39.5",
    ],
  ],
];

/** The diff with one thing changed, and the name of what was done. */
export function mutate(diff: string, random: Random): { diff: string; name: string } {
  const [name, mutation] = random.pick(MUTATIONS);
  const ends = diff.endsWith("\n");
  const lines = mutation((ends ? diff.slice(0, -1) : diff).split("\n"), random);
  return { diff: lines.join("\n") + (ends ? "\n" : ""), name };
}

/** Replaces one of the lines that fit, drawn. */
function withLine(
  lines: string[],
  random: Random,
  change: (line: string) => string[],
  fits = /(?:)/,
): string[] {
  const places = lines.flatMap((line, at) => (fits.test(line) ? [at] : []));
  if (places.length === 0) return lines;
  const at = random.pick(places);
  return lines.toSpliced(at, 1, ...change(lines[at] ?? ""));
}

function swapLines(lines: string[], random: Random): string[] {
  const [a, b] = [random.below(lines.length), random.below(lines.length)];
  return lines.map((line, at) => (at === a ? lines[b] : at === b ? lines[a] : line) ?? line);
}

/** One header line names another file than its neighbours. */
function otherPath(lines: string[], random: Random): string[] {
  const path = random.chance(0.3) ? ordinaryPath(random) : targetPath(random);
  const change = (line: string) => [
    line.replace(/[^ /]*\/.*$/, () => `${line.startsWith("---") ? "a" : "b"}/${path}`),
  ];
  return withLine(lines, random, change, /^(?:---|\+\+\+|rename|copy) /);
}

/** `diff --git` says one thing, the lines below it another. */
function lyingHeader(lines: string[], random: Random): string[] {
  const style = drawStyle(random);
  const [from, to] = [
    ordinaryPath(random),
    random.chance(0.5) ? ordinaryPath(random) : targetPath(random),
  ];
  const line = gitLine(style, random.chance(0.5) ? to : from, to).slice(0, -1);
  return lines.some((old) => old.startsWith("diff --git"))
    ? withLine(lines, random, () => [line], /^diff --git/)
    : withLine(lines, random, (old) => [line, old], /^--- /);
}
