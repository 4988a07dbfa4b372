import { statSync } from "node:fs";
import { freemem } from "node:os";
import type { GgufInfo } from "./binding.ts";

/** Bytes of the key and value cache for `cells` tokens: two halves, 16-bit floats. */
export function cacheBytes(info: GgufInfo, cells: number): number {
  const meta = info.architectureMetadata;
  const heads = meta.attention?.head_count ?? 1;
  const headSize = (meta.embedding_length ?? 0) / heads;
  const kvHeads = meta.attention?.head_count_kv ?? heads;
  return 2 * 2 * (meta.block_count ?? 0) * kvHeads * headSize * cells;
}

/** Memory that can be had without swapping, cgroup limits included. */
export function availableMemory(): number {
  return process.availableMemory?.() ?? freemem();
}

/** Says what is missing, or `null` if model and cache fit. `loaded`: the weights take no more. */
export function memoryShortage(request: {
  modelPath: string;
  info: GgufInfo;
  cells: number;
  available: number;
  loaded: boolean;
}): string | null {
  // Compute buffers of a 150,000-word vocabulary take about 0.3 GB; a tiny model needs little.
  const weights = statSync(request.modelPath).size;
  const buffers = Math.min(300_000_000, weights);
  const needed = (request.loaded ? 0 : weights) + buffers + cacheBytes(request.info, request.cells);
  if (needed <= request.available) return null;
  const gb = (bytes: number) => `${(bytes / 1e9).toFixed(2)} GB`;
  return (
    `not enough memory for the model: it needs about ${gb(needed)}, ${gb(request.available)} are free. ` +
    "Choose a smaller model (--model 0.5b) or fewer candidates, or close other programs."
  );
}
