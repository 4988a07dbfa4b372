import { createHash } from "node:crypto";
import type { Engine, Sample, Segment } from "../../contracts/engine.ts";
import { followUpQuestion, LABELS } from "../../judge/prompt.ts";
import { plainText } from "../../prompt/chatml.ts";
import { generatorPrompt } from "../../sample/prompt.ts";
import type { LearnTask } from "../tasks/types.ts";
import type { PoolCandidate, PoolLine } from "./pool.ts";
import { type StatesLine, storedScore } from "./states.ts";

export interface CollectSettings {
  readonly n: number;
  readonly seed: number;
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  readonly maxTokens: number;
}

export interface Collected {
  readonly pool: PoolLine;
  /** What the generator said of its own answers, where the engine can ask. */
  readonly states: StatesLine | null;
}

/**
 * Samples `n` candidates and a greedy one for a task, and asks the generator about each at the end
 * of its own sequence. Code only, no explanation before it: functions need none, and it halves the
 * tokens.
 */
export async function collectTask(
  task: LearnTask,
  engine: Engine,
  settings: CollectSettings,
  signal: AbortSignal,
): Promise<Collected> {
  const info = await engine.info();
  const prompt = generatorPrompt(task.task, task.context, "code");
  const question = followUpQuestion();
  const sampling = {
    temperature: settings.temperature,
    topP: settings.topP,
    topK: settings.topK,
    seed: taskSeed(settings.seed, task.id),
  };
  const [samples = []] = await engine.generate({
    prompts: [{ segments: prompt.segments, n: settings.n, greedy: true }],
    maxTokens: settings.maxTokens,
    sampling,
    stop: prompt.stop,
    signal,
    ...(info.abilities.followUp ? { followUp: { question, labels: LABELS, hidden: true } } : {}),
  });
  const pool: PoolLine = {
    task: task.id,
    problem: task.problem,
    language: task.language,
    domain: task.domain,
    generator: info.model,
    generatorSha256: info.modelSha256,
    promptSha256: hashPrompt(prompt.segments),
    sampling: { ...sampling, n: settings.n, maxTokens: settings.maxTokens },
    candidates: samples.map((sample, i) => toCandidate(sample, i, settings.n)),
  };
  const scores = samples.flatMap(({ verdict }, i) =>
    verdict === undefined ? [] : [storedScore(i + 1, verdict)],
  );
  if (scores.length === 0) return { pool, states: null };
  const states: StatesLine = {
    task: task.id,
    generator: info.model,
    model: info.model,
    modelSha256: info.modelSha256,
    view: "own",
    promptSha256: hashPrompt([...prompt.segments, ...question]),
    scores,
  };
  return { pool, states };
}

function toCandidate(sample: Sample, index: number, n: number): PoolCandidate {
  return {
    id: index + 1,
    code: `${sample.text.trimEnd()}\n`,
    tokens: sample.tokens,
    finish: sample.finish,
    meanLogprob: sample.meanLogprob,
    certainty: sample.certainty,
    ...(index >= n ? { greedy: true as const } : {}),
  };
}

/** A seed that depends on the task alone, so that a run that resumes draws the same samples. */
export function taskSeed(seed: number, task: string): number {
  return createHash("sha256").update(`${seed} ${task}`).digest().readUInt32LE() >>> 2;
}

/** Tasks in an order that is the same for everybody and tells nothing, so that a part is a sample. */
export function shuffledTasks(tasks: readonly LearnTask[]): LearnTask[] {
  const key = (task: LearnTask) => createHash("sha256").update(task.id).digest("hex");
  return [...tasks].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export function hashPrompt(segments: readonly Segment[]): string {
  return createHash("sha256").update(plainText(segments)).digest("hex");
}
