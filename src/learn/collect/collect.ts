import { createHash } from "node:crypto";
import type { Engine, EngineInfo, Sample, Segment } from "../../contracts/engine.ts";
import { followUpQuestion, LABELS } from "../../judge/prompt.ts";
import { plainText } from "../../prompt/chatml.ts";
import { type GeneratorPrompt, generatorPrompt } from "../../sample/prompt.ts";
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
  /** Samples in flight together. */
  readonly maxLanes: number;
  /** Whether the generator is asked about each answer at the end of its own sequence. */
  readonly own: boolean;
}

export interface Collected {
  readonly pool: PoolLine;
  /** What the generator said of its own answers, where the engine can ask. */
  readonly states: StatesLine | null;
}

/**
 * Samples `n` candidates and a greedy one for each task, all tasks together, and, where wanted, asks
 * the generator about each at the end of its own sequence. Code only, no explanation before it:
 * functions need none, and it halves the tokens.
 */
export async function collectTasks(
  tasks: readonly LearnTask[],
  engine: Engine,
  settings: CollectSettings,
  signal: AbortSignal,
): Promise<Collected[]> {
  const info = await engine.info();
  const asked = tasks.map((task) => ({
    task,
    prompt: generatorPrompt(task.task, task.context, "code"),
    seed: taskSeed(settings.seed, task.id),
  }));
  const { temperature, topP, topK, n, maxTokens, maxLanes, own } = settings;
  const samples = await engine.generate({
    prompts: asked.map(({ prompt, seed }) => ({
      segments: prompt.segments,
      n,
      greedy: true,
      seed,
    })),
    maxTokens,
    maxLanes,
    sampling: { temperature, topP, topK, seed: settings.seed },
    stop: [...new Set(asked.flatMap(({ prompt }) => prompt.stop))],
    signal,
    ...(own && info.abilities.followUp
      ? { followUp: { question: followUpQuestion(), labels: LABELS, hidden: true } }
      : {}),
  });
  return asked.map((each, i) => toCollected(each, samples[i] ?? [], { info, settings }));
}

interface Asked {
  readonly task: LearnTask;
  readonly prompt: GeneratorPrompt;
  readonly seed: number;
}

function toCollected(
  { task, prompt, seed }: Asked,
  samples: readonly Sample[],
  { info, settings }: { info: EngineInfo; settings: CollectSettings },
): Collected {
  const { n, temperature, topP, topK, maxTokens } = settings;
  const pool: PoolLine = {
    task: task.id,
    problem: task.problem,
    language: task.language,
    domain: task.domain,
    generator: info.model,
    generatorSha256: info.modelSha256,
    promptSha256: hashPrompt(prompt.segments),
    sampling: { temperature, topP, topK, n, seed, maxTokens },
    candidates: samples.map((sample, i) => toCandidate(sample, i, n)),
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
    promptSha256: hashPrompt([...prompt.segments, ...followUpQuestion()]),
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
