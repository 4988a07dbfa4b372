import type { GreedyOutcome } from "../metrics/selection.ts";
import type { SettledTask } from "../metrics/settled.ts";
import { summarise } from "../metrics/summarise.ts";
import { taskKey } from "../task-key.ts";
import type { Scored, ScoredDomain } from "../types.ts";
import { type CrossValidation, crossValidate, toScored } from "./cross-validate.ts";
import type { ExampleTask } from "./dataset.ts";
import { Laboratory } from "./feature-table.ts";
import type { JudgeFigures, Rival } from "./figures.ts";
import {
  ABLATIONS,
  BASELINES,
  RECIPES,
  type Recipe,
  TRAINED_BASELINES,
  trainable,
  UNTRAINED,
} from "./methods.ts";
import { fixedRivals, rival } from "./rivals.ts";

interface Plan extends ExperimentPlan {
  readonly laboratory: Laboratory;
  readonly recipes: readonly Recipe[];
  /** One recipe for all, where figures are to show what tasks bring, not what choosing brings. */
  readonly plainest: readonly Recipe[];
}

export interface ExperimentPlan {
  /** Of all tasks. */
  readonly domain: ScoredDomain;
  readonly tasks: readonly ExampleTask[];
  /** All labelled tasks of the pools whose candidates are alike, for pass rates. */
  readonly settled: readonly SettledTask[];
  readonly greedy: readonly GreedyOutcome[];
  /** The same tasks as other views show them. */
  readonly views: ReadonlyMap<string, readonly ExampleTask[]>;
  readonly folds: { readonly outer: number; readonly inner: number };
  readonly seed: number;
  readonly resamples: number;
  readonly onStep: (step: string) => void;
}

/** What `JudgeFigures` holds beside names and hashes. */
export type Experiments = Pick<
  JudgeFigures,
  | "judge"
  | "partitions"
  | "choices"
  | "baselines"
  | "recipes"
  | "views"
  | "learningCurve"
  | "crossChecks"
> & { readonly scored: readonly Scored[] };

/** With fewer tasks an interval says nothing. */
const FEWEST_SHOWN = 15;

const CURVE = [0.25, 0.5, 0.75, 1];

/** Every figure of one judge: its own, its rivals', and how it learns. */
export function runExperiments(request: ExperimentPlan): Experiments {
  const recipes = trainable(RECIPES[request.domain], request.tasks);
  const laboratory = new Laboratory(request.tasks);
  const plan: Plan = { ...request, laboratory, recipes, plainest: recipes.slice(0, 1) };
  plan.onStep("judge");
  const own = validate(plan, recipes);
  const { scored } = own;
  return {
    scored,
    judge: summarise(scored, plan),
    partitions: partitionsOf(plan),
    choices: [...own.choices],
    ...rivalsOf(plan, scored),
    views: [...plan.views].flatMap(([view, tasks]) => viewRival(plan, view, tasks)),
    learningCurve: CURVE.map((share) => {
      plan.onStep(`learning curve, ${share}`);
      return curvePoint(plan, share);
    }),
    crossChecks: crossChecks(plan),
  };
}

function validate(plan: Plan, recipes: readonly Recipe[], share = 1): CrossValidation {
  const { laboratory, folds, seed } = plan;
  return crossValidate({ laboratory, recipes, folds, seed, share });
}

/** Splits into folds that give the figures again. */
const PARTITIONS = 4;

/** The judge's own figures with other folds: how much of them is the luck of the split. */
function partitionsOf(plan: Plan): JudgeFigures["partitions"] {
  return Array.from({ length: PARTITIONS }, (_, i) => {
    const seed = plan.seed + i + 1;
    plan.onStep(`folds of seed ${seed}`);
    const { scored } = validate({ ...plan, seed }, plan.recipes);
    const { withinTaskAuc, gapClosed, verdictKappa } = summarise(scored, {
      ...{ seed, resamples: 1, settled: plan.settled },
    }).ranking;
    return {
      seed,
      withinTaskAuc: withinTaskAuc.value,
      gapClosed: gapClosed.value,
      verdictKappa: verdictKappa.value,
    };
  });
}

function rivalsOf(plan: Plan, judge: readonly Scored[]) {
  const fixed = (rules: typeof BASELINES) => fixedRivals(rules, judge, plan);
  const trained = (recipe: Recipe): Rival => {
    plan.onStep(recipe.name);
    const { scored } = validate(plan, [recipe]);
    return rival({ name: recipe.name, kind: "trained", scored }, judge, plan);
  };
  const all = new Set([...plan.recipes, ...Object.values(RECIPES).flat(), ...ABLATIONS]);
  return {
    baselines: [...fixed(BASELINES), ...TRAINED_BASELINES.map(trained)],
    recipes: [...fixed(UNTRAINED), ...trainable([...all], plan.tasks).map(trained)],
  };
}

/**
 * Another view's bare margin beside that of the judge's own view, on the tasks that were shown both
 * ways: no training, so a few dozen tasks can tell.
 */
function viewRival(plan: Plan, view: string, tasks: readonly ExampleTask[]): JudgeFigures["views"] {
  plan.onStep(`view ${view}`);
  const names = new Set(tasks.map(taskKey));
  const common = plan.tasks.filter((task) => names.has(taskKey(task)));
  const known = new Set(common.map(taskKey));
  const shown = tasks.filter((task) => known.has(taskKey(task)));
  if (shown.length < FEWEST_SHOWN) return [];
  const own: Pick<Rival, "name" | "kind"> = { name: view, kind: "fixed" };
  const drawn = { ...plan, settled: [] };
  const compared = rival({ ...own, scored: marginsOf(shown) }, marginsOf(common), drawn);
  return [{ ...compared, view, tasks: shown.length }];
}

function marginsOf(tasks: readonly ExampleTask[]): Scored[] {
  const margins = tasks.flatMap(({ examples }) =>
    examples.map(({ observation }) => observation.margin),
  );
  return toScored(tasks, margins);
}

function curvePoint(plan: Plan, share: number): JudgeFigures["learningCurve"][number] {
  const { scored } = validate(plan, plan.plainest, share);
  const training = plan.tasks.length * (1 - 1 / plan.folds.outer);
  return { tasks: Math.round(share * training), ...pairOf(scored, plan) };
}

function pairOf(scored: readonly Scored[], { seed, resamples }: Plan) {
  // Neither figure hangs on tasks whose candidates are alike.
  const { withinTaskAuc, gapClosed } = summarise(scored, { seed, resamples }).ranking;
  return { withinTaskAuc, gapClosed };
}

/** Trained on all other languages (or generators), scored on one: families stay apart as ever. */
function crossChecks(plan: Plan): JudgeFigures["crossChecks"] {
  return (["language", "generator"] as const).flatMap((kind) => {
    const values = [...new Set(plan.tasks.map((task) => task[kind]))].sort();
    if (values.length < 2) return [];
    return values.map((value) => {
      plan.onStep(`without ${value}, scored on ${value}`);
      const { laboratory, plainest, folds, seed } = plan;
      const { scored } = crossValidate({
        ...{ laboratory, recipes: plainest, folds, seed },
        trainOn: (task) => task[kind] !== value,
        scoreOn: (task) => task[kind] === value,
      });
      const trained = values.filter((other) => other !== value).join(", ");
      return { name: `${kind} ${value}`, trained, scored: value, ...pairOf(scored, plan) };
    });
  });
}
