import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SharedPrefill } from "../../contracts/engine.ts";
import type { Sequence } from "./binding.ts";

export interface PrefillOptions {
  readonly signal: AbortSignal;
  readonly onTokens: (count: number) => void;
  /** Set on CPU only: chunks are kept short enough that an abort is heard within a second. */
  readonly pacer: Pacer;
}

/**
 * Chooses how many tokens to hand to the engine at once: as many as it reads in about 0.8 s, since
 * nothing can be stopped inside a call.
 */
export class Pacer {
  #size = 32;

  get size(): number {
    return this.#size;
  }

  record(tokens: number, milliseconds: number): void {
    const perSecond = (tokens * 1000) / Math.max(milliseconds, 1);
    this.#size = Math.max(16, Math.min(512, Math.floor((perSecond * 0.8) / 16) * 16));
  }
}

/**
 * Brings the sequence's cache to exactly `tokens`, keeping the longest common beginning and
 * reading the rest. Returns the number of tokens read.
 */
export async function prefill(
  sequence: Sequence,
  tokens: readonly number[],
  options: PrefillOptions,
): Promise<number> {
  await sequence.adaptStateToTokens(tokens, false);
  const start = sequence.nextTokenIndex;
  let index = start;
  while (index < tokens.length) {
    options.signal.throwIfAborted();
    const chunk = tokens.slice(index, index + options.pacer.size);
    const began = performance.now();
    await sequence.evaluateWithoutGeneratingNewTokens(chunk);
    options.pacer.record(chunk.length, performance.now() - began);
    index += chunk.length;
    options.onTokens(chunk.length);
  }
  return tokens.length - start;
}

/**
 * Gives `targets` the state of `source`, whose cache is exactly `tokens`. Tries the engine's
 * internal copy (milliseconds), then its public state file; `none` means the caller must read the
 * prompt again for each.
 */
export async function shareState(request: {
  source: Sequence;
  targets: readonly Sequence[];
  tokens: readonly number[];
  mode: "auto" | SharedPrefill;
}): Promise<SharedPrefill> {
  const { mode, targets } = request;
  if (targets.length === 0) return "fork";
  if ((mode === "auto" || mode === "fork") && (await tryFork(request))) return "fork";
  if ((mode === "auto" || mode === "state-file") && (await tryStateFile(request))) {
    return "state-file";
  }
  for (const target of targets) await target.clearHistory();
  return "none";
}

async function tryFork({ source, targets, tokens }: Parameters<typeof shareState>[0]) {
  for (const target of targets) {
    if (typeof target._copyStateFromOtherSequence !== "function") return false;
    const copied = await target._copyStateFromOtherSequence(source, tokens.length);
    if (copied !== true || target.nextTokenIndex !== tokens.length) return false;
  }
  return true;
}

async function tryStateFile({ source, targets, tokens }: Parameters<typeof shareState>[0]) {
  const folder = await mkdtemp(join(tmpdir(), "patchjudge-state-"));
  const file = join(folder, "state.bin");
  try {
    await source.saveStateToFile(file);
    for (const target of targets) await target.loadStateFromFile(file, { acceptRisk: true });
    return targets.every((target) => target.nextTokenIndex === tokens.length);
  } catch {
    return false;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
