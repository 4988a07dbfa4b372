import { describe, expect, it } from "@jest/globals";
import { solveCholesky } from "../../../src/learn/cholesky.ts";
import { fitLogistic } from "../../../src/learn/logistic.ts";
import { logit } from "../../../src/learn/numeric.ts";

const SCORES = [0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.2, 0.7];
const OUTCOMES = [0, 0, 1, 1, 1, 1, 0, 0];
const WEIGHTS = [1, 1, 1, 5, 5, 1, 1, 5];

describe("fitLogistic", () => {
  const column = SCORES.map((p) => logit(p));

  // LogisticRegression(C=np.inf, tol=1e-12, max_iter=10000).fit(logit(score), y[, sample_weight=w])
  it.each([
    [undefined, 0.9655942023845354, 0.0999686850433516],
    [WEIGHTS, 0.43700948317898236, 0.2771374398108175],
  ])("agrees with scikit-learn, weights %j", (weights, slope, intercept) => {
    const fitted = fitLogistic({ columns: [column], targets: OUTCOMES, weights });
    expect(fitted.converged).toBe(true);
    expect(fitted.coefficients[0]).toBeCloseTo(slope, 6);
    expect(fitted.intercept).toBeCloseTo(intercept, 6);
  });

  it("fits the base rate alone", () => {
    const fitted = fitLogistic({ columns: [], targets: [1, 0, 0, 0] });
    expect(fitted.intercept).toBeCloseTo(-Math.log(3), 8);
    expect(fitted.loss).toBeCloseTo(4 * (-0.25 * Math.log(0.25) - 0.75 * Math.log(0.75)), 8);
  });

  it("takes an offset, and begins where it is told", () => {
    const offset = [1, 1, 1, 1];
    const fitted = fitLogistic({ columns: [], targets: [1, 0, 0, 0], offset, start: [-2] });
    expect(fitted.intercept).toBeCloseTo(-Math.log(3) - 1, 8);
  });

  it("says that separable data have no answer, unless a ridge makes one", () => {
    const problem = { columns: [[-2, -1, 1, 2]], targets: [0, 0, 1, 1] };
    expect(fitLogistic(problem).converged).toBe(false);
    expect(fitLogistic({ ...problem, ridge: 0.1 }).converged).toBe(true);
  });

  it("says that outcomes of one kind have no answer", () => {
    expect(fitLogistic({ columns: [[1, 2, 3]], targets: [1, 1, 1] }).converged).toBe(false);
  });
});

describe("solveCholesky", () => {
  it("solves", () => {
    const x = solveCholesky(Float64Array.of(4, 2, 2, 3), Float64Array.of(10, 9));
    expect([...(x ?? [])].map((value) => value.toFixed(10))).toEqual([
      "1.5000000000",
      "2.0000000000",
    ]);
  });

  it("refuses a matrix that is not positive definite", () => {
    expect(solveCholesky(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBeUndefined();
  });
});
