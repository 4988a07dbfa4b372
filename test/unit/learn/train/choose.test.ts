import { describe, expect, it } from "@jest/globals";
import { splitFolds } from "../../../../src/learn/folds.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import { createAdam } from "../../../../src/learn/train/adam.ts";
import {
  chooseHead,
  holdOutScores,
  linearTrainer,
  mlpTrainer,
} from "../../../../src/learn/train/choose.ts";
import { scoreHead } from "../../../../src/learn/train/head.ts";
import { matrixFromRows } from "../../../../src/learn/train/matrix.ts";
import { lossGradient, trainMlp } from "../../../../src/learn/train/mlp.ts";
import { createTrainingSet, type TrainingSet } from "../../../../src/learn/train/training-set.ts";
import { createScored } from "../create-scored.ts";
import { randomNormal } from "../random-normal.ts";

/** Tasks of six candidates; the outcome follows `law` of four features. */
function simulate(tasks: number, seed: number, law: (x: readonly number[]) => number): TrainingSet {
  const random = createRandom(seed);
  const features: number[][] = [];
  const rows = Array.from({ length: tasks * 6 }, (_, id) => {
    const x = [0, 1, 2, 3].map(() => randomNormal(random));
    features.push(x);
    const task = `t${Math.floor(id / 6)}`;
    return createScored({ task, id, passed: law(x) + 0.3 * randomNormal(random) > 0 });
  });
  return createTrainingSet(matrixFromRows(features), rows);
}

const linear = ([a = 0, b = 0]: readonly number[]) => a - b;
const PAIRWISE = { objective: { kind: "pairwise" }, centred: false } as const;

describe("chooseHead", () => {
  const set = simulate(60, 1, linear);
  const folds = splitFolds(set.tasks, 4, createRandom(2));

  it("takes the variant that orders held-out tasks best", () => {
    const choice = chooseHead(set, folds, [linearTrainer(PAIRWISE, [1e4, 0.1])]);
    expect(choice.table.map(({ variant }) => variant)).toEqual([
      "linear pairwise, penalty 10000",
      "linear pairwise, penalty 0.1",
    ]);
    const values = choice.table.map(({ value }) => value);
    expect(choice.variant).toBe(choice.table[values.indexOf(Math.max(...values))]?.variant);
    expect(Math.max(...values)).toBeGreaterThan(0.9);
  });

  it("gives held-out scores of every row, by heads that did not see its task", () => {
    const trainer = linearTrainer(PAIRWISE, [0.1]);
    const choice = chooseHead(set, folds, [trainer], "gapClosed");
    const [scores] = holdOutScores(set, folds, trainer);
    expect(choice.heldScores).toEqual(scores);
    expect(choice.heldScores.every(Number.isFinite)).toBe(true);
    expect(choice.heldScores).not.toEqual(scoreHead(choice.head, set.features, set.tasks));
  });

  it("by log loss prefers a calibrated penalty over a crushing one", () => {
    const options = { objective: { kind: "pointwise" }, centred: false } as const;
    const choice = chooseHead(set, folds, [linearTrainer(options, [1e4, 0.01])], "logLoss");
    expect(choice.variant).toBe("linear pointwise, penalty 0.01");
  });

  it("takes the first of equal variants, and refuses none", () => {
    const twice = [linearTrainer(PAIRWISE, [0.1]), linearTrainer(PAIRWISE, [0.1])];
    expect(chooseHead(set, folds, twice).table).toHaveLength(2);
    expect(() => chooseHead(set, folds, [])).toThrow(RangeError);
  });
});

describe("network", () => {
  const options = { ...PAIRWISE, units: 8, seed: 1, learningRate: 0.02, weightDecay: 0.01 };
  const crossed = ([a = 0, b = 0]: readonly number[]) => a * b;

  it("has the gradient that differences show", () => {
    const set = simulate(4, 3, linear);
    const random = createRandom(4);
    const parameters = [4, 4, 2, 2, 1].map((length) =>
      Float64Array.from({ length }, () => randomNormal(random)),
    );
    const objective = { kind: "joint", share: 0.5 } as const;
    const { gradients } = lossGradient(set, parameters, objective);
    for (const [p, array] of parameters.entries()) {
      for (const [j, value] of array.entries()) {
        const at = (x: number) => {
          array[j] = x;
          return lossGradient(set, parameters, objective).loss;
        };
        const slope = (at(value + 1e-5) - at(value - 1e-5)) / 2e-5;
        array[j] = value;
        expect(gradients[p]?.[j]).toBeCloseTo(slope, 6);
      }
    }
  });

  it("learns what no linear head can", () => {
    const set = simulate(150, 5, crossed);
    const folds = splitFolds(set.tasks, 3, createRandom(6));
    const choice = chooseHead(set, folds, [linearTrainer(PAIRWISE, [0.1]), mlpTrainer(options)]);
    expect(choice.variant).toBe("8 hidden units pairwise");
    expect(choice.table[0]?.value).toBeLessThan(0.65);
    expect(choice.table[1]?.value).toBeGreaterThan(0.8);
  });

  it("is the same for the same seed, also as JSON", () => {
    const set = simulate(20, 7, linear);
    const head = trainMlp(set, options);
    expect(trainMlp(set, options)).toEqual(head);
    const restored = JSON.parse(JSON.stringify(head));
    expect(scoreHead(restored, set.features, set.tasks)).toEqual(
      scoreHead(head, set.features, set.tasks),
    );
  });
});

describe("createAdam", () => {
  it("by hand: the first step is the learning rate, after decay", () => {
    const weights = Float64Array.of(1, -2);
    createAdam([weights], { learningRate: 0.1, weightDecay: 0.5 })([Float64Array.of(3, -0.01)]);
    expect(weights[0]).toBeCloseTo(1 * 0.95 - 0.1, 6);
    expect(weights[1]).toBeCloseTo(-2 * 0.95 + 0.1, 4);
  });
});
