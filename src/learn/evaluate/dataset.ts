import { agreements } from "../../judge/agreement.ts";
import type { Observation } from "../../judge/features.ts";
import { isParsed, judgedOf, type PoolLine } from "../collect/pool.ts";
import { taskWeight } from "../collect/select.ts";
import { decodeHidden, type StatesLine } from "../collect/states.ts";
import { groupFamilies } from "../families.ts";
import { isMixedLine, type SettledTask, settledOf } from "../metrics/settled.ts";
import { taskKey } from "../task-key.ts";
import type { LearnTask } from "../tasks/types.ts";
import { type Voted, withVotes } from "../with-votes.ts";

/** One candidate as heads are trained and measured on it. */
export interface Example {
  readonly id: number;
  readonly code: string;
  readonly passed: boolean;
  readonly parses?: boolean | undefined;
  readonly observation: Observation;
}

/** What one generator wrote for one task, and one judge model saw from one view. */
export interface ExampleTask {
  readonly task: string;
  readonly problem: string;
  readonly family: string;
  readonly language: string;
  readonly generator: string;
  readonly domain: "function" | "repository";
  /** How many tasks it stands for (`taskWeight`). */
  readonly weight: number;
  readonly examples: readonly Example[];
}

export interface DatasetSources {
  /** With labels. */
  readonly pool: readonly PoolLine[];
  readonly states: readonly StatesLine[];
  /** By task (`familiesOf`). */
  readonly families: ReadonlyMap<string, string>;
  readonly view: string;
  /** Id of the judge's model. */
  readonly model: string;
}

/**
 * Joins pool, labels and states; tasks that were not judged, or have no label, are left out. Throws a
 * `RangeError` where states of other candidates than the pool's are among them.
 */
export function joinDataset(sources: DatasetSources): ExampleTask[] {
  const { families } = sources;
  const states = statesByTask(sources);
  return sources.pool.flatMap((line) => {
    const weight = taskWeight(line);
    const own = states.get(taskKey(line));
    if (weight === null || own === undefined) return [];
    const { task, problem, language, generator, domain } = line;
    const family = families.get(task) ?? problem;
    const examples = joinExamples(line, own);
    if (examples.length === 0) return [];
    return [{ task, problem, family, language, generator, domain, weight, examples }];
  });
}

/** Pools of one generator may share tasks and ids: then only what was shown tells their states apart. */
function statesByTask({ pool, states, view, model }: DatasetSources): Map<string, StatesLine> {
  const wanted = new Set(pool.map(taskKey));
  const byTask = new Map<string, StatesLine>();
  for (const line of states) {
    if (line.view !== view || line.model !== model || !wanted.has(taskKey(line))) continue;
    const other = byTask.get(taskKey(line));
    if (other !== undefined && other.promptSha256 !== line.promptSha256) {
      throw new RangeError(
        `two readings of ${line.task} that differ: give the states of this pool and of no other`,
      );
    }
    byTask.set(taskKey(line), line);
  }
  return byTask;
}

/**
 * The labelled tasks whose candidates are alike, read or not. None where some whose candidates differ were
 * not read: then those that were read are a sample, and stand for the others by their weights.
 */
export function joinSettled(
  { pool, families }: Pick<DatasetSources, "pool" | "families">,
  read: readonly ExampleTask[],
): SettledTask[] {
  const known = new Set(read.map(taskKey));
  const settled: SettledTask[] = [];
  for (const line of pool) {
    const own = settledOf(line, families.get(line.task) ?? line.problem);
    if (own !== null) settled.push(own);
    else if (isMixedLine(line) && !known.has(taskKey(line))) return [];
  }
  return settled;
}

/** The family of every task, by its id: near-equal texts or solutions, over all languages. */
export function familiesOf(tasks: readonly LearnTask[]): Map<string, string> {
  return groupFamilies(
    tasks.map(({ id, problem, task, solution }) => ({
      task: id,
      // Up to the example, which is form and not content.
      text: task.body.split("\n\nFor example:")[0] ?? "",
      code: solution,
      key: problem,
    })),
  );
}

function joinExamples(line: PoolLine, states: StatesLine): Example[] {
  const sampled = judgedOf(line);
  if (!isReadingOf(line, states)) {
    throw new RangeError(
      `the states of ${line.task} are of other candidates than the pool's: read the pool again`,
    );
  }
  const unique = withVotes(line);
  const agreement = agreements(unique, line.language);
  const observations = new Map(
    unique.flatMap((candidate, i) => {
      const score = states.scores.find(({ id }) => id === candidate.id);
      if (score === undefined) return [];
      return [
        [candidate.code, { ...observe(candidate, score), agreement: agreement[i] ?? Number.NaN }],
      ];
    }),
  );
  return sampled.flatMap(({ id, code, passed, reason }) => {
    const observation = observations.get(code);
    return observation === undefined || passed === undefined
      ? []
      : [{ id, code, passed, parses: isParsed(reason), observation }];
  });
}

/** Whether just the candidates that a judge ranks were read; older states have greedy answers beside. */
function isReadingOf(line: PoolLine, { scores }: StatesLine): boolean {
  const greedy = new Set(line.candidates.flatMap((own) => (own.greedy ? [own.id] : [])));
  const read = new Set(scores.flatMap(({ id }) => (greedy.has(id) ? [] : [id])));
  const ranked = judgedOf(line);
  return ranked.length === read.size && ranked.every(({ id }) => read.has(id));
}

function observe(
  { meanLogprob, certainty, tokens, votes }: Voted,
  { margin, labelMass, hidden, reading = null }: StatesLine["scores"][number],
): Omit<Observation, "agreement"> {
  const decoded = hidden === null ? null : decodeHidden(hidden);
  return { margin, labelMass, hidden: decoded, reading, meanLogprob, certainty, tokens, votes };
}
