import { writeFile } from "node:fs/promises";

import { encodeGguf, type GgufTensor, type GgufValue } from "./gguf-writer.ts";
import { isReadable, TINY_TOKENS, tokenizerHeader } from "./tiny-tokenizer.ts";

/** Shape of the tiny model, for tests that check lengths. */
export const TINY = { layers: 2, embedding: 64, heads: 4, kvHeads: 2, ffn: 128, context: 4096 };

/**
 * Writes a tiny Qwen2 model with random weights (about half a megabyte) that every engine loads.
 * Its text is noise; its tokens, caches, and probabilities are as real as those of a large model.
 * The same seed gives the same bytes on every machine.
 */
export async function writeTinyModel(path: string, { seed = 1 } = {}): Promise<void> {
  const header = new Map<string, GgufValue>([...modelHeader(), ...tokenizerHeader()]);
  await writeFile(path, encodeGguf(header, tensors(randomSource(seed))));
}

function modelHeader(): [string, GgufValue][] {
  const numbers: [string, number][] = [
    ["block_count", TINY.layers],
    ["context_length", TINY.context],
    ["embedding_length", TINY.embedding],
    ["feed_forward_length", TINY.ffn],
    ["attention.head_count", TINY.heads],
    ["attention.head_count_kv", TINY.kvHeads],
  ];
  return [
    ["general.architecture", { kind: "string", value: "qwen2" }],
    ["general.name", { kind: "string", value: "Tiny Qwen2 for tests" }],
    ["general.file_type", { kind: "u32", value: 0 }],
    ...numbers.map(([k, value]): [string, GgufValue] => [`qwen2.${k}`, { kind: "u32", value }]),
    ["qwen2.attention.layer_norm_rms_epsilon", { kind: "f32", value: 1e-6 }],
    ["qwen2.rope.freq_base", { kind: "f32", value: 1e6 }],
  ];
}

type Random = () => number;

function tensors(random: Random): GgufTensor[] {
  const { embedding, layers } = TINY;
  const vocabulary = TINY_TOKENS.length;
  return [
    { ...matrix(random, "token_embd.weight", [embedding, vocabulary], 1), data: embed(random) },
    ones("output_norm.weight"),
    readableOutput(matrix(random, "output.weight", [embedding, vocabulary], 0.2)),
    ...Array.from({ length: layers }, (_, layer) => block(random, `blk.${layer}`)).flat(),
  ];
}

// Attention is made sharp (0.25) and its result strong, so that the last token's state, and with
// it the margin, depends on what was read before and not only on the last token.
function block(random: Random, name: string): GgufTensor[] {
  const { embedding, ffn, heads, kvHeads } = TINY;
  const kv = (embedding / heads) * kvHeads;
  const weight = (part: string, shape: [number, number], scale: number) =>
    withoutFirstNumber(matrix(random, `${name}.${part}.weight`, shape, scale));
  const bias = (part: string, size: number) => matrix(random, `${name}.${part}.bias`, [size], 0.02);
  return [
    ones(`${name}.attn_norm.weight`),
    weight("attn_q", [embedding, embedding], 0.25),
    bias("attn_q", embedding),
    weight("attn_k", [embedding, kv], 0.25),
    bias("attn_k", kv),
    weight("attn_v", [embedding, kv], 0.25),
    bias("attn_v", kv),
    weight("attn_output", [embedding, embedding], 0.25),
    ones(`${name}.ffn_norm.weight`),
    weight("ffn_gate", [embedding, ffn], 0.15),
    weight("ffn_up", [embedding, ffn], 0.15),
    weight("ffn_down", [ffn, embedding], 0.15),
  ];
}

// The first number of every state is a large constant that no layer reads or writes, which gives
// the output layer something like a bias: see `readableOutput`.
function embed(random: Random): Float32Array {
  const { data } = matrix(random, "", [TINY.embedding, TINY_TOKENS.length], 1);
  return data.map((value, index) => (index % TINY.embedding === 0 ? 8 : value));
}

function withoutFirstNumber(tensor: GgufTensor): GgufTensor {
  const inputs = tensor.shape[0] ?? 0;
  const readsState = inputs === TINY.embedding;
  const writesState = /attn_output|ffn_down/.test(tensor.name);
  const data = tensor.data.map((value, index) => {
    const isRead = readsState && !writesState && index % inputs === 0;
    return isRead || (writesState && index < inputs) ? 0 : value;
  });
  return { ...tensor, data };
}

function readableOutput(tensor: GgufTensor): GgufTensor {
  const data = tensor.data.slice();
  TINY_TOKENS.forEach((token, id) => {
    data[id * TINY.embedding] = isReadable(token) ? 0 : -3;
  });
  return { ...tensor, data };
}

function ones(name: string): GgufTensor {
  return { name, shape: [TINY.embedding], data: new Float32Array(TINY.embedding).fill(1) };
}

function matrix(random: Random, name: string, shape: number[], scale: number): GgufTensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return { name, shape, data: Float32Array.from({ length: size }, () => random() * scale) };
}

// A sum of four uniform numbers: nearly normal, and free of `Math.log` and `Math.cos`, whose last
// bit differs between machines. Mulberry32 underneath.
function randomSource(seed: number): Random {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
}
