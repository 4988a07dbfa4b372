import { describe, expect, it } from "@jest/globals";
import { headScores, pickedInputs, pickedProbability } from "../../../../src/judge/head.ts";
import { parseJudgeFile } from "../../../../src/judge/judge-file.ts";
import { buildJudge } from "../../../../src/learn/evaluate/build-judge.ts";
import { crossValidate } from "../../../../src/learn/evaluate/cross-validate.ts";
import { runExperiments } from "../../../../src/learn/evaluate/experiments.ts";
import { Laboratory } from "../../../../src/learn/evaluate/feature-table.ts";
import { JudgeFigures } from "../../../../src/learn/evaluate/figures.ts";
import { type Recipe, trainable } from "../../../../src/learn/evaluate/methods.ts";
import { summarise } from "../../../../src/learn/metrics/summarise.ts";
import { createExampleTasks } from "../../../support/learn-parts.ts";

const RECIPE: Recipe = {
  name: "hidden",
  blocks: [
    { feature: "hidden", centred: true },
    { feature: "hidden", centred: false },
    { feature: "margin", centred: false },
    { feature: "meanLogprob", centred: true },
  ],
  objective: { kind: "joint", share: 0.5 },
  penalties: [0.03, 0.3],
};
const FOLDS = { outer: 3, inner: 3 };

function within(tasks: ReturnType<typeof createExampleTasks>, seed = 1, recipe = RECIPE) {
  const { scored, choices } = crossValidate({
    laboratory: new Laboratory(tasks),
    recipes: [recipe],
    folds: FOLDS,
    seed,
  });
  return { scored, choices, figures: summarise(scored, { seed: 1, resamples: 50 }) };
}

describe("crossValidate", () => {
  it("finds a direction that tells right from wrong, and says how likely", () => {
    const { figures, scored } = within(createExampleTasks(60, 1));
    expect(figures.ranking.withinTaskAuc.value).toBeGreaterThan(0.85);
    expect(figures.ranking.gapClosed.value).toBeGreaterThan(0.6);
    expect(figures.probability?.brierSkill.value).toBeGreaterThan(0.1);
    expect(scored).toHaveLength(360);
  });

  it("trains a small network in place of the linear head where the recipe has units", () => {
    const { choices, figures } = within(createExampleTasks(60, 1), 1, { ...RECIPE, units: 4 });
    expect(choices[0]?.variant).toBe("4 hidden units joint 0.5");
    expect(figures.ranking.withinTaskAuc.value).toBeGreaterThan(0.7);
  });

  it("tries no network on fewer families than its folds of folds need", () => {
    const recipes: Recipe[] = [RECIPE, { ...RECIPE, name: "network", units: 4 }];
    const tasks = createExampleTasks(25, 1);
    expect(trainable(recipes, tasks)).toHaveLength(2);
    const few = tasks.map((task, i) => ({ ...task, family: `f${i % 8}` }));
    expect(trainable(recipes, few)).toEqual([RECIPE]);
  });

  it("finds nothing where there is nothing: no outcome leaks from the held-out folds", () => {
    const aucs = [1, 2, 3, 4].map(
      (seed) => within(createExampleTasks(60, 0, seed)).figures.ranking.withinTaskAuc.value ?? 0,
    );
    const mean = aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.06);
  });

  it("scores only what it is told to, and trains on the rest", () => {
    const tasks = createExampleTasks(60, 1);
    const { scored } = crossValidate({
      ...{ laboratory: new Laboratory(tasks), recipes: [RECIPE], folds: FOLDS, seed: 1 },
      trainOn: ({ language }) => language === "python",
      scoreOn: ({ language }) => language === "java",
    });
    expect(new Set(scored.map(({ language }) => language))).toEqual(new Set(["java"]));
    expect(
      summarise(scored, { seed: 1, resamples: 10 }).ranking.withinTaskAuc.value,
    ).toBeGreaterThan(0.8);
  });
});

