/** Rows of features, row-major. 32-bit floats: hidden states have no more, and half the memory. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  readonly data: Float32Array;
}

/** A matrix from rows of equal length; a `RangeError` if they are not. */
export function matrixFromRows(rows: readonly ArrayLike<number>[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * cols);
  for (const [i, row] of rows.entries()) {
    if (row.length !== cols) throw new RangeError(`row ${i} has ${row.length} of ${cols} columns`);
    data.set(row, i * cols);
  }
  return { rows: rows.length, cols, data };
}

/** The given rows, in the given order. */
export function selectRows({ cols, data }: Matrix, indices: ArrayLike<number>): Matrix {
  const out = new Float32Array(indices.length * cols);
  for (let i = 0; i < indices.length; i += 1) {
    const row = indices[i] as number;
    out.set(data.subarray(row * cols, (row + 1) * cols), i * cols);
  }
  return { rows: indices.length, cols, data: out };
}

/** out = X·w. Four rows at a time: four independent sums keep the processor busy. */
export function multiply({ rows, cols, data }: Matrix, w: Float64Array, out: Float64Array): void {
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const r0 = i * cols;
    const [r1, r2, r3] = [r0 + cols, r0 + 2 * cols, r0 + 3 * cols];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let j = 0; j < cols; j += 1) {
      const own = w[j] as number;
      a += own * (data[r0 + j] as number);
      b += own * (data[r1 + j] as number);
      c += own * (data[r2 + j] as number);
      d += own * (data[r3 + j] as number);
    }
    out[i] = a;
    out[i + 1] = b;
    out[i + 2] = c;
    out[i + 3] = d;
  }
  for (; i < rows; i += 1) {
    let sum = 0;
    for (let j = 0; j < cols; j += 1) sum += (w[j] as number) * (data[i * cols + j] as number);
    out[i] = sum;
  }
}

/** out = Xᵀ·g. Four rows at a time: a quarter of the writes. */
export function multiplyTransposed(x: Matrix, g: Float64Array, out: Float64Array): void {
  const { rows, cols, data } = x;
  out.fill(0, 0, cols);
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    const r0 = i * cols;
    const [r1, r2, r3] = [r0 + cols, r0 + 2 * cols, r0 + 3 * cols];
    const a = g[i] as number;
    const b = g[i + 1] as number;
    const c = g[i + 2] as number;
    const d = g[i + 3] as number;
    for (let j = 0; j < cols; j += 1) {
      out[j] =
        (out[j] as number) +
        (a * (data[r0 + j] as number) + b * (data[r1 + j] as number)) +
        (c * (data[r2 + j] as number) + d * (data[r3 + j] as number));
    }
  }
  for (; i < rows; i += 1) {
    const own = g[i] as number;
    for (let j = 0; j < cols; j += 1) {
      out[j] = (out[j] as number) + own * (data[i * cols + j] as number);
    }
  }
}
