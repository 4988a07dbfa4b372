import { describe, expect, it } from "@jest/globals";
import type { PlayOffLine } from "../../../../src/learn/collect/play-off.ts";
import { LIVE_VIEW, VIEWS } from "../../../../src/learn/collect/views.ts";
import { toScored } from "../../../../src/learn/evaluate/cross-validate.ts";
import type { ExampleTask } from "../../../../src/learn/evaluate/dataset.ts";
import { summarise } from "../../../../src/learn/metrics/summarise.ts";
import { sigmoid } from "../../../../src/learn/numeric.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import { runTrials, type TrialsPlan } from "../../../../src/learn/trials/run-trials.ts";
import { shownOtherwise } from "../../../../src/learn/trials/shown-otherwise.ts";
import { stackSignal } from "../../../../src/learn/trials/stack.ts";
import { TRIALS } from "../../../../src/learn/trials/trials.ts";
import { createExampleTasks } from "../../../support/learn-parts.ts";

const TASKS = createExampleTasks(60, 1);
/** A judge that knows nothing. */
const JUDGE = judgeOf(TASKS, () => 0);

function judgeOf(tasks: readonly ExampleTask[], knows: (passed: boolean) => number) {
  const random = createRandom(3);
  const rows = toScored(
    tasks,
    tasks.flatMap(({ examples }) => examples.map(() => 0)),
  );
  return rows.map((row) => {
    const score = knows(row.passed) + random();
    return { ...row, score, probability: sigmoid(score - 1) };
  });
}

/** The tasks as a view shows them that knows what is right, up to noise, or nothing. */
function viewOf(knowledge: number, seed = 5): ExampleTask[] {
  const random = createRandom(seed);
  return TASKS.map((task) => ({
    ...task,
    examples: task.examples.map((own) => {
      const margin = knowledge * Number(own.passed) + random();
      const reading = {
        ...{ tokens: 9, meanLogprob: margin, lowestLogprob: -1, entropy: 1 },
        likeliestShare: 0.5,
      };
      return { ...own, observation: { ...own.observation, margin, reading } };
    }),
  }));
}

function plan(views: Readonly<Record<string, readonly ExampleTask[]>>): TrialsPlan {
  return {
    ...{ judge: JUDGE, views: new Map(Object.entries(views)), playOff: [], seed: 1, resamples: 50 },
    costs: new Map([["review", { seconds: 2, tokens: 30 }]]),
  };
}

describe("stackSignal", () => {
  const auc = (signal: (passed: boolean, noise: number) => number) => {
    const random = createRandom(9);
    const rows = JUDGE.map((row) => ({ ...row, signal: signal(row.passed, random()) }));
    return summarise(stackSignal(rows, 1), { seed: 1, resamples: 10 }).ranking.withinTaskAuc.value;
  };

  it("uses what a signal knows", () => {
    expect(auc((passed, noise) => Number(passed) + noise)).toBeGreaterThan(0.9);
  });

  it("turns one round that says the opposite", () => {
    expect(auc((passed, noise) => noise - Number(passed))).toBeGreaterThan(0.9);
  });

  it("gains nothing from noise, and survives a signal that never varies", () => {
    expect(Math.abs((auc((_, noise) => noise) ?? 0) - 0.5)).toBeLessThan(0.1);
    expect(auc(() => 1)).toEqual(expect.any(Number));
  });
});