describe("buildJudge", () => {
  const tasks = createExampleTasks(60, 1);
  const judge = buildJudge({
    ...{ name: "test", base: { model: "m", sha256: "0".repeat(64) }, view: "as-answer" },
    ...{ domain: "function", tasks, recipes: [RECIPE], pools: [], seed: 1, metrics: {} },
    risk: { alpha: 0.4, delta: 0.1 },
  });

  it("writes a file whose scores, from raw features, order as the trained head does", () => {
    const file = parseJudgeFile(JSON.stringify(judge), "test");
    expect(file.head.weights).toHaveLength(12 + 12 + 2);
    const rows = tasks.flatMap((task) => {
      const scores = headScores(
        file.head,
        task.examples.map(({ observation }) => observation),
      );
      const { task: name, family, language, generator, domain, weight } = task;
      return task.examples.map(({ id, passed }, i) => {
        const names = { task: name, family, language, generator, domain, weight };
        return { ...names, id, passed, score: scores[i] ?? Number.NaN };
      });
    });
    const { ranking } = summarise(rows, { seed: 1, resamples: 10 });
    // Trained on these very tasks, so at least as good as the held-out figure.
    expect(ranking.withinTaskAuc.value).toBeGreaterThan(0.88);
    // Scores are log-odds: about as many above zero as are right.
    const yes = rows.filter(({ score }) => score > 0).length / rows.length;
    const right = rows.filter(({ passed }) => passed).length / rows.length;
    expect(Math.abs(yes - right)).toBeLessThan(0.12);
  });

  it("takes a feature that is not known as its mean", () => {
    const { head } = parseJudgeFile(JSON.stringify(judge), "test");
    const [first] = tasks[0]?.examples ?? [];
    if (first === undefined) throw new Error("no example");
    const unknown = [{ ...first.observation, meanLogprob: null }, first.observation];
    expect(headScores(head, unknown).every(Number.isFinite)).toBe(true);
    const blocks = [{ feature: "agreement", centred: true } as const];
    const two = { ...head, blocks: [...blocks, { feature: "agreement", centred: false } as const] };
    const alone = { ...two, weights: Float32Array.of(5, 3), fill: Float32Array.of(0, 0.6) };
    const [score] = headScores(alone, [{ ...first.observation, agreement: Number.NaN }]);
    expect(score).toBeCloseTo(alone.intercept + 3 * 0.6, 5);
  });

  it("believes more in a pick that stands out", () => {
    const calibration = parseJudgeFile(JSON.stringify(judge), "test").calibrations.function;
    if (calibration === undefined) throw new Error("no calibration");
    expect(pickedInputs([1, 4, 3])).toEqual([4, 1, 8 / 3]);
    expect(pickedInputs([])).toEqual([0, 0, 0]);
    expect(pickedProbability(calibration, [5, -1, -2])).toBeGreaterThan(
      pickedProbability(calibration, [-3, -3.1, -4]),
    );
    expect(calibration.tasks).toBe(60);
  });
});

describe("runExperiments", () => {
  it("measures the judge beside all rivals, in the form of the report", () => {
    const tasks = createExampleTasks(40, 1);
    const steps: string[] = [];
    const { scored, ...measured } = runExperiments({
      ...{ domain: "function", tasks, settled: [], greedy: [], folds: FOLDS, seed: 1 },
      resamples: 20,
      views: new Map([["own (m)", tasks.slice(0, 30)]]),
      onStep: (step) => steps.push(step),
    });
    const names = measured.baselines.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["votes", "length", "zero-shot margin"]));
    expect(measured.learningCurve.map(({ tasks: n }) => n)).toEqual([7, 13, 20, 27]);
    expect(measured.crossChecks.map(({ name }) => name)).toEqual([
      "language java",
      "language python",
    ]);
    expect(measured.views[0]).toMatchObject({ view: "own (m)", tasks: 30 });
    const votes = measured.baselines.find(({ name }) => name === "votes");
    expect(votes?.difference.withinTaskAuc.low).toBeGreaterThan(0);
    expect(scored).toHaveLength(240);
    expect(measured.partitions.map(({ seed }) => seed)).toEqual([2, 3, 4, 5]);
    expect(measured.partitions[0]?.gapClosed).toBeGreaterThan(0.4);
    const figures = {
      ...{ version: 1, name: "j", base: { model: "m", sha256: "0" }, view: "as-answer" },
      ...{ generators: ["g"], languages: ["python"], domain: "function", pools: [] },
      ...{ folds: FOLDS, seed: 1, ...measured },
    };
    expect(JudgeFigures.safeParse(JSON.parse(JSON.stringify(figures))).success).toBe(true);
    expect(steps.length).toBeGreaterThan(5);
  }, 60_000);
});
