import { solveCholesky } from "./cholesky.ts";
import { sigmoid, softplus } from "./numeric.ts";

/** Few columns, many rows: what calibrators fit. Wide matrices belong to `train/`. */
export interface LogisticProblem {
  /** One array a feature, each of the length of `targets`. */
  readonly columns: readonly ArrayLike<number>[];
  /** Outcomes in [0, 1]; between them where a calibrator smooths them. */
  readonly targets: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | undefined;
  /** A constant part of each row's log-odds. */
  readonly offset?: ArrayLike<number> | undefined;
  /** Penalty ridge/2 · Σ coefficient², never on the intercept. 0 by default. */
  readonly ridge?: number | undefined;
  /** Coefficients to begin from, the intercept last. */
  readonly start?: readonly number[] | undefined;
}

export interface LogisticFit {
  /** One a column. */
  readonly coefficients: readonly number[];
  readonly intercept: number;
  /** Sum of weighted log losses, in nats, without the penalty. */
  readonly loss: number;
  /** False where the data are separable, or nothing varies: then the numbers mean nothing. */
  readonly converged: boolean;
}

/** The problem with what is computed once: rows of features, the last one 1 for the intercept. */
interface Prepared {
  readonly problem: LogisticProblem;
  readonly design: Float64Array;
  /** Coefficients, the intercept among them. */
  readonly size: number;
  readonly totalWeight: number;
}

interface State {
  readonly beta: Float64Array;
  readonly loss: number;
  /** With the penalty, as gradient and Hessian are. */
  readonly penalised: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

const MAX_STEPS = 60;

/**
 * Weighted logistic regression by Newton's method with step halving (iteratively reweighted least
 * squares: McCullagh and Nelder, "Generalized Linear Models", 1989, section 4.4).
 */
export function fitLogistic(problem: LogisticProblem): LogisticFit {
  const prepared = prepare(problem);
  const { columns, ridge = 0 } = problem;
  let state = evaluate(
    prepared,
    Float64Array.from(problem.start ?? new Array(prepared.size).fill(0)),
  );
  let converged = isFlat(state, prepared);
  for (let step = 0; step < MAX_STEPS && !converged; step += 1) {
    const next = stepDown(prepared, state);
    if (next === undefined) break;
    state = next;
    converged = isFlat(state, prepared);
  }
  const list = [...state.beta];
  return {
    coefficients: list.slice(0, columns.length),
    intercept: list.at(-1) ?? 0,
    loss: state.loss,
    // Without a penalty, separable data pull coefficients to infinity with a vanishing gradient.
    converged: converged && (ridge > 0 || isCurved(state, prepared)),
  };
}

function prepare(problem: LogisticProblem): Prepared {
  const { columns, targets, weights } = problem;
  const size = columns.length + 1;
  const design = new Float64Array(targets.length * size).fill(1);
  let totalWeight = 0;
  for (let i = 0; i < targets.length; i += 1) {
    totalWeight += weights?.[i] ?? 1;
    for (let j = 0; j < columns.length; j += 1) design[i * size + j] = columns[j]?.[i] as number;
  }
  return { problem, design, size, totalWeight };
}

function evaluate({ problem, design, size }: Prepared, beta: Float64Array): State {
  const { targets, weights, offset } = problem;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  let loss = 0;
  for (let i = 0; i < targets.length; i += 1) {
    const weight = weights?.[i] ?? 1;
    if (weight === 0) continue;
    const row = i * size;
    let z = offset?.[i] ?? 0;
    for (let j = 0; j < size; j += 1) z += (beta[j] as number) * (design[row + j] as number);
    const target = targets[i] as number;
    const p = sigmoid(z);
    loss += weight * (softplus(z) - target * z);
    addRow(gradient, hessian, design, row, weight * (p - target), weight * p * (1 - p));
  }
  return {
    beta,
    loss,
    gradient,
    hessian,
    penalised: loss + addRidge(problem, beta, gradient, hessian),
  };
}

/** Adds error·x to the gradient and curvature·x·xᵀ to the Hessian. */
function addRow(
  gradient: Float64Array,
  hessian: Float64Array,
  design: Float64Array,
  row: number,
  error: number,
  curvature: number,
): void {
  const size = gradient.length;
  for (let j = 0; j < size; j += 1) {
    const x = design[row + j] as number;
    gradient[j] = (gradient[j] as number) + error * x;
    for (let k = 0; k < size; k += 1) {
      const at = j * size + k;
      hessian[at] = (hessian[at] as number) + curvature * x * (design[row + k] as number);
    }
  }
}

function addRidge(
  { columns, ridge = 0 }: LogisticProblem,
  beta: Float64Array,
  gradient: Float64Array,
  hessian: Float64Array,
): number {
  const size = beta.length;
  let penalty = 0;
  for (let j = 0; j < columns.length; j += 1) {
    penalty += (ridge / 2) * (beta[j] as number) ** 2;
    gradient[j] = (gradient[j] as number) + ridge * (beta[j] as number);
    hessian[j * size + j] = (hessian[j * size + j] as number) + ridge;
  }
  return penalty;
}

/** A Newton step, halved until the loss does not grow; `undefined` if there is none. */
function stepDown(prepared: Prepared, from: State): State | undefined {
  const move = solveCholesky(from.hessian, from.gradient);
  if (move === undefined) return undefined;
  // Near the optimum the loss no longer shows in its last digits that the gradient shrank.
  const limit = from.penalised + 1e-12 * Math.abs(from.penalised);
  for (let factor = 1; factor > 1e-6; factor /= 2) {
    const beta = from.beta.map((value, j) => value - factor * (move[j] as number));
    const state = evaluate(prepared, beta);
    if (state.penalised <= limit) return state;
  }
  return undefined;
}

function isFlat({ gradient }: State, { totalWeight }: Prepared): boolean {
  return gradient.every((value) => Math.abs(value) <= 1e-8 * totalWeight);
}

/** Some row still has a probability away from 0 and 1, so that the maximum is a finite one. */
function isCurved({ hessian }: State, { size, totalWeight }: Prepared): boolean {
  for (let j = 0; j < size; j += 1) {
    if (!((hessian[j * size + j] as number) > 1e-7 * totalWeight)) return false;
  }
  return size > 0;
}
