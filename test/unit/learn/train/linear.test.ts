import { describe, expect, it } from "@jest/globals";
import { createRandom } from "../../../../src/learn/random.ts";
import { minimise } from "../../../../src/learn/train/lbfgs.ts";
import {
  type LinearOptions,
  scoreLinear,
  trainLinear,
  trainLinearPath,
} from "../../../../src/learn/train/linear-head.ts";
import {
  matrixFromRows,
  multiply,
  multiplyTransposed,
  selectRows,
} from "../../../../src/learn/train/matrix.ts";
import { createObjective, type ObjectiveSpec } from "../../../../src/learn/train/objectives.ts";
import { applyStandardiser, fitStandardiser } from "../../../../src/learn/train/standardise.ts";
import {
  createTrainingSet,
  rowsOf,
  selectTasks,
} from "../../../../src/learn/train/training-set.ts";
import { createScored } from "../create-scored.ts";
import { randomNormal } from "../random-normal.ts";

// X = [[((i*7 + j*13 + i*i*j) % 11 - 5)/4 for j in range(3)] for i in range(16)]
const ROWS = Array.from({ length: 16 }, (_, i) =>
  [0, 1, 2].map((j) => (((i * 7 + j * 13 + i * i * j) % 11) - 5) / 4),
);
const OUTCOMES = [1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1];
/** Four tasks of four candidates; the last one all right. */
const TASK_WEIGHTS = [1, 1, 2, 5];

const SET = createTrainingSet(
  matrixFromRows(ROWS),
  OUTCOMES.map((passed, i) => {
    const task = Math.floor(i / 4);
    const weight = TASK_WEIGHTS[task] ?? 1;
    return createScored({ task: `t${task}`, id: i, passed: passed === 1, weight });
  }),
);

function expectClose(actual: readonly number[], expected: readonly number[], digits: number) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(actual[i]).toBeCloseTo(value, digits);
}

describe("matrix", () => {
  const x = matrixFromRows(Array.from({ length: 7 }, (_, i) => [i, 1, 5 - i]));

  it("multiplies, in blocks of four rows and the rest", () => {
    const out = new Float64Array(7);
    multiply(x, Float64Array.of(1, 2, 3), out);
    expect([...out]).toEqual([0, 1, 2, 3, 4, 5, 6].map((i) => 17 - 2 * i));
    const back = new Float64Array(3).fill(9);
    multiplyTransposed(x, new Float64Array(7).fill(1), back);
    expect([...back]).toEqual([21, 7, 14]);
  });

  it("selects rows, and refuses what does not fit", () => {
    expect([...selectRows(x, [2, 0]).data]).toEqual([2, 1, 3, 0, 1, 5]);
    expect(() => matrixFromRows([[1], [1, 2]])).toThrow(RangeError);
    expect(() => createTrainingSet(x, [])).toThrow(RangeError);
  });

  it("selects tasks with their rows", () => {
    const tasks = [SET.tasks[2], SET.tasks[0]].flatMap((task) => task ?? []);
    const part = selectTasks(SET, tasks);
    expect([...rowsOf(tasks)]).toEqual([8, 9, 10, 11, 0, 1, 2, 3]);
    expect([...part.passed]).toEqual([1, 1, 0, 1, 1, 0, 0, 1]);
    expect(part.tasks.map(({ rows }) => [...rows])).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
    ]);
    expect([...part.features.data.subarray(0, 3)]).toEqual(ROWS[8]);
  });
});

describe("standardiser", () => {
  // m = np.average(X, axis=0, weights=w); s = sqrt(np.average((X - m)**2, axis=0, weights=w))
  it("agrees with numpy", () => {
    const { mean, scale } = fitStandardiser(SET, false);
    expectClose(mean, [0.125, 0.3125, 0.2708333333333333], 9);
    expectClose(scale, [0.7761640004248815, 0.9249155366842964, 0.848558827267346], 9);
  });

  // C = X - mean of its task; s = the weighted deviation of C
  it("takes off each task's mean where it is told to", () => {
    const standardiser = fitStandardiser(SET, true);
    expectClose(standardiser.mean, [0, 0, 0], 7);
    expectClose(
      standardiser.scale,
      [0.7040310520298251, 0.7577722283113838, 0.8423986091314887],
      6,
    );
    const { data, cols } = applyStandardiser(standardiser, SET.features, SET.tasks);
    for (const { rows } of SET.tasks) {
      const sum = rows.reduce((total, row) => total + (data[row * cols] ?? 0), 0);
      expect(sum).toBeCloseTo(0, 5);
    }
  });

  it("leaves constant features alone, and refuses another width", () => {
    const rows = [1, 2, 3].map((id) => createScored({ id }));
    const set = createTrainingSet(matrixFromRows([[0.1], [0.1], [0.1]]), rows);
    expect(fitStandardiser(set, false).scale).toEqual([1]);
    expect(() => applyStandardiser(fitStandardiser(set, false), SET.features, SET.tasks)).toThrow(
      RangeError,
    );
  });
});

