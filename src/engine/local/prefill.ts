import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SharedPrefill } from "../../contracts/engine.ts";
import type { Sequence } from "./binding.ts";
import { commonLength } from "./token-lists.ts";

export interface PrefillOptions {
  readonly signal: AbortSignal;
  readonly onTokens: (count: number) => void;
  /** Tokens handed to the engine at once. */
  readonly chunk: number;
}

/**
 * Nothing can be stopped inside a call, so on a CPU a chunk is what a slow one reads in a second or
 * two. The size is fixed: sizes that follow the clock change the last digits of the logits, and
 * with them the samples of a seed. 64 costs 7 % of the reading speed of 512 (measured).
 */
export const CHUNK = { cpu: 64, gpu: 512 } as const;

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
    const chunk = tokens.slice(index, index + options.chunk);
    await sequence.evaluateWithoutGeneratingNewTokens(chunk);
    index += chunk.length;
    options.onTokens(chunk.length);
  }
  return tokens.length - start;
}

/**
 * Gives `sequence` the longest beginning of `tokens` that one of `others` has read, where that is
 * longer than its own: milliseconds, in place of reading it again. Does nothing where the engine
 * cannot copy.
 */
export async function borrowBeginning(
  sequence: Sequence,
  others: readonly Sequence[],
  tokens: readonly number[],
): Promise<void> {
  const shared = (own: Sequence) => commonLength(own.contextTokens, tokens);
  let [lender, length]: [Sequence | null, number] = [null, shared(sequence)];
  for (const other of others) {
    const own = shared(other);
    if (own > length) [lender, length] = [other, own];
  }
  if (lender === null || typeof sequence._copyStateFromOtherSequence !== "function") return;
  const copied = await sequence._copyStateFromOtherSequence(lender, length);
  // Half a copy is worth nothing: what is not known to be there is read.
  if (copied !== true || sequence.nextTokenIndex !== length) await sequence.clearHistory();
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
