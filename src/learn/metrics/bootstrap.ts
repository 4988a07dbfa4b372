import { quantile } from "../numeric.ts";
import { type Random, randomInt } from "../random.ts";
import type { ScoredTask } from "./scored-task.ts";
import { type Statistic, sampleWeights } from "./statistic.ts";

/** A figure with its interval; `null` where it is undefined. */
export interface Figure {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

export interface BootstrapOptions {
  readonly random: Random;
  /** 1000 by default. */
  readonly resamples?: number | undefined;
  /** 0.95 by default. */
  readonly level?: number | undefined;
}

/**
 * Values of several statistics on the same resamples. Families are drawn with replacement and come
 * with all their tasks, since candidates of a task, and tasks of a family, are not independent
 * (cluster bootstrap: Davison and Hinkley, "Bootstrap Methods and their Application", 1997,
 * section 3.8). Rows: statistics; `NaN` where a resample leaves one undefined, and everywhere if
 * there are fewer than two families.
 */
export function resampleStatistics(
  tasks: readonly ScoredTask[],
  statistics: readonly Statistic[],
  { random, resamples = 1000 }: BootstrapOptions,
): Float64Array[] {
  const families = [...new Set(tasks.map(({ family }) => family))];
  const position = new Map(families.map((family, i) => [family, i]));
  const familyOf = Int32Array.from(tasks, ({ family }) => position.get(family) ?? 0);
  const base = sampleWeights(tasks);
  const values = statistics.map(() => new Float64Array(resamples).fill(Number.NaN));
  // One family resampled is itself: that would look like certainty.
  if (families.length < 2) return values;
  for (let r = 0; r < resamples; r += 1) {
    const drawn = new Int32Array(families.length);
    for (let i = 0; i < drawn.length; i += 1) {
      const family = randomInt(random, drawn.length);
      drawn[family] = (drawn[family] as number) + 1;
    }
    const weights = base.map((weight, i) => weight * (drawn[familyOf[i] as number] as number));
    for (const [index, statistic] of statistics.entries()) {
      (values[index] as Float64Array)[r] = statistic(weights);
    }
  }
  return values;
}

/**
 * Each statistic with its percentile interval (Efron and Tibshirani, "An Introduction to the
 * Bootstrap", 1993, chapter 13). That of a distance is moved by the bootstrap's estimate of its bias (there,
 * chapter 10) and cut at 0. No interval where over a tenth of the resamples leave the statistic undefined.
 */
export function bootstrapFigures<Name extends string>(
  tasks: readonly ScoredTask[],
  statistics: Readonly<Record<Name, Statistic>>,
  {
    distances = [],
    ...options
  }: BootstrapOptions & { readonly distances?: readonly NoInfer<Name>[] },
): Record<Name, Figure> {
  const names = Object.keys(statistics) as Name[];
  const values = resampleStatistics(
    tasks,
    names.map((name) => statistics[name]),
    options,
  );
  const weights = sampleWeights(tasks);
  const figures = names.map((name, i): [Name, Figure] => {
    const value = statistics[name](weights);
    const own = values[i] as Float64Array;
    const interval = percentiles(
      distances.includes(name) ? unbiased(own, value) : own,
      options.level,
    );
    return [
      name,
      { value: finite(value), low: interval?.[0] ?? null, high: interval?.[1] ?? null },
    ];
  });
  return Object.fromEntries(figures) as Record<Name, Figure>;
}

/** Resampled values of a distance, moved by their bias and cut at 0. */
function unbiased(values: Float64Array, value: number): Float64Array {
  const known = values.filter((own) => Number.isFinite(own));
  const bias = known.reduce((sum, own) => sum + own, 0) / known.length - value;
  return values.map((own) => Math.max(0, own - bias));
}

/** The interval that holds the middle `level` of the values; `undefined` if too few are defined. */
export function percentiles(values: Float64Array, level = 0.95): [number, number] | undefined {
  const defined = values.filter((value) => Number.isFinite(value)).sort();
  if (defined.length === 0 || defined.length < 0.9 * values.length) return undefined;
  return [quantile(defined, (1 - level) / 2), quantile(defined, (1 + level) / 2)];
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
