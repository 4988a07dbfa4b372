import { availableParallelism } from "node:os";
import type { Context, GgufInfo, Model, Sequence } from "./binding.ts";
import { availableMemory, memoryShortage } from "./memory.ts";
import type { OpenParams } from "./protocol.ts";

/** What a call needs: so many sequences of so many tokens, with hidden states or without. */
export interface LaneNeed {
  readonly tokens: number;
  readonly lanes: number;
  /** So many at least; the others are had where there is memory for them. */
  readonly least: number;
  readonly hidden: boolean;
}

export interface Lanes {
  readonly context: Context;
  readonly sequences: Sequence[];
  /** Tokens a sequence holds. */
  readonly size: number;
  readonly hidden: boolean;
  /** There was no memory for all that were wanted. */
  readonly cramped: boolean;
}

interface PoolParts {
  readonly params: OpenParams;
  readonly model: Model;
  readonly info: GgufInfo;
  readonly cores: number;
}

/**
 * Keeps one context and makes it anew only when it is too small for a call, since that loses the
 * cache. A context that yields hidden states computes logits for every prompt token, so sampling
 * never gets one.
 */
export class LanePool {
  readonly #parts: PoolParts;
  #current: Lanes | null = null;

  constructor(parts: PoolParts) {
    this.#parts = parts;
  }

  /** Throws where the model's context or the machine's memory is too small. */
  async atLeast(need: LaneNeed): Promise<Lanes> {
    if (this.#current !== null && suffices(this.#current, need)) return this.#current;
    const { model } = this.#parts;
    if (need.tokens > model.trainContextSize) {
      throw new Error(
        `the prompt needs ${need.tokens} tokens, the model's context holds ${model.trainContextSize}. ` +
          "Shorten the issue, or use a model with a longer context.",
      );
    }
    await this.#current?.context.dispose();
    this.#current = null;
    const size = Math.min(roundUp(need.tokens + 256, 256), model.trainContextSize);
    this.#current = await this.#create(need, { size, lanes: this.#affordable(need, size) });
    return this.#current;
  }

  async #create(
    { lanes: wanted, hidden }: LaneNeed,
    { size, lanes }: { readonly size: number; readonly lanes: number },
  ): Promise<Lanes> {
    const { model, params, cores } = this.#parts;
    const context = await model.createContext({
      sequences: lanes,
      contextSize: size,
      batchSize: 512,
      // One thread a core and never more: the engine's default of four makes two cores spin
      // against each other, fifty times slower (measured).
      threads: params.threads ?? Math.max(1, Math.min(cores, availableParallelism())),
      ...(hidden ? { _embeddings: true } : {}),
    });
    const sequences = Array.from({ length: lanes }, () => context.getSequence());
    return { context, sequences, size, hidden, cramped: lanes < wanted };
  }

  /** As many sequences as there is memory for. Throws where that is not enough. */
  #affordable({ lanes, least }: LaneNeed, size: number): number {
    for (let fewer = lanes; fewer >= least; fewer--) {
      if (this.#shortage(size * fewer) === null) return fewer;
    }
    throw new Error(this.#shortage(size * least) ?? "not enough memory");
  }

  #shortage(cells: number): string | null {
    const { params, info } = this.#parts;
    const available = params.availableBytes ?? availableMemory();
    return memoryShortage({ modelPath: params.modelPath, info, cells, available, loaded: true });
  }
}

function suffices(lanes: Lanes, need: LaneNeed): boolean {
  const wanted = lanes.cramped ? need.least : need.lanes;
  const large = lanes.size >= need.tokens && lanes.sequences.length >= wanted;
  return large && lanes.hidden === need.hidden;
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
