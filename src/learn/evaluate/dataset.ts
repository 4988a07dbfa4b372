import { agreements } from "../../judge/agreement.ts";
import type { Observation } from "../../judge/features.ts";
import { judgedOf, type PoolLine } from "../collect/pool.ts";
import { taskWeight } from "../collect/select.ts";
import { decodeHidden, type StatesLine } from "../collect/states.ts";
import { groupFamilies } from "../families.ts";
import { taskKey } from "../task-key.ts";
import type { LearnTask } from "../tasks/types.ts";
import { type Voted, withVotes } from "../with-votes.ts";

/** One candidate as heads are trained and measured on it. */
export interface Example {
  readonly id: number;
  readonly code: string;
  readonly passed: boolean;
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
  /** Whether the greedy answer passed; `null` where there is none. */
  readonly greedyPassed: boolean | null;
}

export interface DatasetSources {
  /** With labels. */
  readonly pool: readonly PoolLine[];
  readonly states: readonly StatesLine[];
  /** The tasks' own texts: to find near-equal ones. */
  readonly tasks: readonly LearnTask[];
  readonly view: string;
  /** Id of the judge's model. */
  readonly model: string;
}

/** Joins pool, labels and states; tasks that were not judged, or have no label, are left out. */
export function joinDataset(sources: DatasetSources): ExampleTask[] {
  const families = familiesOf(sources.tasks);
  const states = new Map(
    sources.states
      .filter(({ view, model }) => view === sources.view && model === sources.model)
      .map((line) => [taskKey(line), line]),
  );
  return sources.pool.flatMap((line) => {
    const weight = taskWeight(line);
    const own = states.get(taskKey(line));
    if (weight === null || own === undefined) return [];
    const { task, problem, language, generator, domain } = line;
    const family = families.get(task) ?? problem;
    const greedyPassed = line.candidates.find(({ greedy }) => greedy)?.passed ?? null;
    const examples = joinExamples(line, own);
    if (examples.length === 0) return [];
    return [{ task, problem, family, language, generator, domain, weight, examples, greedyPassed }];
  });
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
  const unique = withVotes(line);
  const agreement = agreements(unique, line.language);
  const observations = new Map(
    unique.flatMap((candidate, i) => {
      const score = states.scores.find(({ id }) => id === candidate.id);
      if (score === undefined) return [];
      return [[candidate.code, { ...observe(candidate, score), agreement: agreement[i] ?? 0 }]];
    }),
  );
  return sampled.flatMap(({ id, code, passed }) => {
    const observation = observations.get(code);
    return observation === undefined || passed === undefined
      ? []
      : [{ id, code, passed, observation }];
  });
}

function observe(
  { meanLogprob, certainty, tokens, votes }: Voted,
  { margin, labelMass, hidden, reading = null }: StatesLine["scores"][number],
): Omit<Observation, "agreement"> {
  const decoded = hidden === null ? null : decodeHidden(hidden);
  return { margin, labelMass, hidden: decoded, reading, meanLogprob, certainty, tokens, votes };
}
