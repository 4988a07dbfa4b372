import type { GenerateRequest, Prompt, Sample } from "../../contracts/engine.ts";
import type { Connection } from "./connection.ts";
import { BrokenAnswer } from "./failure.ts";
import type { UsageMeter } from "./usage.ts";
import type { Chunk } from "./wire.ts";

/** A broken generation is tried once more; more would multiply the most costly call. */
const RETRIES = 1;

export interface GenerateDeps {
  readonly connection: Connection;
  readonly model: string;
  /** Samples the server draws at once. */
  readonly slots: number;
  readonly meter: UsageMeter;
}

/** What a prompt's samples are asked with. */
export type CompletionRequest = Omit<GenerateRequest, "prompts"> & Pick<Prompt, "stop">;

/** Draws `n` samples after one prompt of token ids, in as many requests as the slots need. */
export async function samplePrompt(
  deps: GenerateDeps,
  { prompt, n, request }: { prompt: readonly number[]; n: number; request: CompletionRequest },
): Promise<Sample[]> {
  const samples: Sample[] = [];
  while (samples.length < n) {
    const count = Math.min(deps.slots, n - samples.length);
    // Sample `i` of a request draws with `seed + i` on the server.
    const seed = request.sampling.seed + samples.length;
    const written = samples.reduce((sum, sample) => sum + sample.tokens, 0);
    const body = { ...completionBody(request), model: deps.model, prompt, n: count, seed };
    const report = (phase: "read" | "write", done: number) => {
      const isRead = phase === "read";
      const total = isRead ? prompt.length : n * request.maxTokens;
      request.onProgress?.({ phase, done: isRead ? done : written + done, total });
    };
    const signal = request.signal;
    samples.push(...(await collect(deps, { body, count, signal, report })));
  }
  deps.meter.generated(samples.reduce((sum, sample) => sum + sample.tokens, 0));
  return samples;
}

function completionBody({ sampling, maxTokens, stop }: CompletionRequest): object {
  return {
    max_tokens: maxTokens,
    temperature: sampling.temperature,
    top_p: sampling.topP,
    top_k: sampling.topK,
    // The server's own defaults would change the distribution silently.
    min_p: 0,
    repeat_penalty: 1,
    logprobs: 1,
    // The slot that scoring reads: a judge with the same beginning finds it there.
    id_slot: 0,
    cache_prompt: true,
    ...(stop === undefined || stop.length === 0 ? {} : { stop }),
  };
}

class Draft {
  text = "";
  logprob = 0;
  readonly ids: number[] = [];
  tokens: number | undefined;
  finish: "stop" | "length" | undefined;
}

interface Batch {
  readonly body: object;
  readonly count: number;
  readonly signal: AbortSignal | undefined;
  readonly report: (phase: "read" | "write", done: number) => void;
}

async function collect(deps: GenerateDeps, batch: Batch): Promise<Sample[]> {
  const { body, count, signal, report } = batch;
  let drafts: Draft[] = [];
  await deps.connection.complete({
    body,
    retries: RETRIES,
    signal,
    onRestart: () => {
      drafts = Array.from({ length: count }, () => new Draft());
    },
    onChunk: (chunk) => {
      take(drafts, chunk, deps.meter);
      const progress = chunk.prompt_progress;
      const written = drafts.reduce((sum, draft) => sum + draft.ids.length, 0);
      report(progress ? "read" : "write", progress ? progress.processed : written);
    },
    check: () => {
      if (drafts.some((draft) => draft.finish === undefined)) {
        throw new BrokenAnswer(
          "broke off in the middle of its answer; look at the server's log, then run again",
        );
      }
    },
  });
  return drafts.map(finished);
}

function take(drafts: readonly Draft[], chunk: Chunk, meter: UsageMeter): void {
  for (const choice of chunk.choices) {
    const draft = drafts[choice.index];
    if (draft === undefined) {
      throw new BrokenAnswer(
        "answered with more samples than were asked for; is it a llama-server?",
      );
    }
    append(draft, choice);
    if (choice.finish_reason && chunk.usage) {
      draft.tokens = chunk.usage.completion_tokens;
      // The prompt is read for choice 0; the server copies its cache to the others.
      if (choice.index === 0) {
        meter.evaluated(chunk.usage);
      }
    }
  }
}

function append(draft: Draft, choice: Chunk["choices"][number]): void {
  draft.text += choice.text;
  for (const token of choice.logprobs?.content ?? []) {
    draft.logprob += token.logprob;
    draft.ids.push(token.id);
  }
  draft.finish = choice.finish_reason ?? draft.finish;
}

function finished(draft: Draft): Sample {
  const counted = draft.ids.length;
  const tokens = draft.tokens ?? counted;
  return {
    text: draft.text,
    tokens,
    // A server may hold the last ones back: some are as good as none.
    ...(tokens === counted ? { tokenIds: draft.ids } : {}),
    finish: draft.finish ?? "length",
    meanLogprob: counted === 0 ? null : Math.min(0, draft.logprob / counted),
    certainty: null,
  };
}
