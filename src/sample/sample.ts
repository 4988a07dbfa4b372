import type { Context } from "../contracts/context.ts";
import type { Engine, EngineProgress, Sample } from "../contracts/engine.ts";
import { UserError } from "../contracts/errors.ts";
import type { RunSettings } from "../contracts/request.ts";
import type { Task } from "../contracts/task.ts";
import { type GeneratorPrompt, livePrompts } from "./prompt.ts";

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
  /** How many answers to it are drawn. */
  readonly samples: number;
}

/** What the judge's question takes at most, beside the code that it asks about. */
const QUESTION_TOKENS = 100;

/** Room that a rewritten region may take beyond its old length: a fix adds, seldom doubles. */
const GROWTH = { factor: 1.5, tokens: 250 };

/**
 * Spreads the samples evenly over the contexts and then over their prompts, and makes these fit the
 * model: code to read is dropped from the end until they do. Throws a `UserError` where the issue and the
 * region alone are too long; nothing is cut silently.
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
  const shares = spread(request.settings.candidates, request.contexts.length);
  for (const [i, context] of request.contexts.slice(0, shares.length).entries()) {
    fitted.push(...(await fitContext(request, context, { room, samples: shares[i] ?? 1 })));
  }
  return fitted;
}

async function fitContext(
  request: SampleRequest,
  context: Context,
  { room, samples }: { readonly room: number; readonly samples: number },
): Promise<PromptUse[]> {
  for (let reading = context.reading; ; reading = reading.slice(0, -1)) {
    const smaller = { ...context, reading };
    const uses: PromptUse[] = [];
    const prompts = livePrompts(request.task, smaller);
    const shares = spread(samples, prompts.length);
    for (const [i, prompt] of prompts.slice(0, shares.length).entries()) {
      const tokens = await request.engine.countTokens(prompt.segments);
      uses.push({ context: smaller, prompt, tokens, samples: shares[i] ?? 1 });
    }
    const longest = Math.max(...uses.map(({ tokens }) => tokens));
    if (longest <= room) return uses;
    if (reading.length === 0) {
      throw new UserError(
        `the issue and the code to change take ${longest} tokens, the model has room for ${room}. ` +
          "Shorten the issue (long logs, for example), or use a model with a longer context.",
      );
    }
  }
}

/** Draws the samples of each prompt, in the order of the prompts. */
export async function sampleAnswers(
  request: SampleRequest,
  prompts: readonly PromptUse[],
): Promise<Answer[]> {
  const { settings, engine, signal, onProgress } = request;
  const { temperature, topP, topK, seed, maxAnswerTokens } = settings;
  const samples = await engine.generate({
    prompts: await Promise.all(
      prompts.map(async ({ context, prompt, samples: n }) => ({
        ...{ segments: prompt.segments, n, stop: prompt.stop },
        maxTokens: await answerTokens(engine, context, maxAnswerTokens),
      })),
    ),
    maxTokens: maxAnswerTokens,
    // All at once: what the prompts have in common is read once, and a batch costs little more than one.
    maxLanes: settings.candidates,
    sampling: { temperature, topP, topK, seed },
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  return prompts.flatMap(({ context, prompt }, i) =>
    (samples[i] ?? []).map((sample) => ({ context, prompt, sample })),
  );
}

/** Tokens an answer may take: enough for the target and some growth, up to the setting. */
export async function answerTokens(
  engine: Engine,
  { format, target }: Context,
  maxAnswerTokens: number,
): Promise<number> {
  if (format === "new-file") return maxAnswerTokens;
  const tokens = await engine.countTokens([{ text: target.text, trusted: false }]);
  return Math.min(Math.ceil(tokens * GROWTH.factor) + GROWTH.tokens, maxAnswerTokens);
}

/** `total` in `parts` whole numbers that differ by one at most, larger ones first. */
export function spread(total: number, parts: number): number[] {
  const base = Math.floor(total / parts);
  return Array.from({ length: parts }, (_, i) => base + (i < total % parts ? 1 : 0)).filter(
    (share) => share > 0,
  );
}
