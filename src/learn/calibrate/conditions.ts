import { LIVE_STYLES } from "../../contracts/answer-style.ts";
import type { RepositoryCalibration } from "../../judge/judge-file.ts";
import { promptsFingerprint } from "../../sample/fingerprint.ts";
import { livePrompts } from "../../sample/prompt.ts";
import type { PoolLine } from "../collect/pool.ts";
import { hashPrompts } from "../prompt-hash.ts";
import type { LearnTask } from "../tasks/types.ts";

/**
 * What runs must have in common with the pool that a calibration is fitted on. Throws a `RangeError` that says
 * what to do for pools that were not sampled as a live run samples, or not labelled as a whole.
 */
export function conditionsOf(
  pool: readonly PoolLine[],
  tasks: readonly LearnTask[],
): RepositoryCalibration["holds"] {
  const known = new Map(tasks.map((task) => [task.id, task]));
  const fault = pool.flatMap((line) => whyNot(line, known.get(line.task)) ?? [])[0];
  if (fault !== undefined) throw new RangeError(fault);
  const generators = new Map(
    pool.map(({ generator, generatorSha256 }) => [generatorSha256 ?? "", generator]),
  );
  const settings = new Set(
    pool.map(({ sampling: { n, temperature } }) => JSON.stringify([n, temperature])),
  );
  const [first] = pool;
  if (first === undefined || generators.size > 1 || settings.size > 1) {
    throw new RangeError(
      "a calibration is of one generator with one number of candidates at one temperature",
    );
  }
  return {
    generators: [...generators].map(([sha256, model]) => ({ model, sha256 })),
    languages: [...new Set(pool.map(({ language }) => language))].sort(),
    candidates: first.sampling.n,
    temperature: first.sampling.temperature,
    promptsSha256: promptsFingerprint(LIVE_STYLES),
  };
}

function whyNot(line: PoolLine, source: LearnTask | undefined): string | null {
  const { task, domain, generatorSha256, promptSha256, candidates } = line;
  if (source === undefined) return `the task ${task} is in none of --tasks`;
  if (domain !== "repository")
    return `${task}: only pools of the domain repository are calibrated on`;
  if (promptSha256 !== hashPrompts(livePrompts(source.task, source.context))) {
    return `${task} was not sampled as a live run samples; collect it again with this version`;
  }
  if (generatorSha256 === null) return `${task}: its generator is not known by hash`;
  const unknown = candidates.some(({ greedy, passed }) => !greedy && passed === undefined);
  return unknown ? `${task} has candidates without a label: the tests must have run on all` : null;
}
