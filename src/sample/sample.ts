import type { Context } from "../contracts/context.ts";
import type { Engine, EngineProgress, Sample } from "../contracts/engine.ts";
import { UserError } from "../contracts/errors.ts";
import type { RunSettings } from "../contracts/request.ts";
import type { Task } from "../contracts/task.ts";
import { type GeneratorPrompt, generatorPrompt } from "./prompt.ts";

export interface SampleRequest {
  readonly task: Task;
  readonly contexts: readonly Context[];
  readonly engine: Engine;
  /** Where it is another model, whose context may be shorter. */
  readonly judge?: Engine;
  readonly settings: RunSettings;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EngineProgress) => void) | undefined;
}

/** One model output and the context it answers. */
export interface Answer {
  readonly context: Context;
  readonly prompt: GeneratorPrompt;
  readonly sample: Sample;
}

export interface PromptUse {
  readonly context: Context;
  readonly prompt: GeneratorPrompt;
  readonly tokens: number;
}

/** What the judge's question takes at most, beside the code that it asks about. */
const QUESTION_TOKENS = 100;

/** Room that a rewritten region may take beyond its old length: a fix adds, seldom doubles. */
const GROWTH = { factor: 1.5, tokens: 250 };

/**
 * Makes the contexts' prompts fit the model: code to read is dropped from the end until they do.
 * Throws a `UserError` where the issue and the region alone are too long; nothing is cut silently.
 */
export async function fitPrompts(request: SampleRequest): Promise<PromptUse[]> {
  const lengths = [request.engine, request.judge ?? request.engine].map((engine) => engine.info());
  // The judge reads the same beginning, then the answer's code and a question.
  const contextLength = Math.min(...(await Promise.all(lengths)).map((info) => info.contextLength));
  const { maxAnswerTokens } = request.settings;
  const room = contextLength - maxAnswerTokens - QUESTION_TOKENS;
  if (room <= 0) {
    throw new UserError(
      `answers of ${maxAnswerTokens} tokens leave no room in the model's ${contextLength}; lower --max-tokens`,
    );
  }
  const fitted: PromptUse[] = [];
  for (const context of request.contexts) fitted.push(await fitPrompt(request, context, room));
  return fitted;
}

async function fitPrompt(request: SampleRequest, context: Context, room: number) {
  for (let reading = context.reading; ; reading = reading.slice(0, -1)) {
    const smaller = { ...context, reading };
    const prompt = generatorPrompt(request.task, smaller);
    const tokens = await request.engine.countTokens(prompt.segments);
    if (tokens <= room) return { context: smaller, prompt, tokens };
    if (reading.length === 0) {
      throw new UserError(
        `the issue and the code to change take ${tokens} tokens, the model has room for ${room}. ` +
          "Shorten the issue (long logs, for example), or use a model with a longer context.",
      );
    }
  }
}

/**
 * Draws the samples, spread evenly over the contexts, in the order of the contexts. Prompts with
 * other stop strings are asked in a call of their own: one's fence is code in another's answer.
 */
export async function sampleAnswers(
  request: SampleRequest,
  prompts: readonly PromptUse[],
): Promise<Answer[]> {
  const shares = spread(request.settings.candidates, prompts.length);
  const drawings = prompts.slice(0, shares.length).map((use, i) => ({ use, n: shares[i] ?? 1 }));
  const drawn = new Map<PromptUse, Sample[]>();
  for (const stop of new Set(drawings.map(({ use }) => use.prompt.stop.join()))) {
    const alike = drawings.filter(({ use }) => use.prompt.stop.join() === stop);
    const samples = await draw(request, alike);
    for (const [i, { use }] of alike.entries()) drawn.set(use, samples[i] ?? []);
  }
  return drawings.flatMap(({ use }) =>
    (drawn.get(use) ?? []).map((sample) => ({
      context: use.context,
      prompt: use.prompt,
      sample,
    })),
  );
}

interface Drawing {
  readonly use: PromptUse;
  readonly n: number;
}

/** One call of the engine for prompts with the same stop strings. */
async function draw(request: SampleRequest, drawings: readonly Drawing[]): Promise<Sample[][]> {
  const { settings, engine } = request;
  const contexts = drawings.map(({ use }) => use.context);
  return engine.generate({
    prompts: drawings.map(({ use, n }) => ({ segments: use.prompt.segments, n })),
    maxTokens: await answerTokens(engine, contexts, settings.maxAnswerTokens),
    sampling: {
      temperature: settings.temperature,
      topP: settings.topP,
      topK: settings.topK,
      seed: settings.seed,
    },
    stop: drawings[0]?.use.prompt.stop ?? [],
    ...(request.signal ? { signal: request.signal } : {}),
    ...(request.onProgress ? { onProgress: request.onProgress } : {}),
  });
}

/** Tokens an answer may take: enough for the longest target and some growth, up to the setting. */
export async function answerTokens(
  engine: Engine,
  contexts: readonly Context[],
  maxAnswerTokens: number,
): Promise<number> {
  let needed = 0;
  for (const { format, target } of contexts) {
    if (format === "new-file") return maxAnswerTokens;
    const tokens = await engine.countTokens([{ text: target.text, trusted: false }]);
    needed = Math.max(needed, Math.ceil(tokens * GROWTH.factor) + GROWTH.tokens);
  }
  return Math.min(needed, maxAnswerTokens);
}

/** `total` in `parts` whole numbers that differ by one at most, larger ones first. */
export function spread(total: number, parts: number): number[] {
  const base = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, i) => base + (i < total % parts ? 1 : 0)).filter(
    (share) => share > 0,
  );
}
