import type { CrossFigures, JudgeFigures, Rival } from "../../src/learn/evaluate/figures.ts";
import { compareJudges } from "../../src/learn/metrics/compare.ts";
import { summarise } from "../../src/learn/metrics/summarise.ts";
import { sigmoid } from "../../src/learn/numeric.ts";
import { createRandom, type Random } from "../../src/learn/random.ts";
import type { Figure } from "../../src/learn/report/document.ts";
import type { Scored } from "../../src/learn/types.ts";

export interface FakeJudge {
  readonly name?: string;
  readonly seed?: number;
  readonly tasks?: number;
  readonly resamples?: number;
  /** How far right and wrong candidates are apart, in standard deviations. */
  readonly skill?: number;
}

const LANGUAGES = ["python", "java"];

/** Figures as `learn train` writes them, of a judge and candidates that nobody ever saw. */
export function createJudgeFigures(fake: FakeJudge = {}): JudgeFigures {
  const { name = "judge-1.5b", seed = 1, tasks = 80, resamples = 20, skill = 0.9 } = fake;
  const judged = scoreAll(skill, { tasks, seed });
  const rivalOf = (rival: string, kind: Rival["kind"], own: number): Rival =>
    createRival({ rival, kind, judged, scored: scoreAll(own, { tasks, seed }), seed, resamples });
  const pairOf = (own: number) => {
    const { ranking } = rank(scoreAll(own, { tasks, seed }), seed, resamples);
    return { withinTaskAuc: ranking.withinTaskAuc, gapClosed: ranking.gapClosed };
  };
  return {
    ...{ version: 1, name, view: "as-answer", domain: "function", seed },
    base: { model: "qwen2.5-coder-1.5b", sha256: "0123456789abcdef".repeat(4) },
    generators: ["qwen2.5-coder-0.5b"],
    languages: LANGUAGES,
    pools: [{ name: "mbpp-0.5b.jsonl.gz", sha256: "fedcba9876543210".repeat(4), tasks }],
    folds: { outer: 5, inner: 4 },
    judge: summarise(judged, { seed, resamples, greedy: greedyOf(judged) }),
    partitions: [2, 3].map((split) => {
      const { ranking } = rank(scoreAll(skill, { tasks, seed: split }), split, resamples);
      return {
        seed: split,
        withinTaskAuc: ranking.withinTaskAuc.value,
        gapClosed: ranking.gapClosed.value,
        verdictKappa: ranking.verdictKappa.value,
      };
    }),
    choices: [0.71, 0.73, 0.7, 0.72, 0.74].map((innerAuc, fold) => ({
      recipe: fold === 2 ? "hidden + margin" : "hidden + scalars",
      variant: "penalty 0.1",
      innerAuc,
    })),
    baselines: [
      rivalOf("votes", "fixed", 0.35),
      rivalOf("length", "fixed", 0.1),
      rivalOf("log-probability", "fixed", 0.5),
      rivalOf("self-certainty", "fixed", 0.3),
      rivalOf("zero-shot margin", "fixed", 0.2),
      rivalOf("log-probability + length", "trained", 0.55),
    ],
    recipes: [
      rivalOf("scalars", "trained", 0.6),
      rivalOf("hidden, pointwise", "trained", 0.7),
      rivalOf("hidden, pairwise", "trained", 0.75),
      rivalOf("hidden + scalars", "trained", 0.92),
    ],
    views: [{ ...rivalOf("end", "trained", 0.4), view: "end", tasks }],
    learningCurve: [0.25, 0.5, 0.75, 1].map((share) => ({
      tasks: Math.round(0.8 * tasks * share),
      ...pairOf(skill * share ** 0.3),
    })),
    crossChecks: [
      { name: "language java", trained: "python", scored: "java", ...pairOf(0.5) },
      { name: "language python", trained: "java", scored: "python", ...pairOf(0.6) },
    ],
  };
}

/** Figures as `learn cross --json` prints them, of the same judge and one pool. */
export function createCrossFigures(fake: FakeJudge, pool: string): CrossFigures {
  const { judge, name, pools, baselines } = createJudgeFigures({ seed: 7, ...fake });
  const rules = baselines
    .filter(({ kind }) => kind === "fixed")
    .map((rule, i) => (i === 0 ? { ...rule, name: "judge's log-probability" } : rule));
  const other = pools.map((own) => ({ ...own, name: pool, sha256: "89abcdef".repeat(8) }));
  return { ...judge, judge: name, rules, pools: other, apartFrom: [] };
}

/** The same before anything but the judge itself was measured. */
export function withoutParts(figures: JudgeFigures): JudgeFigures {
  const { judge } = figures;
  return {
    ...figures,
    judge: { ...judge, probability: null, curves: null, sizes: [] },
    ...{ choices: [], baselines: [], recipes: [], views: [], learningCurve: [], crossChecks: [] },
  };
}

function createRival(parts: {
  rival: string;
  kind: Rival["kind"];
  judged: readonly Scored[];
  scored: readonly Scored[];
  seed: number;
  resamples: number;
}): Rival {
  const { rival, kind, judged, scored, seed, resamples } = parts;
  const compared = compareJudges(judged, scored, { random: createRandom(seed), resamples });
  return {
    ...{ name: rival, kind },
    ranking: rank(scored, seed, resamples).ranking,
    difference: {
      withinTaskAuc: plain(compared.withinTaskAuc),
      gapClosed: plain(compared.gapClosed),
    },
  };
}

/** Without probabilities and sizes, which take most of the time and are not looked at here. */
function rank(scored: readonly Scored[], seed: number, resamples: number) {
  const bare = scored.map(({ probability, ...row }): Scored => row);
  return summarise(bare, { seed, resamples, sizes: [] });
}

function plain({ value, low, high }: Figure): Figure {
  return { value, low, high };
}

/** The same seed gives the same candidates, whatever the skill. */
function scoreAll(skill: number, { tasks, seed }: { tasks: number; seed: number }): Scored[] {
  const random = createRandom(seed);
  return Array.from({ length: tasks }, (_, task) => scoreTask(task, skill, random)).flat();
}

function scoreTask(task: number, skill: number, random: Random): Scored[] {
  const ease = random() ** 1.4;
  return Array.from({ length: 10 }, (_, id): Scored => {
    const passed = random() < ease;
    const score = skill * (passed ? 1 : -1) + normal(random) + 0.8 * (ease - 0.5);
    return {
      task: `task/${task}`,
      family: `task/${task - (task % 12 === 1 ? 1 : 0)}`,
      language: LANGUAGES[task % 2] ?? "",
      generator: "qwen2.5-coder-0.5b",
      domain: "function",
      ...{ id, passed, score, probability: sigmoid(1.3 * score - 0.4) },
    };
  });
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A greedy answer passes where the first candidate does. */
function greedyOf(scored: readonly Scored[]) {
  return scored
    .filter(({ id }) => id === 0)
    .map(({ task, generator, passed }) => ({ task, generator, passed }));
}
