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
  readonly intercept?: boolean | undefined;
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

interface State {
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

const MAX_STEPS = 60;

/**
 * Weighted logistic regression by Newton's method with step halving (iteratively reweighted least
 * squares: McCullagh and Nelder, "Generalized Linear Models", 1989, section 4.4).
 */
export function fitLogistic(problem: LogisticProblem): LogisticFit {
  const { columns, intercept = true, ridge = 0 } = problem;
  const size = columns.length + Number(intercept);
  let beta = Float64Array.from(problem.start ?? new Array<number>(size).fill(0));
  let state = evaluate(problem, beta);
  let converged = isSmall(state.gradient, problem);
  for (let step = 0; step < MAX_STEPS && !converged; step += 1) {
    const move = solveCholesky(state.hessian, state.gradient);
    if (move === undefined) break;
    const next = halveUntilBetter(problem, beta, move, penalised(state, beta, problem));
    if (next === undefined) break;
    [beta, state] = [next.beta, next.state];
    converged = isSmall(state.gradient, problem);
  }
  const list = [...beta];
  return {
    coefficients: list.slice(0, columns.length),
    intercept: intercept ? (list.at(-1) ?? 0) : 0,
    loss: state.loss,
    // Without a penalty, separable data pull coefficients to infinity with a vanishing gradient.
    converged: converged && (ridge > 0 || isCurved(state.hessian, size, problem)),
  };
}

function evaluate(problem: LogisticProblem, beta: Float64Array): State {
  const { columns, targets, weights, ridge = 0 } = problem;
  const size = beta.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const row = new Float64Array(size).fill(1);
  let loss = 0;
  for (let i = 0; i < targets.length; i += 1) {
    const weight = weights?.[i] ?? 1;
    if (weight === 0) continue;
    let z = problem.offset?.[i] ?? 0;
    for (let j = 0; j < columns.length; j += 1) row[j] = columns[j]?.[i] as number;
    for (let j = 0; j < size; j += 1) z += (beta[j] as number) * (row[j] as number);
    const p = sigmoid(z);
    loss += weight * (softplus(z) - (targets[i] as number) * z);
    addOuter(hessian, row, weight * p * (1 - p));
    const error = weight * (p - (targets[i] as number));
    for (let j = 0; j < size; j += 1)
      gradient[j] = (gradient[j] as number) + error * (row[j] as number);
  }
  for (let j = 0; j < columns.length; j += 1) {
    gradient[j] = (gradient[j] as number) + ridge * (beta[j] as number);
    hessian[j * size + j] = (hessian[j * size + j] as number) + ridge;
  }
  return { loss, gradient, hessian };
}

function addOuter(hessian: Float64Array, row: Float64Array, factor: number): void {
  const size = row.length;
  for (let j = 0; j < size; j += 1) {
    for (let k = 0; k < size; k += 1) {
      const at = j * size + k;
      hessian[at] = (hessian[at] as number) + factor * (row[j] as number) * (row[k] as number);
    }
  }
}

function penalised(state: State, beta: Float64Array, { columns, ridge = 0 }: LogisticProblem) {
  let squares = 0;
  for (let j = 0; j < columns.length; j += 1) squares += (beta[j] as number) ** 2;
  return state.loss + (ridge / 2) * squares;
}

function halveUntilBetter(
  problem: LogisticProblem,
  beta: Float64Array,
  move: Float64Array,
  before: number,
): { beta: Float64Array<ArrayBuffer>; state: State } | undefined {
  for (let factor = 1; factor > 1e-6; factor /= 2) {
    const next = beta.map((value, j) => value - factor * (move[j] as number));
    const state = evaluate(problem, next);
    // Near the optimum the loss no longer shows in its last digits that the gradient shrank.
    if (penalised(state, next, problem) <= before + 1e-12 * Math.abs(before))
      return { beta: next, state };
  }
  return undefined;
}

function totalWeight({ targets, weights }: LogisticProblem): number {
  let sum = 0;
  for (let i = 0; i < targets.length; i += 1) sum += weights?.[i] ?? 1;
  return sum;
}

function isSmall(gradient: Float64Array, problem: LogisticProblem): boolean {
  const limit = 1e-9 * totalWeight(problem);
  return gradient.every((value) => Math.abs(value) <= limit);
}

/** Some row still has a probability away from 0 and 1, so that the maximum is a finite one. */
function isCurved(hessian: Float64Array, size: number, problem: LogisticProblem): boolean {
  const limit = 1e-7 * totalWeight(problem);
  for (let j = 0; j < size; j += 1) {
    if (!((hessian[j * size + j] as number) > limit)) return false;
  }
  return size > 0;
}
