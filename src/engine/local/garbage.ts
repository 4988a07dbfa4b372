/**
 * Tokens between two collections. The engine makes a sampler for every token, with a buffer as long as the
 * vocabulary (1.8 MB for Qwen2.5) that only the garbage collector gives back, and V8 knows nothing of
 * that size: four short tasks took 3.3 GB.
 */
const TOKENS_BETWEEN = 128;

let since = 0;

/** To be called for every token that is drawn. Does nothing where the process was not started with `--expose-gc`. */
export function countForCollection(): void {
  since += 1;
  if (since < TOKENS_BETWEEN) return;
  since = 0;
  globalThis.gc?.();
}
