import { AnswerStyle } from "../../contracts/answer-style.ts";
import type { Candidate } from "../../contracts/candidate.ts";
import type { Context } from "../../contracts/context.ts";
import type { Result } from "../../contracts/result.ts";
import type { Task } from "../../contracts/task.ts";
import { generatorPrompt } from "../../sample/prompt.ts";
import type { PoolCandidate, PoolLine } from "../collect/pool.ts";
import { hashPrompts } from "../prompt-hash.ts";
import type { HarvestedTask } from "../tasks/types.ts";
import { type HarvestPull, type Labelled, labelRun } from "./rules.ts";

/** One recorded run, as far as a judge may learn from it. */
export interface HarvestRun {
  readonly id: string;
  /** The same for all requests about one issue. */
  readonly issue: string;
  readonly result: Result;
  readonly diffs: Readonly<Record<string, string>>;
  readonly pulls: readonly HarvestPull[];
}

export interface Harvested {
  /** A line a context: a pool's line is about one region of code. */
  readonly pool: readonly PoolLine[];
  readonly tasks: readonly HarvestedTask[];
  readonly labelled: Labelled;
}

/**
 * Lines of a pool from one run: its task, and the candidates that the judge read, with the label that people
 * gave them. Who wrote, asked, picked or merged is left out.
 */
export function harvestRun(run: HarvestRun): Harvested {
  const { candidates, contexts, task } = run.result;
  const labelled = labelRun({ candidates, diffs: run.diffs, pulls: run.pulls });
  const shown = withoutNames(task);
  const pairs = contexts.flatMap((context) => {
    const own = candidates.filter((candidate) => candidate.context === context.id);
    const line = poolLine(run, { context, task: shown, own, labels: labelled.labels });
    return line.candidates.length === 0 ? [] : [{ line, task: taskOf(line, context, shown) }];
  });
  return { pool: pairs.map(({ line }) => line), tasks: pairs.map((pair) => pair.task), labelled };
}

interface LineParts {
  readonly context: Context;
  readonly task: Task;
  readonly own: readonly Candidate[];
  readonly labels: ReadonlyMap<number, boolean>;
}

function poolLine({ id, issue, result }: HarvestRun, parts: LineParts): PoolLine {
  const { context, task, own, labels } = parts;
  const { generator, settings } = result.manifest;
  const { temperature, topP, topK, seed, maxAnswerTokens } = settings;
  const styles = AnswerStyle.options.filter((style) =>
    own.some((other) => styleOf(other) === style),
  );
  const asked = styles.map((style) => generatorPrompt(task, context, style));
  return {
    task: `harvested/${id.slice(0, 16)}/${context.id}`,
    problem: `harvested/${issue}`,
    language: context.target.language,
    domain: "repository",
    generator: generator.model,
    generatorSha256: generator.modelSha256,
    promptSha256: hashPrompts(asked),
    sampling: {
      ...{ temperature, topP, topK, n: own.length, seed, maxTokens: maxAnswerTokens },
      style: styles.length > 1 ? "mixed" : (styles[0] ?? "explained"),
    },
    candidates: own.flatMap((candidate) => toPool(candidate, own, labels.get(candidate.id))),
  };
}

/** Older runs asked for an explanation; blocks to search and replace are no code alone either. */
function styleOf({ style }: Candidate): AnswerStyle {
  return style ?? "explained";
}

/** Nothing for what the judge did not read: no patch, or one that something spoke against. */
function toPool(
  candidate: Candidate,
  own: readonly Candidate[],
  passed: boolean | undefined,
): PoolCandidate[] {
  const { id, tokens, finish, meanLogprob, certainty, refusals, sameAs } = candidate;
  // A vote for another's patch may differ in space at line ends; in a pool, equal code is one candidate.
  const { code } = own.find((other) => other.id === sameAs) ?? candidate;
  if (code === undefined || refusals.length > 0) return [];
  const label = passed === undefined ? {} : { passed, reason: "people" };
  return [
    { id, code, style: styleOf(candidate), tokens, finish, meanLogprob, certainty, ...label },
  ];
}

function taskOf(line: PoolLine, context: Context, task: Task): HarvestedTask {
  const { task: id, problem, language, domain } = line;
  return { id, problem, language, domain, task, context, solution: null, tests: null };
}

/** The discussion's accounts as `person 1`, `person 2` …, so that who answers whom still shows. */
function withoutNames(task: Task): Task {
  const names = [...new Set(task.discussion.map(({ author }) => author))];
  const discussion = task.discussion.map(({ author, body }) => ({
    author: `person ${names.indexOf(author) + 1}`,
    body,
  }));
  return { ...task, discussion };
}
