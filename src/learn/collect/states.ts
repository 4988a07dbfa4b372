import { z } from "zod";
import type { Score } from "../../contracts/engine.ts";
import { Cost } from "./cost.ts";

/** What a judge model saw of one task's candidates from one point of view. */
export const StatesLine = z.object({
  task: z.string(),
  generator: z.string(),
  /** The judge's base model. */
  model: z.string(),
  modelSha256: z.string().nullable(),
  /** Which prompt, from which point of view: `own`, `as-answer`, … */
  view: z.string(),
  promptSha256: z.string(),
  /** Absent where nobody measured. */
  cost: Cost.optional(),
  scores: z.array(
    z.object({
      id: z.int().positive(),
      margin: z.number(),
      labelMass: z.number(),
      /** Last hidden state: bfloat16, little endian, Base64. */
      hidden: z.string().nullable(),
      /** How likely the model found the candidate's text; absent where it was not asked. */
      reading: z
        .object({
          tokens: z.int().positive(),
          meanLogprob: z.number(),
          lowestLogprob: z.number(),
          entropy: z.number(),
          likeliestShare: z.number(),
        })
        .nullable()
        .optional(),
    }),
  ),
});
export type StatesLine = z.infer<typeof StatesLine>;

/** A score as it is stored. */
export function storedScore(id: number, score: Score): StatesLine["scores"][number] {
  const hidden = score.hidden === null ? null : encodeHidden(score.hidden);
  const { margin, labelMass, reading } = score;
  return { id, margin, labelMass, hidden, ...(reading === undefined ? {} : { reading }) };
}

/** Rounds to bfloat16 (eight bits of mantissa, the range of a 32-bit float) and writes Base64. */
export function encodeHidden(values: readonly number[]): string {
  const bits = new Uint32Array(Float32Array.from(values).buffer);
  const short = Uint16Array.from(bits, (word) => (word + 0x7fff + ((word >>> 16) & 1)) >>> 16);
  return Buffer.from(short.buffer).toString("base64");
}

export function decodeHidden(text: string): Float32Array {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"));
  const short = new Uint16Array(bytes.buffer);
  return new Float32Array(Uint32Array.from(short, (half) => half << 16).buffer);
}
