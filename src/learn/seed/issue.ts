import type { Task } from "../../contracts/task.ts";
import { type Random, randomInt } from "../random.ts";
import { clean } from "./clean-text.ts";
import { fencedBlock, nameInWords, type Values, valuesOf } from "./failure-text.ts";
import type { SeedLanguage } from "./lexer.ts";
import type { TestFailure } from "./report.ts";

/** What an issue is written from: behaviour, never the change itself. */
export interface Symptom {
  readonly package: string;
  readonly language: SeedLanguage;
  /** Name of the test that failed. */
  readonly test: string;
  readonly failure: TestFailure;
  /** The statement of the test that failed; `null` where it could not be found. */
  readonly statement: string | null;
  /** Values of the variables in the statement. */
  readonly values: readonly (readonly [name: string, value: string])[];
  /** What the statement calls of the package; else the definition that the region is. */
  readonly subject: string;
  /** How many tests fail beside this one. */
  readonly others: number;
}

const TITLE_LENGTH = 72;

/**
 * The text of an issue, by template: what was called, what came, what was expected. The same for the
 * same symptom and random numbers. Texts by a model can take this function's place: it is the only
 * one that makes them.
 */
export function writeIssue(symptom: Symptom, random: Random): Task {
  const values = valuesOf(symptom.failure, symptom.statement);
  const pick = (texts: readonly string[]) => texts[randomInt(random, texts.length)] ?? "";
  const title = titleOf(symptom, values, pick);
  const body = [
    opening(symptom, pick),
    example(symptom),
    outcome(symptom, values, pick),
    closing(symptom, pick),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
  return { title, body, discussion: [], hiddenTextRemoved: [] };
}

type Pick = (texts: readonly string[]) => string;

function titleOf({ subject, failure, test }: Symptom, values: Values | null, pick: Pick): string {
  const name = `\`${subject}\``;
  if (isException(failure)) {
    const what = clean(`${failure.error}: ${firstLine(failure.message)}`);
    return firstFitting([
      `${name} raises ${what}`,
      `${name} raises ${failure.error}`,
      `${name} raises an exception`,
    ]);
  }
  const long =
    values === null
      ? []
      : [
          pick([
            `${name}: expected ${values.expected}, got ${values.actual}`,
            `${name} gives ${values.actual} instead of ${values.expected}`,
          ]),
        ];
  const short = [`${name}: wrong result (${nameInWords(test)})`, `${name} gives a wrong result`];
  return firstFitting([...long.filter((text) => !text.includes("\n")), ...short]);
}

function firstFitting(texts: readonly string[]): string {
  const found = texts.find((text) => text.length <= TITLE_LENGTH);
  return found ?? (texts.at(-1) ?? "").slice(0, TITLE_LENGTH);
}

function opening({ package: name, subject, test }: Symptom, pick: Pick): string {
  const words = nameInWords(test);
  if (subject === name) {
    return pick([
      `I use ${name}, and it does not do what I expect (${words}).`,
      `${name} misbehaves. The case: ${words}.`,
      `Found while testing ${name}: ${words}.`,
      `Something is wrong with ${name}, in the case "${words}".`,
    ]);
  }
  return pick([
    `I use ${name}, and \`${subject}\` does not do what I expect (${words}).`,
    `\`${subject}\` of ${name} misbehaves. The case: ${words}.`,
    `Found while testing ${name}: ${words}. It has to do with \`${subject}\`.`,
    `Something is wrong with \`${subject}\` (${name}), in the case "${words}".`,
  ]);
}

function example({ statement, language, values }: Symptom): string {
  if (statement === null) return "";
  const given = values.map(([name, value]) => clean(`${name} = ${value}`)).join("\n");
  const where = given === "" ? "" : `\n\nwith\n\n${fencedBlock(given, language)}`;
  return `This check fails:\n\n${fencedBlock(statement, language)}${where}`;
}

function outcome({ failure }: Symptom, values: Values | null, pick: Pick): string {
  if (isException(failure)) {
    const line = clean(`${failure.error}: ${firstLine(failure.message)}`);
    return `${pick(["It raises:", "What I get is an exception:", "The result:"])}\n\n${fencedBlock(line, "text")}`;
  }
  if (values !== null) {
    const text = `Expected: ${values.expected}\nActual: ${values.actual}`;
    return fencedBlock(text, "text");
  }
  const message = clean(failure.message);
  if (message === "") return "";
  return `${pick(["The message:", "What it says:", "Output:"])}\n\n${fencedBlock(message, "text")}`;
}

function closing({ others }: Symptom, pick: Pick): string {
  if (others === 0) return "";
  const count = others === 1 ? "One other check fails" : `${others} other checks fail`;
  return pick([`${count} as well.`, `${count}, too, so it is not this case alone.`]);
}

function isException({ error }: TestFailure): boolean {
  return error !== "AssertionError" && error !== "Failed";
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}
