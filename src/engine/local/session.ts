import type {
  EngineInfo,
  EngineProgress,
  FollowUp,
  GenerateRequest,
  Score,
  ScoreRequest,
  Segment,
  SharedPrefill,
} from "../../contracts/engine.ts";
import type { LaneQuestion } from "./ask-lanes.ts";
import type { Binding, GgufInfo, Llama, Model, Sequence } from "./binding.ts";
import { LanePool } from "./lane-pool.ts";
import { availableMemory, memoryShortage } from "./memory.ts";
import { borrowBeginning, CHUNK, prefill, shareState } from "./prefill.ts";
import type { Methods, OpenParams } from "./protocol.ts";
import { inSharingOrder, readScores, scorePrompts } from "./read-scores.ts";
import { laneCount, type PromptTokens, samplePrompts } from "./schedule.ts";
import { singleToken } from "./score.ts";

/** What a call needs beside its request. */
export interface CallOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EngineProgress) => void;
}

/**
 * One loaded model, inside the child process. Sequences keep what they have read from call to
 * call, so that a judge which shares the generator's beginning reads only what is new.
 */
export class Session {
  readonly usage = { requestedTokens: 0, evaluatedTokens: 0, generatedTokens: 0 };
  readonly #params: OpenParams;
  readonly #llama: Llama;
  readonly #model: Model;
  readonly #lanes: LanePool;
  #shared: SharedPrefill;

  private constructor(params: OpenParams, llama: Llama, model: Model, info: GgufInfo) {
    this.#params = params;
    this.#llama = llama;
    this.#model = model;
    this.#lanes = new LanePool({ params, model, info, cores: llama.cpuMathCores });
    this.#shared = params.prefill === "auto" ? "fork" : params.prefill;
  }

  /** Checks memory, then loads the model. Throws with a sentence that says what to do. */
  static async open(binding: Binding, params: OpenParams): Promise<Session> {
    const info = await binding.readGgufFileInfo(params.modelPath);
    const available = params.availableBytes ?? availableMemory();
    const shortage = memoryShortage({
      modelPath: params.modelPath,
      info,
      cells: 2048,
      available,
      loaded: false,
    });
    if (shortage !== null) throw new Error(shortage);
    const llama = await binding.getLlama({
      gpu: params.gpu,
      build: "never",
      skipDownload: true,
      logLevel: "error",
    });
    const model = await llama.loadModel({ modelPath: params.modelPath });
    return new Session(params, llama, model, info);
  }

  describe(engineVersion: string): EngineInfo {
    return {
      engine: "local",
      engineVersion,
      model: this.#params.modelName,
      modelSha256: this.#params.modelSha256,
      contextLength: this.#model.trainContextSize,
      device: this.#llama.gpu === false ? "cpu" : this.#llama.gpu,
      abilities: {
        sharedPrefill: this.#shared,
        exactLabels: true,
        hidden: true,
        reading: true,
        followUp: true,
        adapter: null,
      },
    };
  }

  /** Token ids; only trusted segments may contain control tokens. */
  tokenize(segments: readonly Segment[]): number[] {
    return segments.flatMap((segment) => this.#model.tokenize(segment.text, segment.trusted));
  }

  async generate(
    request: Omit<GenerateRequest, "signal" | "onProgress">,
    options: CallOptions,
  ): Promise<Methods["generate"]["value"]> {
    const prompts = this.#promptTokens(request);
    const longest = Math.max(...prompts.map(({ tokens, maxTokens }) => tokens.length + maxTokens));
    const least = Math.max(...prompts.map(laneCount));
    const lanes = Math.max(request.maxLanes ?? 0, least);
    const followUp = request.followUp && this.#followUp(request.followUp);
    const pool = await this.#lanes.atLeast({
      tokens: longest + (followUp?.question.length ?? 0),
      ...{ lanes, least },
      hidden: followUp?.hidden === true,
    });
    const total = prompts.reduce((sum, own) => sum + laneCount(own) * own.maxTokens, 0);
    const schedule = {
      context: pool.context,
      followUp,
      lanes: {
        ...{ model: this.#model, sampling: request.sampling, signal: options.signal },
        onToken: this.#tokenCounter(total, options),
      },
      readPrompt: async (sequences: readonly Sequence[], tokens: readonly number[]) => {
        await this.#borrow(sequences[0], pool.sequences, tokens);
        await this.#openLanes(sequences, tokens, options);
      },
    };
    const sequences = pool.sequences.slice(0, lanes);
    const samples = await samplePrompts(prompts, { ...schedule, sequences });
    return { samples, sharedPrefill: this.#shared };
  }

  #promptTokens({ prompts, sampling, maxTokens: most }: Omit<GenerateRequest, "signal">) {
    let next = sampling.seed;
    return prompts.map((prompt): PromptTokens => {
      const { segments, n, greedy = false, seed = next, maxTokens = most, stop = [] } = prompt;
      next += n;
      return { tokens: this.tokenize(segments), n, greedy, seed, maxTokens, stop };
    });
  }

