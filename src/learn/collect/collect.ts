import { createHash } from "node:crypto";
import type { PoolStyle } from "../../contracts/answer-style.ts";
import type { Engine, EngineInfo, Prompt, Sample } from "../../contracts/engine.ts";
import { USUAL } from "../../contracts/request.ts";
import { followUpQuestion, LABELS } from "../../judge/prompt.ts";
import { type GeneratorPrompt, generatorPrompt, livePrompts } from "../../sample/prompt.ts";
import { answerTokens, spread } from "../../sample/sample.ts";
import { hashPrompts } from "../prompt-hash.ts";
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
  readonly style?: PoolStyle;
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
  const asked = await Promise.all(tasks.map((task) => askedOf(task, engine, settings)));
  const { own, maxLanes, maxTokens, temperature, topP, topK, seed } = settings;
  const followUp =
    own && info.abilities.followUp
      ? { followUp: { question: followUpQuestion(), labels: LABELS, hidden: true } }
      : {};
  const samples = await engine.generate({
    prompts: asked.flatMap(({ questions }) => questions.map(({ ask }) => ask)),
    ...{ maxTokens, maxLanes, sampling: { temperature, topP, topK, seed }, signal },
    ...followUp,
  });
  return asked.map((each) => {
    const drawn = samples.splice(0, each.questions.length);
    return toCollected(each, drawn, { info, settings });
  });
}

/** One task, and what its generator is asked: one question, or two with half of the samples each. */
interface Asked {
  readonly task: LearnTask;
  readonly style: PoolStyle;
  readonly seed: number;
  readonly questions: readonly { readonly prompt: GeneratorPrompt; readonly ask: Prompt }[];
}

/** How tasks are asked about, where nobody says otherwise: those of repositories as in a live run. */
export function styleFor(
  domain: LearnTask["domain"],
  { style }: Pick<CollectSettings, "style">,
): PoolStyle {
  return style ?? (domain === "repository" ? "mixed" : "code");
}

async function askedOf(task: LearnTask, engine: Engine, settings: CollectSettings): Promise<Asked> {
  const { domain, context } = task;
  const style = styleFor(domain, settings);
  const prompts =
    style === "mixed"
      ? livePrompts(task.task, context)
      : [generatorPrompt(task.task, context, style)];
  const { maxTokens } =
    domain === "function"
      ? settings
      : { maxTokens: await answerTokens(engine, context, USUAL.maxAnswerTokens) };
  const seed = taskSeed(settings.seed, task.id);
  let drawn = 0;
  // Without samples there is still the greedy answer.
  const shares = settings.n === 0 ? [0] : spread(settings.n, prompts.length);
  const questions = shares.flatMap((n, i) => {
    const prompt = prompts[i];
    if (prompt === undefined) return [];
    const { segments, stop } = prompt;
    const own = { segments, stop, n, maxTokens, greedy: i === 0, seed: seed + drawn };
    drawn += n;
    return [{ prompt, ask: own }];
  });
  return { task, style, seed, questions };
}

/** Sampled candidates in the order of the questions, then the greedy one. */
function toCollected(
  { task, style, seed, questions }: Asked,
  drawn: readonly (readonly Sample[])[],
  { info, settings }: { info: EngineInfo; settings: CollectSettings },
): Collected {
  const { n, temperature, topP, topK, maxTokens } = settings;
  const answers = questions.flatMap(({ prompt, ask }, i) =>
    (drawn[i] ?? []).map((sample, j) => ({ sample, prompt, greedy: j >= ask.n })),
  );
  const inOrder = [...answers].sort((a, b) => Number(a.greedy) - Number(b.greedy));
  const asked = questions.map(({ prompt }) => prompt);
  const pool: PoolLine = {
    task: task.id,
    problem: task.problem,
    language: task.language,
    domain: task.domain,
    generator: info.model,
    generatorSha256: info.modelSha256,
    promptSha256: hashPrompts(asked),
    sampling: { temperature, topP, topK, n, seed, maxTokens, style },
    candidates: inOrder.map((answer, i) => ({
      ...toCandidate(answer, i + 1, task),
      ...(style === "mixed" ? { style: answer.prompt.style ?? "explained" } : {}),
      ...(answer.greedy ? { greedy: true as const } : {}),
    })),
  };
  const scores = inOrder.flatMap(({ sample: { verdict } }, i) =>
    verdict === undefined ? [] : [storedScore(i + 1, verdict)],
  );
  if (scores.length === 0) return { pool, states: null };
  const states: StatesLine = {
    task: task.id,
    generator: info.model,
    model: info.model,
    modelSha256: info.modelSha256,
    view: "own",
    promptSha256: hashPrompts([...asked, { segments: followUpQuestion() }]),
    scores,
  };
  return { pool, states };
}

/** What answers a task of one function is code as it stands; `learn label` reads a repository's answers. */
function toCandidate(
  { sample, prompt }: { readonly sample: Sample; readonly prompt: GeneratorPrompt },
  id: number,
  { domain }: LearnTask,
): PoolCandidate {
  const { text, tokens, finish, meanLogprob, certainty } = sample;
  const isCode = domain === "function" && prompt.style !== "explained";
  const code = isCode ? `${prompt.begun ?? ""}${text.trimEnd()}\n` : text;
  return { id, code, tokens, finish, meanLogprob, certainty };
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
