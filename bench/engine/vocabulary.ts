import { availableParallelism } from "node:os";
import type { Segment } from "../../src/contracts/engine.ts";
import { loadBinding } from "../../src/engine/local/binding.ts";

/** The model's tokenizer without its weights, and the threads that the local engine takes. */
export interface Vocabulary {
  tokenize(segments: readonly Segment[]): number[];
  readonly threads: number;
  close(): Promise<void>;
}

/** Loads the vocabulary of a GGUF file; milliseconds, and no engine runs meanwhile. */
export async function openVocabulary(runtimeDir: string, modelPath: string): Promise<Vocabulary> {
  const binding = await loadBinding(runtimeDir);
  const llama = await binding.getLlama({
    gpu: false,
    build: "never",
    skipDownload: true,
    logLevel: "error",
  });
  const options = { modelPath, vocabOnly: true };
  const model = await llama.loadModel(options);
  return {
    tokenize: (segments) => segments.flatMap(({ text, trusted }) => model.tokenize(text, trusted)),
    threads: Math.max(1, Math.min(llama.cpuMathCores, availableParallelism())),
    close: () => llama.dispose(),
  };
}

/**
 * How many tokens must be evaluated for all of `prompts` when everything in `read` is in the
 * cache and no common beginning is evaluated twice: the nodes of their trie.
 */
export function leastTokens(
  prompts: readonly (readonly number[])[],
  read: readonly number[],
): number {
  const root: TrieNode = new Map();
  insert(root, read);
  return prompts.reduce((sum, prompt) => sum + insert(root, prompt), 0);
}

type TrieNode = Map<number, TrieNode>;

function insert(root: TrieNode, tokens: readonly number[]): number {
  let node = root;
  let added = 0;
  for (const token of tokens) {
    let next = node.get(token);
    if (next === undefined) {
      next = new Map();
      node.set(token, next);
      added += 1;
    }
    node = next;
  }
  return added;
}