  #followUp({ question, labels, hidden = false }: FollowUp): LaneQuestion {
    return {
      question: this.tokenize(question),
      labels: labels.map((label) => singleToken(this.#model, label)),
      hidden,
      onTokens: (count) => {
        this.usage.requestedTokens += count;
        this.usage.evaluatedTokens += count;
      },
    };
  }

  #tokenCounter(total: number, options: CallOptions): () => void {
    let done = 0;
    return () => {
      this.usage.generatedTokens += 1;
      done += 1;
      if (done % 10 === 0) options.onProgress({ phase: "write", done, total });
    };
  }

  /** Not where copying has failed before, or the engine was told to share otherwise. */
  async #borrow(
    sequence: Sequence | undefined,
    from: readonly Sequence[],
    tokens: readonly number[],
  ): Promise<void> {
    const copies = this.#params.prefill === "auto" && this.#shared === "fork";
    if (sequence === undefined || !copies) return;
    await borrowBeginning(sequence, from, tokens);
  }

  /** Reads the prompt once, without its last token, and gives all lanes that state. */
  async #openLanes(
    sequences: readonly Sequence[],
    tokens: readonly number[],
    options: CallOptions,
  ): Promise<void> {
    const [source, ...targets] = sequences;
    if (source === undefined) return;
    const body = tokens.slice(0, -1);
    this.usage.requestedTokens += tokens.length * sequences.length;
    // The last prompt token is evaluated a lane, as the first step of sampling.
    this.usage.evaluatedTokens += sequences.length;
    await this.#read(source, body, options);
    this.#shared = await shareState({
      source,
      targets,
      tokens: body,
      mode: this.#params.prefill,
    });
    if (this.#shared === "none") for (const t of targets) await this.#read(t, body, options);
  }

  #chunk(): number {
    return this.#llama.gpu === false ? CHUNK.cpu : CHUNK.gpu;
  }

  async #read(sequence: Sequence, tokens: readonly number[], options: CallOptions): Promise<void> {
    let done = 0;
    this.usage.evaluatedTokens += await prefill(sequence, tokens, {
      signal: options.signal,
      chunk: this.#chunk(),
      onTokens: (count) => {
        done += count;
        options.onProgress({ phase: "read", done, total: tokens.length });
      },
    });
  }

  async score(
    request: Omit<ScoreRequest, "signal" | "onProgress">,
    options: CallOptions,
  ): Promise<Score[]> {
    const labels = request.labels.map((label) => singleToken(this.#model, label));
    const prompts = scorePrompts(request, (segments) => this.tokenize(segments));
    const longest = Math.max(1, ...prompts.map(({ tokens }) => tokens.length));
    const pool = await this.#lanes.atLeast({
      tokens: longest + 8,
      ...{ lanes: 1, least: 1 },
      hidden: request.hidden === true,
    });
    const sequence = pool.sequences[0];
    if (sequence === undefined) throw new Error("the engine opened no sequence");
    const inOrder = inSharingOrder(prompts);
    await this.#borrow(sequence, pool.sequences, inOrder[0]?.[1].tokens ?? []);
    return readScores(inOrder, {
      ...{ sequence, labels, chunk: this.#chunk(), ...options },
      hidden: pool.hidden ? pool.context : null,
      reading: request.reading === true,
      onRead: ({ requested, evaluated }) => {
        this.usage.requestedTokens += requested;
        this.usage.evaluatedTokens += evaluated;
      },
    });
  }
}
