import { createHash } from "node:crypto";
import type { Region } from "../../contracts/context.ts";
import type { Definition } from "../../contracts/syntax.ts";
import type { Random } from "../random.ts";
import type { RepositoryTask } from "../tasks/repository.ts";
import { writeIssue } from "./issue.ts";
import { readSource } from "./lexer.ts";
import { functionKey, type Mutant } from "./mutants.ts";
import type { PackageStore, SeedPackage } from "./package.ts";
import type { TestResult } from "./report.ts";
import { statementAt } from "./statement.ts";

/** Definitions to read beside the region: few and short. */
const READING = { most: 2, lines: 30 };
/** So many names of tests are stored. */
const KILLERS = 50;

export interface Killed {
  readonly pack: SeedPackage;
  readonly mutant: Mutant;
  readonly killers: readonly TestResult[];
  /** Of the file as it is shipped. */
  readonly definitions: readonly Definition[];
}

/** The task of a killed mutant: an issue about what a test saw, and the definition to mend. */
export async function makeTask(
  killed: Killed,
  { store, random }: { store: PackageStore; random: Random },
): Promise<RepositoryTask> {
  const { pack, mutant, killers } = killed;
  const sha256 = hash(mutant.fileText);
  const task = writeIssue(await symptomOf(killed, store), random);
  const number = hash(`${functionKey(mutant)} ${mutant.mutated}`).slice(0, 10);
  return {
    id: `seeded/${pack.name}/${number}`,
    // Splits keep a problem together, so no package stands on both sides.
    problem: `seeded/${pack.name}`,
    language: pack.language,
    domain: "repository",
    task,
    context: {
      id: 1,
      format: "region",
      target: targetOf(mutant, pack),
      reading: readingOf(killed),
    },
    solution: mutant.original,
    tests: {
      style: "repository",
      package: `${pack.name}@${pack.version}`,
      path: mutant.path,
      startLine: mutant.definition.startLine,
      originalEndLine: mutant.definition.endLine,
      sha256,
      operator: mutant.operator,
      killers: killers.slice(0, KILLERS).map(({ name }) => name),
    },
  };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

interface Shown {
  readonly killer: TestResult;
  readonly statement: string | null;
  readonly values: Readonly<Record<string, string>>;
}

async function symptomOf({ pack, mutant, killers, definitions }: Killed, store: PackageStore) {
  const shown: Shown[] = [];
  const tests = new Set(await store.list(pack, pack.tests));
  for (const killer of killers.slice(0, 10)) {
    const place = killer.failure?.places.find(
      ({ path }) => tests.has(path) || /\btests?\b/.test(path),
    );
    const text = place === undefined ? null : await store.read(pack, place.path);
    const statement = text === null ? null : statementAt(text, place?.line ?? 0, pack.language);
    shown.push({ killer, statement, values: place?.values ?? {} });
  }
  // Whoever reports a fault shows the plainest case.
  const cost = ({ killer, statement }: Shown) =>
    (statement === null ? 2000 : statement.length) + (killer.failure?.message.length ?? 0);
  const best = shown.sort((a, b) => cost(a) - cost(b))[0];
  const failure = best?.killer.failure;
  if (best === undefined || failure == null) throw new Error("a killed mutant has a failure");
  return {
    package: pack.name,
    language: pack.language,
    test: best.killer.name,
    failure,
    statement: best.statement,
    values: valuesIn(best, pack),
    subject: subjectOf(best.statement, mutant, definitions, pack),
    others: killers.length - 1,
  };
}

function valuesIn({ statement, values }: Shown, pack: SeedPackage) {
  const { tokens } = readSource(statement ?? "", pack.language);
  const names = tokens.flatMap(({ kind, text }, i) =>
    kind === "name" && tokens[i - 1]?.text !== "." ? [text] : [],
  );
  return [...new Set(names)].flatMap((name) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** What the test calls of this file; else the region's class, or the package as a whole. */
function subjectOf(
  statement: string | null,
  mutant: Mutant,
  definitions: readonly Definition[],
  pack: SeedPackage,
): string {
  const names = new Set(definitions.map(({ name }) => lastName(name)));
  const { tokens } = readSource(statement ?? "", pack.language);
  const called = tokens.find(
    ({ kind, text }, index) =>
      kind === "name" && names.has(text) && tokens[index + 1]?.text === "(",
  );
  const ofClass = /^([A-Z]\w*)\.\w+$/.exec(mutant.definition.name)?.[1];
  return called?.text ?? ofClass ?? pack.name;
}

function targetOf({ path, definition, mutated }: Mutant, { language }: SeedPackage): Region {
  const { name, startLine } = definition;
  const endLine = startLine + mutated.replace(/\n$/, "").split("\n").length - 1;
  return { path, startLine, endLine, text: mutated, language, name, reasons: [], score: 0 };
}

function readingOf({ mutant, definitions, pack }: Killed): Region[] {
  const { startLine: from, endLine: to, name: own } = mutant.definition;
  const { tokens } = readSource(mutant.mutated, pack.language);
  const called = new Set(
    tokens.flatMap(({ kind, text }, i) =>
      kind === "name" && tokens[i + 1]?.text === "(" ? [text] : [],
    ),
  );
  const lines = mutant.fileText.split("\n");
  // Below the region, lines have moved by what the change added or removed.
  const moved = mutant.mutated.split("\n").length - mutant.original.split("\n").length;
  const isShort = ({ startLine, endLine }: Definition) => endLine - startLine < READING.lines;
  return definitions
    .filter(({ kind }) => kind === "function" || kind === "method")
    .filter((other) => isShort(other) && (other.endLine < from || other.startLine > to))
    .filter(({ name }) => called.has(lastName(name)) && lastName(name) !== lastName(own))
    .slice(0, READING.most)
    .map((other) => {
      const shift = other.startLine > to ? moved : 0;
      const [startLine, endLine] = [other.startLine + shift, other.endLine + shift];
      const text = `${lines.slice(startLine - 1, endLine).join("\n")}\n`;
      const { path } = mutant;
      return {
        path,
        startLine,
        endLine,
        text,
        language: pack.language,
        name: other.name,
        reasons: [],
        score: 0,
      };
    });
}

function lastName(name: string): string {
  return name.split(/[.#]/).at(-1) ?? name;
}
