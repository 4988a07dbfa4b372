import type { Definition, Syntax } from "../../contracts/syntax.ts";
import { type Random, shuffle } from "../random.ts";
import { readSource, type SeedLanguage } from "./lexer.ts";
import { OPERATORS } from "./operators/operators.ts";

/** A file with one change in one definition. Lines count from 1; both ends belong to it. */
export interface Mutant {
  readonly path: string;
  readonly operator: string;
  /** The definition as it was, and where. */
  readonly definition: Definition;
  readonly original: string;
  /** The definition with the change. Ends with a line end, as `original` does. */
  readonly mutated: string;
  /** The whole file with the change. */
  readonly fileText: string;
}

/** Longer definitions are no task for models this small; shorter ones say all by their name. */
const LINES = { least: 3, most: 40 };

/**
 * Every mutant of a file, whether or not it still parses (`parses` tells: most are never tried).
 * Empty for text with other line ends than `\n`.
 */
export async function findMutants(
  file: { path: string; text: string; language: SeedLanguage },
  syntax: Syntax,
): Promise<Mutant[]> {
  if (file.text.includes("\r")) return [];
  const definitions = outermost(await syntax.definitions(file.path, file.text));
  return definitions.flatMap((definition) => mutateDefinition(file, definition));
}

/** Whether the change left no more syntax errors than the file had. */
export async function parses(mutant: Mutant, original: string, syntax: Syntax): Promise<boolean> {
  const before = await syntax.errors(mutant.path, original);
  return (await syntax.errors(mutant.path, mutant.fileText)) === before;
}

/** Functions and methods of a fitting length, without those inside another one. */
export function outermost(definitions: readonly Definition[]): Definition[] {
  const chosen: Definition[] = [];
  for (const definition of definitions) {
    const { kind, startLine, endLine } = definition;
    const length = endLine - startLine + 1;
    const last = chosen.at(-1);
    if (kind !== "function" && kind !== "method") continue;
    if (length < LINES.least || length > LINES.most) continue;
    if (last !== undefined && startLine <= last.endLine) continue;
    chosen.push(definition);
  }
  return chosen;
}

function mutateDefinition(
  file: { path: string; text: string; language: SeedLanguage },
  definition: Definition,
): Mutant[] {
  const lines = file.text.split("\n");
  const original = `${lines.slice(definition.startLine - 1, definition.endLine).join("\n")}\n`;
  const source = readSource(original, file.language);
  return OPERATORS.flatMap(({ name, edits }) =>
    edits(source).flatMap(({ start, end, text }) => {
      const mutated = original.slice(0, start) + text + original.slice(end);
      if (mutated === original || !mutated.endsWith("\n")) return [];
      const fileText = withRegion(file.text, definition, mutated);
      return [{ path: file.path, operator: name, definition, original, mutated, fileText }];
    }),
  );
}

/**
 * A file with other text in place of some lines, which count from 1; both ends belong to them. The text ends
 * with a line end, and so does then a file whose last lines they were.
 */
export function withRegion(
  fileText: string,
  { startLine, endLine }: Pick<Definition, "startLine" | "endLine">,
  text: string,
): string {
  const lines = fileText.split("\n");
  const before = lines.slice(0, startLine - 1).map((line) => `${line}\n`);
  return before.join("") + text + lines.slice(endLine).join("\n");
}

/**
 * The order of trying: operators take turns, so that frequent ones do not crowd out the others, and
 * within an operator functions do.
 */
export function spreadMutants(mutants: readonly Mutant[], random: Random): Mutant[] {
  const operators = [...new Set(mutants.map(({ operator }) => operator))];
  const queues = shuffle(operators, random).map((name) => {
    const own = shuffle(
      mutants.filter(({ operator }) => operator === name),
      random,
    );
    return takeTurns([...groupBy(own, functionKey).values()]);
  });
  return takeTurns(queues);
}

/** Names a function of a package: path, name and line, since names repeat. */
export function functionKey({ path, definition }: Mutant): string {
  return `${path}#${definition.name}:${definition.startLine}`;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function takeTurns<T>(queues: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...queues.map(({ length }) => length));
  return Array.from({ length: longest }, (_, round) =>
    queues.flatMap((queue) => queue.slice(round, round + 1)),
  ).flat();
}
