/** Value at `x`; writes the gradient. */
export type Differentiable = (x: Float64Array, gradient: Float64Array) => number;

export interface MinimiseOptions {
  /** Pairs of steps remembered; 10 by default. */
  readonly memory?: number | undefined;
  /** Stops when no part of the gradient is larger; 1e-6 by default. */
  readonly tolerance?: number | undefined;
  readonly maxIterations?: number | undefined;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** Whether the gradient became as small as asked for. */
  readonly converged: boolean;
}

interface Point {
  readonly x: Float64Array;
  readonly gradient: Float64Array;
  readonly value: number;
}

/** A step, the gradient's change over it, and 1/(step·change). */
interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly rho: number;
}

/**
 * Minimises a smooth function by limited-memory BFGS (Liu and Nocedal, Mathematical Programming 45,
 * 1989; two-loop recursion: Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4).
 */
export function minimise(
  f: Differentiable,
  start: Float64Array,
  { memory = 10, tolerance = 1e-6, maxIterations = 500 }: MinimiseOptions = {},
): Minimum {
  let point = evaluateAt(f, Float64Array.from(start));
  const pairs: Pair[] = [];
  let iterations = 0;
  while (largest(point.gradient) > tolerance && iterations < maxIterations) {
    const direction = descentDirection(point.gradient, pairs);
    const firstStep = pairs.length === 0 ? Math.min(1, 1 / norm(point.gradient)) : 1;
    const next = searchLine(f, point, direction, firstStep);
    // No progress along a direction of descent: as good as the arithmetic allows.
    if (next === undefined) break;
    remember(pairs, point, next, memory);
    point = next;
    iterations += 1;
  }
  const converged = largest(point.gradient) <= tolerance;
  return { x: point.x, value: point.value, iterations, converged };
}

function evaluateAt(f: Differentiable, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  const value = f(x, gradient);
  return { x, gradient, value };
}

/** −H·gradient, where H is the inverse Hessian as the remembered pairs show it. */
function descentDirection(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const direction = gradient.map((value) => -value);
  const alphas = new Float64Array(pairs.length);
  for (let i = pairs.length - 1; i >= 0; i -= 1) {
    const { step, change, rho } = pairs[i] as Pair;
    const alpha = rho * dot(step, direction);
    alphas[i] = alpha;
    addScaled(direction, change, -alpha);
  }
  const newest = pairs.at(-1);
  if (newest !== undefined) {
    const scale = 1 / (newest.rho * dot(newest.change, newest.change));
    for (let j = 0; j < direction.length; j += 1) direction[j] = (direction[j] as number) * scale;
  }
  for (const [i, { step, change, rho }] of pairs.entries()) {
    addScaled(direction, step, (alphas[i] as number) - rho * dot(change, direction));
  }
  return direction;
}

/**
 * A point that satisfies the weak Wolfe conditions, by bisection (Lewis and Overton, Mathematical
 * Programming 141, 2013); `undefined` if none is found.
 */
function searchLine(
  f: Differentiable,
  from: Point,
  direction: Float64Array,
  firstStep: number,
): Point | undefined {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return undefined;
  let [low, high, step] = [0, Infinity, firstStep];
  for (let i = 0; i < 40; i += 1) {
    const x = Float64Array.from(from.x);
    addScaled(x, direction, step);
    const point = evaluateAt(f, x);
    if (!(point.value <= from.value + 1e-4 * step * slope)) high = step;
    else if (dot(point.gradient, direction) < 0.9 * slope) low = step;
    else return point;
    step = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return undefined;
}

function remember(pairs: Pair[], from: Point, to: Point, memory: number): void {
  const step = to.x.map((value, j) => value - (from.x[j] as number));
  const change = to.gradient.map((value, j) => value - (from.gradient[j] as number));
  const curvature = dot(step, change);
  if (!(curvature > 1e-14 * dot(change, change))) return;
  pairs.push({ step, change, rho: 1 / curvature });
  if (pairs.length > memory) pairs.shift();
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  for (let j = 0; j < to.length; j += 1) {
    to[j] = (to[j] as number) + factor * (from[j] as number);
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j += 1) sum += (a[j] as number) * (b[j] as number);
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function largest(a: Float64Array): number {
  let most = 0;
  for (const value of a) most = Math.max(most, Math.abs(value));
  return most;
}
