import type { Random } from "../random.ts";
import type { Matrix } from "./matrix.ts";

/** Directions in which rows vary most, after each column was brought to mean 0 and deviation 1. */
export interface Projection {
  readonly mean: Float64Array;
  /** Standard deviation of a column; 1 where it never varies. */
  readonly scale: Float64Array;
  /** One direction after the other, each of unit length, most variance first. */
  readonly directions: readonly Float64Array[];
  /** Variance of the rows along each direction. */
  readonly variances: Float64Array;
}

/** Directions beyond those asked for, and passes over the data, that make the result accurate. */
const SPARE = 8;
const PASSES = 3;

/** Directions with less than this part of the first one's variance are left out. */
const SMALLEST = 1e-4;

/**
 * Principal components by subspace iteration from random directions (Halko, Martinsson and Tropp,
 * SIAM Review 53, 2011, algorithm 4.4). Never sees an outcome. At most as many directions as rows.
 */
export function fitPca(matrix: Matrix, count: number, random: Random): Projection {
  const { mean, scale } = columnScales(matrix);
  const size = Math.min(count + SPARE, matrix.rows, matrix.cols);
  const x = standardised(matrix, mean, scale);
  let basis = orthonormal(
    Array.from({ length: size }, () =>
      Float64Array.from({ length: matrix.cols }, () => random() - 0.5),
    ),
  );
  for (let pass = 0; pass < PASSES; pass++) basis = orthonormal(covarianceTimes(x, basis));
  const images = covarianceTimes(x, basis);
  const small = basis.map((a) => images.map((b) => dot(a, b)));
  const { values, vectors } = symmetricEigen(small);
  const order = [...values.keys()].sort((a, b) => (values[b] ?? 0) - (values[a] ?? 0));
  // What hardly varies is rounding, and would be held so tightly that nothing converges.
  const least = SMALLEST * (values[order[0] ?? 0] ?? 0);
  const kept = order.slice(0, Math.min(count, size)).filter((k) => (values[k] ?? 0) > least);
  return {
    mean,
    scale,
    directions: kept.map((k) => combine(basis, vectors[k] ?? [])),
    variances: Float64Array.from(kept, (k) => values[k] ?? 0),
  };
}

/** Coordinates of a row along the directions. */
export function project(
  { mean, scale, directions }: Projection,
  row: ArrayLike<number>,
): Float64Array {
  const z = mean.map((m, j) => ((row[j] ?? 0) - m) / (scale[j] ?? 1));
  return Float64Array.from(directions, (direction) => dot(direction, z));
}

function columnScales({ rows, cols, data }: Matrix) {
  const mean = new Float64Array(cols);
  const scale = new Float64Array(cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) mean[j] = (mean[j] ?? 0) + (data[i * cols + j] ?? 0) / rows;
  }
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      scale[j] = (scale[j] ?? 0) + ((data[i * cols + j] ?? 0) - (mean[j] ?? 0)) ** 2 / rows;
    }
  }
  return { mean, scale: scale.map((variance) => Math.sqrt(variance) || 1) };
}

function standardised(
  { rows, cols, data }: Matrix,
  mean: Float64Array,
  scale: Float64Array,
): Matrix {
  const out = new Float32Array(rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const at = i * cols + j;
      out[at] = ((data[at] ?? 0) - (mean[j] ?? 0)) / (scale[j] ?? 1);
    }
  }
  return { rows, cols, data: out };
}

/** XᵀX/n · v for every v, row by row, so that X is read once a pass. */
function covarianceTimes({ rows, cols, data }: Matrix, vectors: readonly Float64Array[]) {
  const out = vectors.map(() => new Float64Array(cols));
  for (let i = 0; i < rows; i++) {
    const row = data.subarray(i * cols, (i + 1) * cols);
    for (const [k, vector] of vectors.entries()) {
      let along = 0;
      for (let j = 0; j < cols; j++) along += (row[j] as number) * (vector[j] as number);
      along /= rows;
      const own = out[k] as Float64Array;
      for (let j = 0; j < cols; j++) own[j] = (own[j] as number) + along * (row[j] as number);
    }
  }
  return out;
}

/** Gram–Schmidt, twice: once is not orthogonal to the last digit. Vanishing vectors become zero. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    let v = vector;
    for (let round = 0; round < 2; round++) {
      for (const other of done) {
        const along = dot(v, other);
        v = v.map((value, j) => value - along * (other[j] as number));
      }
    }
    const length = Math.sqrt(dot(v, v));
    done.push(length < 1e-12 ? new Float64Array(v.length) : v.map((value) => value / length));
  }
  return done;
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}

function combine(basis: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const out = new Float64Array(basis[0]?.length ?? 0);
  for (const [k, vector] of basis.entries()) {
    for (let j = 0; j < out.length; j++) {
      out[j] = (out[j] as number) + (weights[k] ?? 0) * (vector[j] as number);
    }
  }
  return out;
}

const SWEEPS = 30;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and
 * Van Loan, "Matrix Computations", section 8.5). `vectors[k]` belongs to `values[k]`.
 */
export function symmetricEigen(matrix: readonly (readonly number[])[]): {
  values: number[];
  vectors: number[][];
} {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = a.map((_, i) => Float64Array.from({ length: n }, (_, j) => Number(i === j)));
  for (let sweep = 0; sweep < SWEEPS && offDiagonal(a) > 1e-22 * diagonal(a); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, p, q);
  }
  return { values: a.map((row, i) => row[i] ?? 0), vectors: v.map((row) => [...row]) };
}

/** Zeroes a[p][q]; `v` holds the eigenvectors as rows. */
function rotate(a: Float64Array[], v: Float64Array[], p: number, q: number): void {
  const [ap, aq, vp, vq] = [a[p], a[q], v[p], v[q]] as Float64Array[] as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const apq = ap[q] as number;
  if (apq === 0) return;
  const theta = ((aq[q] as number) - (ap[p] as number)) / (2 * apq);
  const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (const row of a) {
    const [x, y] = [row[p] as number, row[q] as number];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  turn(ap, aq, c, s);
  turn(vp, vq, c, s);
}

function turn(x: Float64Array, y: Float64Array, c: number, s: number): void {
  for (let j = 0; j < x.length; j++) {
    const [a, b] = [x[j] as number, y[j] as number];
    x[j] = c * a - s * b;
    y[j] = s * a + c * b;
  }
}

function offDiagonal(a: readonly Float64Array[]): number {
  return a.reduce((sum, row, i) => sum + dot(row, row) - (row[i] ?? 0) ** 2, 0);
}

function diagonal(a: readonly Float64Array[]): number {
  return a.reduce((sum, row, i) => sum + (row[i] ?? 0) ** 2, 0);
}
