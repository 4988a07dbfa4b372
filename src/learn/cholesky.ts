/**
 * Solves A·x = b for a symmetric positive definite A (row-major); `undefined` if it is not
 * (Golub and Van Loan, "Matrix Computations", 2013, sections 4.2 and 3.1).
 */
export function solveCholesky(a: Float64Array, b: Float64Array): Float64Array | undefined {
  const lower = factorise(a, b.length);
  return lower === undefined ? undefined : substitute(lower, b);
}

/** The lower triangle L with L·Lᵀ = A. */
function factorise(a: Float64Array, size: number): Float64Array | undefined {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const rest = (a[i * size + j] as number) - dotRows(lower, size, i, j);
      lower[i * size + j] = rest / (lower[j * size + j] as number);
    }
    const own = a[i * size + i] as number;
    const rest = own - dotRows(lower, size, i, i);
    if (!(rest > 1e-14 * Math.abs(own))) return undefined;
    lower[i * size + i] = Math.sqrt(rest);
  }
  return lower;
}

/** Product of rows i and j, as far as column j. */
function dotRows(lower: Float64Array, size: number, i: number, j: number): number {
  let sum = 0;
  for (let k = 0; k < j; k += 1) {
    sum += (lower[i * size + k] as number) * (lower[j * size + k] as number);
  }
  return sum;
}

/** Solves L·y = b downwards, then Lᵀ·x = y upwards. */
function substitute(lower: Float64Array, b: Float64Array): Float64Array {
  const size = b.length;
  const x = Float64Array.from(b);
  for (let i = 0; i < size; i += 1) {
    for (let k = 0; k < i; k += 1) {
      x[i] = (x[i] as number) - (lower[i * size + k] as number) * (x[k] as number);
    }
    x[i] = (x[i] as number) / (lower[i * size + i] as number);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < size; k += 1) {
      x[i] = (x[i] as number) - (lower[k * size + i] as number) * (x[k] as number);
    }
    x[i] = (x[i] as number) / (lower[i * size + i] as number);
  }
  return x;
}
