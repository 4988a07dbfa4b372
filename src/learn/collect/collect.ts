import { createHash } from "node:crypto";
import { type AnswerStyle, LIVE_STYLE } from "../../contracts/answer-style.ts";
import type {
  Engine,
  EngineInfo,
  GenerateRequest,
  Sample,
  Segment,
} from "../../contracts/engine.ts";
import { followUpQuestion, LABELS } from "../../judge/prompt.ts";
import { plainText } from "../../prompt/chatml.ts";
import { type GeneratorPrompt, generatorPrompt } from "../../sample/prompt.ts";
import { answerTokens } from "../../sample/sample.ts";
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
  /** By the task's domain, unless told. */
  readonly style?: AnswerStyle;
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
 * the generator about each at the end of its own sequence. Tasks of repositories are asked as a live run
 * asks, with its limit of tokens, since a calibration holds for what it was made on; functions are asked
 * for code without an explanation before it, which they do not need, at half the tokens.
 */
export async function collectTasks(
  tasks: readonly LearnTask[],
  engine: Engine,
  settings: CollectSettings,
  signal: AbortSignal,
): Promise<Collected[]> {
  const info = await engine.info();
  const asked = await Promise.all(
    tasks.map(async (task): Promise<Asked> => {
      const prompt = generatorPrompt(task.task, task.context, styleOf(task, settings));
      return {
        ...{ task, prompt, seed: taskSeed(settings.seed, task.id) },
        limit: await limitOf(task, engine, settings),
      };
    }),
  );
  const { own } = settings;
  const followUp =
    own && info.abilities.followUp
      ? { followUp: { question: followUpQuestion(), labels: LABELS, hidden: true } }
      : {};
  const drawn = new Map<Asked, Sample[]>();
  // One's stop string is code in another's answer.
  for (const stop of new Set(asked.map(({ prompt }) => prompt.stop.join()))) {
    const alike = asked.filter(({ prompt }) => prompt.stop.join() === stop);
    const request = { ...requestOf(alike, settings), ...followUp, signal };
    const samples = await engine.generate(request);
    for (const [i, each] of alike.entries()) drawn.set(each, samples[i] ?? []);
  }
  return asked.map((each) => toCollected(each, drawn.get(each) ?? [], { info, settings }));
}

function requestOf(asked: readonly Asked[], settings: CollectSettings): GenerateRequest {
  const { n, temperature, topP, topK, seed, maxLanes } = settings;
  return {
    prompts: asked.map(({ prompt: { segments }, seed: own }) => {
      return { segments, n, greedy: true, seed: own };
    }),
    maxTokens: Math.max(...asked.map(({ limit }) => limit)),
    maxLanes,
    sampling: { temperature, topP, topK, seed },
    stop: asked[0]?.prompt.stop ?? [],
  };
}

/** How a task's generator is asked, where nobody says otherwise. */
function styleOf({ domain }: LearnTask, { style }: CollectSettings): AnswerStyle {
  return style ?? (domain === "repository" ? LIVE_STYLE : "code");
}

/** The longest answer of a live run (`request/settings-file.ts`). */
const LIVE_TOKENS = 1024;

async function limitOf(task: LearnTask, engine: Engine, { maxTokens }: CollectSettings) {
  return task.domain === "function" ? maxTokens : answerTokens(engine, [task.context], LIVE_TOKENS);
}

interface Asked {
  readonly task: LearnTask;
  readonly prompt: GeneratorPrompt;
  readonly seed: number;
  /** Tokens of its longest answer. */
  readonly limit: number;
}

function toCollected(
  { task, prompt, seed, limit }: Asked,
  samples: readonly Sample[],
  { info, settings }: { info: EngineInfo; settings: CollectSettings },
): Collected {
  const { n, temperature, topP, topK, maxTokens } = settings;
  const style = styleOf(task, settings);
  const pool: PoolLine = {
    task: task.id,
    problem: task.problem,
    language: task.language,
    domain: task.domain,
    generator: info.model,
    generatorSha256: info.modelSha256,
    promptSha256: hashPrompt(prompt.segments),
    sampling: { temperature, topP, topK, n, seed, maxTokens, style },
    candidates: samples.map((sample, i) => {
      const text = style === "code" ? `${sample.text.trimEnd()}\n` : sample.text;
      return toCandidate({ ...within(sample, limit), text }, i, n);
    }),
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

/** Tasks are sampled together, up to the largest of their limits. */
function within(sample: Sample, limit: number): Sample {
  return sample.tokens > limit ? { ...sample, finish: "length" } : sample;
}

function toCandidate(sample: Sample, index: number, n: number): PoolCandidate {
  return {
    id: index + 1,
    code: sample.text,
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
