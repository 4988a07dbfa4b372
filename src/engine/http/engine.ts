import { basename } from "node:path";

import type {
  Engine,
  EngineInfo,
  GenerateRequest,
  Sample,
  Sampling,
  Score,
  ScoreRequest,
} from "../../contracts/engine.ts";
import { EngineError, StoppedError } from "../../contracts/errors.ts";
import { type Connection, openConnection } from "./connection.ts";
import { displayUrl } from "./failure.ts";
import { samplePrompt } from "./generate.ts";
import { readHidden, scorePrompt } from "./score.ts";
import { createTokenizer, type Tokenizer } from "./tokens.ts";
import { createUsageMeter, type UsageMeter } from "./usage.ts";
import { Props } from "./wire.ts";

const CALL_LIMIT_MS = 30 * 60_000;
const LOADING_LIMIT_MS = 180_000;

export interface HttpEngineOptions {
  /** Root of the server, with or without `/v1`. A user name and password in it are sent as Basic. */
  readonly url: string;
  /** The model's name for servers that hold several, and for reports. */
  readonly model?: string;
  readonly apiKey?: string;
  /** Milliseconds a single call may take, 30 minutes by default. */
  readonly timeoutMs?: number;
  /** Milliseconds to wait for a server that is still loading its model, 3 minutes by default. */
  readonly loadingMs?: number;
  readonly dialect?: string;
  readonly onWait?: (message: string) => void;
  /** Ends the opening, which may wait for a server that is loading its model. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
}

/**
 * An engine behind a llama-server's HTTP interface. Waits while the server loads its model.
 * Throws EngineError when the server cannot be used, with what to do about it.
 */
export async function createHttpEngine(options: HttpEngineOptions): Promise<Engine> {
  const dialect = options.dialect ?? "llama-server";
  if (dialect !== "llama-server") {
    throw new EngineError(`the engine dialect ${dialect} is not supported; use llama-server`);
  }
  assertUrl(options.url);
  const connection = openConnection({
    url: options.url,
    apiKey: options.apiKey,
    timeoutMs: options.timeoutMs ?? CALL_LIMIT_MS,
    loadingMs: options.loadingMs ?? LOADING_LIMIT_MS,
    onWait: options.onWait ?? (() => {}),
    // Looked up at each call, so that whoever replaces the global one later is heard.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  });
  const props = await connection.get("/props", Props, options.signal);
  const model = options.model ?? (basename(props.model_alias || props.model_path) || "model");
  const meter = createUsageMeter();
  const hidden = await canReadHidden(connection, model, meter);
  const info = describe(props, model, hidden);
  return engine({ connection, model, meter, info, slots: props.total_slots });
}

function assertUrl(url: string): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    throw new EngineError("the engine's address must be a URL such as http://127.0.0.1:8080");
  }
}

function describe(props: Props, model: string, hidden: boolean): EngineInfo {
  return {
    engine: "http",
    engineVersion: `llama-server ${props.build_info}`,
    model,
    modelSha256: null,
    contextLength: props.default_generation_settings.n_ctx,
    device: "server",
    abilities: {
      sharedPrefill: props.total_slots > 1 ? "server-n" : "none",
      exactLabels: true,
      hidden,
      reading: false,
      followUp: false,
      adapter: null,
    },
  };
}

// A server started without --embeddings says so only when it is asked.
async function canReadHidden(
  connection: Connection,
  model: string,
  meter: UsageMeter,
): Promise<boolean> {
  try {
    return (await readHidden({ connection, model, meter }, [0])).length > 0;
  } catch (error) {
    if (error instanceof EngineError) {
      return false;
    }
    throw error;
  }
}

interface Parts {
  readonly connection: Connection;
  readonly model: string;
  readonly meter: UsageMeter;
  readonly info: EngineInfo;
  readonly slots: number;
}

function engine(parts: Parts): Engine {
  const tokenizer = createTokenizer(parts.connection);
  let isClosed = false;
  const open = (signal?: AbortSignal) => {
    if (isClosed) {
      throw new EngineError("the engine is closed; open it again");
    }
    if (signal?.aborted) {
      throw new StoppedError();
    }
  };
  return {
    info: async () => parts.info,
    async countTokens(segments) {
      open();
      return (await tokenizer.render(segments)).length;
    },
    async tokenIds(segments) {
      open();
      return tokenizer.render(segments);
    },
    async generate(request) {
      open(request.signal);
      return generateAll(parts, tokenizer, request);
    },
    async score(request) {
      open(request.signal);
      return scoreAll(parts, tokenizer, request);
    },
    usage: () => parts.meter.read(),
    async close() {
      isClosed = true;
    },
  };
}

async function generateAll(
  parts: Parts,
  tokenizer: Tokenizer,
  request: GenerateRequest,
): Promise<Sample[][]> {
  if (request.followUp !== undefined) {
    throw new EngineError(
      `${displayUrl(parts.connection.url)} cannot ask a sample about itself; use the local engine, or a judge that reads candidates in a prompt of their own`,
    );
  }
  const results: Sample[][] = [];
  let next = request.sampling.seed;
  for (const own of request.prompts) {
    const { segments, n, greedy, seed = next, maxTokens = request.maxTokens, stop = [] } = own;
    const prompt = await tokenizer.render(segments, request.signal);
    assertFits(parts, prompt.length + maxTokens);
    parts.meter.requested(prompt.length * (greedy ? n + 1 : n));
    const ask = (count: number, change: Partial<Sampling>) => {
      const sampling = { ...request.sampling, ...change };
      const asked = { ...request, sampling, maxTokens, stop };
      return samplePrompt(parts, { prompt, n: count, request: asked });
    };
    const samples = await ask(n, { seed });
    if (greedy) samples.push(...(await ask(1, { temperature: 0 })));
    results.push(samples);
    next += n;
  }
  return results;
}

async function scoreAll(
  parts: Parts,
  tokenizer: Tokenizer,
  request: ScoreRequest,
): Promise<Score[]> {
  const { signal } = request;
  if (request.hidden && !parts.info.abilities.hidden) {
    throw new EngineError(
      `${displayUrl(parts.connection.url)} gives no hidden states; start llama-server with --embeddings --pooling last`,
    );
  }
  const labels = await tokenizer.labels(request.labels, signal);
  const prefix = await tokenizer.render(request.prefix, signal);
  const scores: Score[] = [];
  for (const candidate of request.candidates) {
    const prompt = [...prefix, ...(await tokenizer.render(candidate, signal))];
    assertFits(parts, prompt.length + 1);
    parts.meter.requested(prompt.length);
    const score = await scorePrompt(parts, prompt, labels, signal);
    const hidden = request.hidden ? await readHidden(parts, prompt, signal) : null;
    scores.push({ ...score, hidden });
    request.onProgress?.({ phase: "judge", done: scores.length, total: request.candidates.length });
  }
  return scores;
}

function assertFits(parts: Parts, tokens: number): void {
  const { contextLength } = parts.info;
  if (tokens > contextLength) {
    throw new EngineError(
      `the prompt and its answer take ${tokens} tokens, more than the ${contextLength} of ${displayUrl(parts.connection.url)}; start llama-server with a larger -c, or lower the prompt limit`,
    );
  }
}