describe("minimise", () => {
  it("finds the minimum of a quadratic", () => {
    const result = minimise((x, gradient) => {
      let value = 0;
      for (let j = 0; j < x.length; j += 1) {
        const away = (x[j] ?? 0) - j;
        value += (j + 1) * away * away;
        gradient[j] = 2 * (j + 1) * away;
      }
      return value;
    }, new Float64Array(30));
    expect(result.converged).toBe(true);
    expect(result.iterations).toBeLessThan(60);
    expectClose(
      [...result.x],
      Array.from({ length: 30 }, (_, j) => j),
      5,
    );
  });

  it("finds the minimum of Rosenbrock's valley", () => {
    const result = minimise(
      (x, gradient) => {
        const [a = 0, b = 0] = x;
        gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
        gradient[1] = 200 * (b - a * a);
        return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
      },
      Float64Array.of(-1.2, 1),
      { tolerance: 1e-8 },
    );
    expectClose([...result.x], [1, 1], 6);
  });
});

describe("objectives", () => {
  it.each<ObjectiveSpec>([
    { kind: "pointwise" },
    { kind: "pairwise" },
    { kind: "listwise" },
    { kind: "joint", share: 0.7 },
  ])("%j has the gradient that differences show", (spec) => {
    const objective = createObjective(spec, SET);
    const random = createRandom(3);
    const scores = Float64Array.from({ length: 16 }, () => randomNormal(random));
    const gradient = new Float64Array(16);
    objective(scores, gradient);
    for (let i = 0; i < 16; i += 1) {
      const moved = (by: number) =>
        objective(
          scores.map((score, j) => (j === i ? score + by : score)),
          new Float64Array(16),
        );
      expect(gradient[i]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 7);
    }
  });

  it("by hand: one right against two wrong ones at equal scores", () => {
    const rows = [true, false, false].map((passed, id) => createScored({ id, passed }));
    const set = createTrainingSet(matrixFromRows([[0], [0], [0]]), rows);
    const loss = (spec: ObjectiveSpec) =>
      createObjective(spec, set)(new Float64Array(3), new Float64Array(3));
    expect(loss({ kind: "pointwise" })).toBeCloseTo(Math.LN2, 12);
    expect(loss({ kind: "pairwise" })).toBeCloseTo(Math.LN2, 12);
    expect(loss({ kind: "listwise" })).toBeCloseTo(Math.log(3), 12);
  });

  it("has nothing to learn from tasks of one outcome only", () => {
    const rows = [1, 2].map((id) => createScored({ id, passed: true }));
    const set = createTrainingSet(matrixFromRows([[0], [1]]), rows);
    const gradient = new Float64Array(2);
    expect(createObjective({ kind: "pairwise" }, set)(Float64Array.of(1, 2), gradient)).toBe(0);
    expect([...gradient]).toEqual([0, 0]);
  });
});

describe("trainLinear", () => {
  const train = (options: LinearOptions) => {
    const head = trainLinear(SET, 0.1, { tolerance: 1e-9, ...options });
    return [...head.weights, head.intercept];
  };

  // LogisticRegression(C=1/(0.1*w.sum()), tol=1e-12).fit(Z, y, sample_weight=w), Z standardised
  it("pointwise agrees with scikit-learn", () => {
    expectClose(
      train({ objective: { kind: "pointwise" }, centred: false }),
      [0.10204950514122368, 0.09131660652004446, -0.3032770004478495, 1.4489451055199707],
      5,
    );
  });

  // scipy.optimize.minimize(loss + 0.05*|b|², method="BFGS", gtol=1e-10) of the loss in plain numpy
  it.each<[string, ObjectiveSpec, number[]]>([
    [
      "pairwise",
      { kind: "pairwise" },
      [-0.013296492442598432, -0.5246796421775515, -0.6128119770369427, 0],
    ],
    [
      "listwise",
      { kind: "listwise" },
      [-1.1063549029591482, -0.39788824750729934, -0.8755508526803205, 0],
    ],
    [
      "joint",
      { kind: "joint", share: 0.7 },
      [0.02526882551730647, -0.4019047297063011, -0.5769897731970062, 1.538539009603651],
    ],
  ])("%s agrees with scipy", (_, objective, expected) => {
    expectClose(train({ objective, centred: false }), expected, 5);
  });

  it("centred pairwise agrees with scipy", () => {
    expectClose(
      train({ objective: { kind: "pairwise" }, centred: true }),
      [-0.009033421658132408, -0.4674656431057418, -0.6168124471187824, 0],
      5,
    );
  });

  it("penalties by column agree with scipy", () => {
    expectClose(
      train({ objective: { kind: "pointwise" }, centred: false, columnPenalties: [1, 10, 0] }),
      [0.23176234694279974, 0.009934377049390946, -0.6150587662852439, 1.5026178107710169],
      5,
    );
  });

  it("gives a path in the order of its penalties, each as if trained alone", () => {
    const options = {
      objective: { kind: "joint", share: 0.5 },
      centred: false,
      tolerance: 1e-8,
    } as const;
    const penalties = [0.01, 1, 0.1];
    for (const [i, head] of trainLinearPath(SET, penalties, options).entries()) {
      const alone = trainLinear(SET, penalties[i] ?? 0, options);
      expectClose(head.weights, alone.weights, 5);
    }
  });

  it("scores new rows as it was trained", () => {
    const head = trainLinear(SET, 0.1, { objective: { kind: "pointwise" }, centred: true });
    const scores = scoreLinear(head, SET.features, SET.tasks);
    const { data } = applyStandardiser(head.standardiser, SET.features, SET.tasks);
    const [a = 0, b = 0, c = 0] = head.weights;
    const [x = 0, y = 0, z = 0] = data;
    expect(scores[0]).toBeCloseTo(a * x + b * y + c * z + head.intercept, 9);
  });
});
