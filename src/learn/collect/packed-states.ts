import { z } from "zod";
import { decodeHidden, encodeHidden, StatesLine } from "./states.ts";

/**
 * States as they are kept: four bits a number. Each dimension is cut into sixteen steps of 0.4
 * standard deviations around its mean; a head loses nothing that can be measured, and a file is
 * eight times smaller than with 32-bit floats.
 */
export const PackedHeader = z.object({
  packed: z.literal(1),
  size: z.int().nonnegative(),
  /** Of each dimension: Base64 of 32-bit floats. */
  mean: z.base64(),
  step: z.base64(),
});
export type PackedHeader = z.infer<typeof PackedHeader>;

const STEP = 0.4;
const LOWEST = -8;
const HIGHEST = 7;

/** Packs lines of one model and view; the header belongs before them. */
export function packStates(lines: readonly StatesLine[]): {
  header: PackedHeader;
  lines: StatesLine[];
} {
  const rows = lines.flatMap(({ scores }) =>
    scores.flatMap(({ hidden }) => (hidden === null ? [] : [decodeHidden(hidden)])),
  );
  const { mean, step } = scalesOf(rows);
  const packed = lines.map((line) => ({
    ...line,
    scores: line.scores.map((score) => {
      const hidden = score.hidden === null ? null : pack(decodeHidden(score.hidden), mean, step);
      return { ...score, hidden };
    }),
  }));
  const header = { packed: 1 as const, size: mean.length, mean: floats(mean), step: floats(step) };
  return { header, lines: packed };
}

/** The lines as `learn states` wrote them, up to the steps of the packing. */
export function unpackStates(header: PackedHeader, lines: readonly StatesLine[]): StatesLine[] {
  const [mean, step] = [toFloats(header.mean), toFloats(header.step)];
  return lines.map((line) => ({
    ...line,
    scores: line.scores.map((score) => {
      const hidden = score.hidden === null ? null : encodeHidden(unpack(score.hidden, mean, step));
      return { ...score, hidden };
    }),
  }));
}

/** Reads a states file of either kind from its parsed lines. */
export function readStates(values: readonly unknown[]): StatesLine[] {
  const header = PackedHeader.safeParse(values[0]);
  const lines = (header.success ? values.slice(1) : values).map((value) => StatesLine.parse(value));
  return header.success ? unpackStates(header.data, lines) : lines;
}

function scalesOf(rows: readonly Float32Array[]): { mean: Float32Array; step: Float32Array } {
  const size = rows[0]?.length ?? 0;
  const mean = new Float64Array(size);
  const squares = new Float64Array(size);
  for (const row of rows) {
    for (const [j, value] of row.entries()) {
      mean[j] = (mean[j] ?? 0) + value / rows.length;
      squares[j] = (squares[j] ?? 0) + value ** 2 / rows.length;
    }
  }
  const deviation = squares.map((square, j) =>
    Math.sqrt(Math.max(0, square - (mean[j] ?? 0) ** 2)),
  );
  return {
    mean: Float32Array.from(mean),
    step: Float32Array.from(deviation, (d) => STEP * d || 1),
  };
}

function pack(row: Float32Array, mean: Float32Array, step: Float32Array): string {
  const bytes = new Uint8Array(Math.ceil(row.length / 2));
  for (const [j, value] of row.entries()) {
    const level = Math.round((value - (mean[j] ?? 0)) / (step[j] ?? 1));
    const code = Math.min(HIGHEST, Math.max(LOWEST, level)) - LOWEST;
    bytes[j >> 1] = (bytes[j >> 1] ?? 0) | (code << (4 * (j & 1)));
  }
  return Buffer.from(bytes).toString("base64");
}

function unpack(text: string, mean: Float32Array, step: Float32Array): number[] {
  const bytes = Buffer.from(text, "base64");
  return Array.from(mean, (m, j) => {
    const code = ((bytes[j >> 1] ?? 0) >> (4 * (j & 1))) & 15;
    return m + (code + LOWEST) * (step[j] ?? 1);
  });
}

function floats(values: Float32Array): string {
  return Buffer.from(values.buffer).toString("base64");
}

function toFloats(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer);
}
