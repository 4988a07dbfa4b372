import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import {
  codeBlindAuc,
  pairwiseAccuracy,
  parsingAuc,
  pooledAuc,
  withinTaskAuc,
} from "../../../../src/learn/metrics/auc.ts";
import {
  codeBlindKappa,
  cohenKappa,
  verdictKappa,
  verdictYesRate,
} from "../../../../src/learn/metrics/kappa.ts";
import { groupByTask, type ScoredTask } from "../../../../src/learn/metrics/scored-task.ts";
import {
  decisiveTieRate,
  gapClosed,
  greedyPass,
  oraclePass,
  pickedPass,
  pickOne,
  randomPass,
  subsetStatistics,
  tieRate,
} from "../../../../src/learn/metrics/selection.ts";
import { evaluateStatistic, type Statistic } from "../../../../src/learn/metrics/statistic.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import type { Scored } from "../../../../src/learn/types.ts";
import { createRows, createScored, createTask } from "../create-scored.ts";

function evaluate(make: (tasks: ScoredTask[]) => Statistic, scored: readonly Scored[]): number {
  const tasks = groupByTask(scored);
  return evaluateStatistic(make(tasks), tasks);
}

const SCORES = [0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.2, 0.7];
const OUTCOMES = [0, 0, 1, 1, 1, 1, 0, 0];
const WEIGHTS = [1, 1, 1, 5, 5, 1, 1, 5];

describe("groupByTask", () => {
  it("puts what one generator wrote for one task together", () => {
    const rows = [
      createScored({ task: "a", id: 1 }),
      createScored({ task: "b", id: 1 }),
      createScored({ task: "a", id: 2 }),
      createScored({ task: "a", id: 1, generator: "large" }),
    ];
    expect(groupByTask(rows).map(({ task, candidates }) => [task, candidates.length])).toEqual([
      ["a", 2],
      ["b", 1],
      ["a", 1],
    ]);
  });

  it.each([
    [[createScored({ score: Number.NaN })]],
    [[createScored({ probability: 1.2 })]],
    [[createScored({ weight: 0 })]],
    [[createScored({ id: 1 }), createScored({ id: 1 })]],
    [[createScored({ id: 1 }), createScored({ id: 2, family: "other" })]],
    [[createScored({ id: 1 }), createScored({ id: 2, weight: 5 })]],
  ])("refuses data that contradict themselves: %#", (rows) => {
    expect(() => groupByTask(rows)).toThrow(RangeError);
  });
});

describe("AUC", () => {
  // roc_auc_score(y, score[, sample_weight=w])
  it.each([
    [[], 0.78125],
    [WEIGHTS, 0.6510416666666666],
  ])("pooled agrees with scikit-learn, weights %j", (weights, value) => {
    expect(evaluate(pooledAuc, createRows(SCORES, OUTCOMES, weights))).toBeCloseTo(value, 12);
  });

  it("within task, by hand: ties half, each mixed task alike, or each pair", () => {
    const rows = [
      ...createTask("a", "100", [1, 1, 0]), // 1.5 of 2 pairs
      ...createTask("b", "1100", [3, 1, 2, 0]), // 3 of 4 pairs
      ...createTask("c", "01", [1, 0]), // 0 of 1 pair
      ...createTask("d", "11", [5, 6]),
      ...createTask("e", "00", [7, 8]),
    ];
    expect(evaluate(withinTaskAuc, rows)).toBeCloseTo((0.75 + 0.75 + 0) / 3, 12);
    expect(evaluate(pairwiseAccuracy, rows)).toBeCloseTo(4.5 / 7, 12);
  });

  it("within task, among those that parse: a wrong one that does not helps nobody", () => {
    const rows = [
      ...createTask("a", "100", [1, 1, 0]), // the last does not parse: half of 1 pair
      ...createTask("b", "10", [2, 1]), // unknown: counts
      ...createTask("c", "10", [2, 1]), // nothing wrong is left
    ].map((row) => ({
      ...row,
      parses: row.task === "b" ? undefined : row.id === 1 || (row.task === "a" && row.id === 2),
    }));
    expect(evaluate(parsingAuc, rows)).toBeCloseTo((0.5 + 1) / 2, 12);
    expect(evaluate(withinTaskAuc, rows)).toBeCloseTo((0.75 + 1 + 1) / 3, 12);
  });

  it("is undefined without right and wrong ones", () => {
    expect(evaluate(withinTaskAuc, createTask("a", "11", [1, 2]))).toBeNaN();
    expect(evaluate(pooledAuc, createTask("a", "11", [1, 2]))).toBeNaN();
  });

  it("of a code-blind predictor is high although it cannot choose", () => {
    const rows = [
      ...createTask("easy", "1110", [1, 1, 1, 1]),
      ...createTask("hard", "0001", [0, 0, 0, 0]),
    ];
    // By hand: right 3 at 0.75 and 1 at 0.25; wrong 1 and 3: (3·3 + 3·½ + 3·½)/16.
    expect(evaluate(codeBlindAuc, rows)).toBeCloseTo(12 / 16, 12);
    expect(evaluate(withinTaskAuc, rows)).toBe(0.5);
  });
});