describe("runTrials", () => {
  it("shows a better question as better, alone and beside the judge", () => {
    const [trial] = runTrials(plan({ [LIVE_VIEW]: viewOf(0.2), review: viewOf(1) }));
    expect(trial).toMatchObject({ name: "in the words of a review", tasks: 60 });
    expect(trial?.alone?.withinTaskAuc.value).toBeGreaterThan(0.9);
    expect(trial?.instead?.name).toBe("verdict");
    expect(trial?.instead?.gain.withinTaskAuc.low).toBeGreaterThan(0.1);
    expect(trial?.gain.withinTaskAuc.low).toBeGreaterThan(0.1);
    expect(trial?.cost).toEqual({ seconds: 2, tokens: 30 });
  });

  it("knows of no order where all candidates of a task are the same to a view", () => {
    const level = (tasks: ExampleTask[]) =>
      tasks.map((task) => ({
        ...task,
        examples: task.examples.map((own) => {
          const margin = task.examples.filter(({ passed }) => passed).length;
          return { ...own, observation: { ...own.observation, margin } };
        }),
      }));
    const [trial] = runTrials(plan({ [LIVE_VIEW]: viewOf(0), "prompt-only": level(viewOf(0)) }));
    expect(trial?.alone).toBeNull();
    expect(trial?.instead).toBeNull();
    expect(trial?.cost).toBeNull();
    expect(Math.abs(trial?.gain.withinTaskAuc.value ?? 1)).toBeLessThan(0.05);
    expect(trial?.together.brierSkill.value).toBeGreaterThan(
      (trial?.judge.brierSkill.value ?? 1) + 0.1,
    );
  });

  it("leaves out what was not read, or of too few tasks", () => {
    const few = viewOf(1).slice(0, 10);
    expect(runTrials(plan({ [LIVE_VIEW]: viewOf(1), review: few }))).toEqual([]);
  });

  it("says nothing of a reading that an engine did not give", () => {
    const without = viewOf(1).map((task) => ({
      ...task,
      examples: task.examples.map((own) => ({
        ...own,
        observation: { ...own.observation, reading: null },
      })),
    }));
    const names = runTrials(plan({ [LIVE_VIEW]: viewOf(1), reviewer: without }));
    expect(names).toEqual([]);
  });

  it("gains nothing where a judge needs no more than to be fitted again", () => {
    const sure = JUDGE.map((row) => ({ ...row, probability: sigmoid(9 * (row.score - 0.5)) }));
    const views = { [LIVE_VIEW]: viewOf(0), review: viewOf(0, 6) };
    const [trial] = runTrials({ ...plan(views), judge: sure });
    const { judge, together } = trial ?? {};
    const gained = (together?.brierSkill.value ?? 1) - (judge?.brierSkill.value ?? 0);
    expect(gained).toBeLessThan(0.02);
  });

  it("lets the play-off decide among the best, and the judge among the rest", () => {
    const playOff = TASKS.map((task): PlayOffLine => {
      const [a, b] = task.examples;
      const margin = Number(a?.passed) - Number(b?.passed);
      return {
        ...{ task: task.task, generator: task.generator, model: "m", modelSha256: null },
        ...{ promptSha256: "0".repeat(64), cost: { seconds: 1, tokens: 10 } },
        matches: [
          { first: 1, second: 2, margin },
          { first: 2, second: 1, margin: -margin },
        ],
      };
    });
    const [trial] = runTrials({ ...plan({ [LIVE_VIEW]: viewOf(0) }), playOff });
    expect(trial).toMatchObject({ name: "play-off of the judge's best", tasks: 60 });
    expect(trial?.instead?.gain.gapClosed.value).toBeGreaterThan(0);
    expect(trial?.alone?.gapClosed.value).toBeGreaterThan(0);
    expect(trial?.cost).toEqual({ seconds: 1, tokens: 10 });
  });
});

describe("shownOtherwise", () => {
  const hidden = (knows: number, other: number): [ExampleTask[], ExampleTask[]] => [
    viewOf(knows, 5),
    viewOf(other, 5),
  ];
  const measure = ([live, other]: [ExampleTask[], ExampleTask[]]) =>
    shownOtherwise({ live, other: other.slice(0, 40), view: "renamed", seed: 1, resamples: 50 });

  it("sees no change where a view changes nothing", () => {
    const { tasks, asIs, shown, change } = measure(hidden(1, 1));
    expect(tasks).toBe(40);
    expect(asIs.withinTaskAuc.value).toBeGreaterThan(0.8);
    expect(shown).toEqual(asIs);
    expect(change.withinTaskAuc).toEqual({ value: 0, low: 0, high: 0 });
  });

  it("sees what a judge loses of what it went by", () => {
    const { change } = measure(hidden(1, 0));
    expect(change.withinTaskAuc.high).toBeLessThan(-0.1);
  });
});

describe("TRIALS", () => {
  it("name views that there are, and each name once", () => {
    for (const { views } of TRIALS) for (const view of views) expect(VIEWS).toHaveProperty([view]);
    expect(new Set(TRIALS.map(({ name }) => name)).size).toBe(TRIALS.length);
  });
});