describe("kappa", () => {
  // cohen_kappa_score(y, [s >= .4 for s in score][, sample_weight=w])
  it.each([
    [[], 0.25],
    [WEIGHTS, 0.18604651162790697],
  ])("agrees with scikit-learn, weights %j", (weights, value) => {
    const rows = createRows(SCORES, OUTCOMES, weights);
    const rule = { by: "score", threshold: 0.4 } as const;
    expect(evaluate((tasks) => verdictKappa(tasks, rule), rows)).toBeCloseTo(value, 12);
  });

  it("of one who always says yes is 0, of two who always agree on one word undefined", () => {
    const counts = { truePositive: 3, falsePositive: 2, falseNegative: 0, trueNegative: 0 };
    expect(cohenKappa(counts)).toBe(0);
    expect(cohenKappa({ ...counts, falsePositive: 0 })).toBeNaN();
  });

  it("of a code-blind predictor, by hand", () => {
    const rows = [
      ...createTask("easy", "1110", [0, 0, 0, 0]),
      ...createTask("hard", "0001", [0, 0, 0, 0]),
    ];
    // Verdicts yes for the four of `easy`: 3 + 3 of 8 agree, 4 by chance.
    expect(evaluate(codeBlindKappa, rows)).toBeCloseTo(0.5, 12);
  });

  it("counts how often the verdict is yes, by probability", () => {
    const rows = createRows(SCORES, OUTCOMES);
    const rule = { by: "probability", threshold: 0.5 } as const;
    expect(evaluate((tasks) => verdictYesRate(tasks, rule), rows)).toBe(3 / 8);
  });
});

describe("selection", () => {
  const rows = [
    ...createTask("a", "1000", [2, 2, 1, 0]), // pick ½, random ¼, oracle 1
    ...createTask("b", "0110", [0, 3, 2, 1]), // pick 1, random ½, oracle 1
    ...createTask("c", "0000", [1, 1, 0, 0], { weight: 2 }), // nothing, twice
  ];

  it.each([
    ["picked", pickedPass, 1.5 / 4],
    ["random", randomPass, 0.75 / 4],
    ["oracle", oraclePass, 2 / 4],
    ["gap closed", gapClosed, (1.5 - 0.75) / (2 - 0.75)],
    ["ties", tieRate, 3 / 4],
    ["decisive ties", decisiveTieRate, 1 / 4],
  ])("%s, by hand", (_, make, value) => {
    expect(evaluate(make, rows)).toBeCloseTo(value, 12);
  });

  it("of greedy answers, where they are known", () => {
    const greedy = [
      { task: "a", generator: "small", passed: true },
      { task: "c", generator: "small", passed: false },
      { task: "b", generator: "other", passed: true },
    ];
    expect(evaluate((tasks) => greedyPass(tasks, greedy), rows)).toBeCloseTo(1 / 3, 12);
    expect(evaluate((tasks) => greedyPass(tasks, []), rows)).toBeNaN();
  });

  it("picks one as a run would: votes, likelihood and order tell equal scores apart", () => {
    const tied = [
      createScored({ id: 1, votes: 1 }),
      createScored({ id: 2, votes: 2, meanLogprob: -0.2 }),
      createScored({ id: 3, votes: 2, meanLogprob: -0.1 }),
      createScored({ id: 4, votes: 2, meanLogprob: -0.1 }),
      createScored({ id: 5, votes: 3, score: -1 }),
    ];
    expect(
      groupByTask(tied)
        .map(pickOne)
        .map(({ id }) => id),
    ).toEqual([3]);
  });

  const outcomes = fc.array(fc.boolean(), { minLength: 2, maxLength: 10 });
  const mixed = fc
    .array(outcomes, { minLength: 1, maxLength: 8 })
    .filter((tasks) => tasks.some((own) => own.includes(true) && own.includes(false)));

  test.prop([mixed])("closes the whole gap with the outcome as score", (tasks) => {
    const scored = tasks.flatMap((own, t) =>
      own.map((passed, id) => createScored({ task: `t${t}`, id, passed, score: Number(passed) })),
    );
    expect(evaluate(gapClosed, scored)).toBeCloseTo(1, 10);
    expect(evaluate(withinTaskAuc, scored)).toBe(1);
  });

  test.prop([mixed])("closes nothing where all scores are equal", (tasks) => {
    const scored = tasks.flatMap((own, t) =>
      own.map((passed, id) => createScored({ task: `t${t}`, id, passed, score: 1 })),
    );
    expect(evaluate(gapClosed, scored)).toBeCloseTo(0, 10);
    expect(evaluate(withinTaskAuc, scored)).toBe(0.5);
  });

  test.prop([mixed, fc.integer()])("does not see monotone maps of the score", (tasks, seed) => {
    const random = createRandom(seed);
    const scored = tasks.flatMap((own, t) =>
      own.map((passed, id) =>
        createScored({ task: `t${t}`, id, passed, score: Math.floor(random() * 6) }),
      ),
    );
    const mapped = scored.map((row) => ({ ...row, score: Math.exp(row.score) - 3 }));
    for (const make of [pooledAuc, withinTaskAuc, pairwiseAccuracy, gapClosed, pickedPass]) {
      expect(evaluate(make, mapped)).toBe(evaluate(make, scored));
    }
  });
});

describe("subsetStatistics", () => {
  const evaluateSubset = (rows: readonly Scored[], n: number) => {
    const tasks = groupByTask(rows);
    const { picked, oracle, gapClosed: gap } = subsetStatistics(tasks, n);
    return [picked, oracle, gap].map((statistic) => evaluateStatistic(statistic, tasks));
  };

  it("by hand: two of three, the right one in the middle", () => {
    const rows = createTask("a", "010", [3, 2, 1]);
    // Subsets {3,2}: wrong, {3,1}: wrong, {2,1}: right.
    const [picked, oracle, gap] = evaluateSubset(rows, 2);
    expect(picked).toBeCloseTo(1 / 3, 12);
    expect(oracle).toBeCloseTo(2 / 3, 12);
    expect(gap).toBeCloseTo(0, 12);
  });

  it("of one candidate is the random pick, and has no gap", () => {
    const [picked, oracle, gap] = evaluateSubset(createTask("a", "0110", [3, 2, 1, 0]), 1);
    expect(picked).toBeCloseTo(0.5, 12);
    expect(oracle).toBeCloseTo(0.5, 12);
    expect(gap).toBeNaN();
  });

  const task = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 3 })), {
    minLength: 1,
    maxLength: 8,
  });
  test.prop([task, fc.integer({ min: 1, max: 10 })])(
    "is the mean over all subsets, ties and all",
    (candidates, n) => {
      const rows = candidates.map(([passed, score], id) => createScored({ id, passed, score }));
      const size = Math.min(n, rows.length);
      const subsets = subsetsOf(rows, size);
      const mean = (make: (tasks: ScoredTask[]) => Statistic) =>
        subsets.reduce((sum, own) => sum + evaluate(make, own), 0) / subsets.length;
      const [picked, oracle] = evaluateSubset(rows, n);
      expect(picked).toBeCloseTo(mean(pickedPass), 10);
      expect(oracle).toBeCloseTo(mean(oraclePass), 10);
    },
  );
});

function subsetsOf<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) =>
    subsetsOf(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]),
  );
}
