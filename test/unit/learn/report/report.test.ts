import { beforeAll, describe, expect, it } from "@jest/globals";
import type { CrossFigures, JudgeFigures } from "../../../../src/learn/evaluate/figures.ts";
import { type Drawing, loadDrawing } from "../../../../src/learn/report/charts.ts";
import { renderReportPage } from "../../../../src/learn/report/html.ts";
import { renderReportMarkdown } from "../../../../src/learn/report/markdown.ts";
import { percentWithInterval, withInterval } from "../../../../src/learn/report/numbers.ts";
import { buildReport } from "../../../../src/learn/report/report.ts";
import {
  createCrossFigures,
  createJudgeFigures,
  withoutParts,
} from "../../../support/judge-figures.ts";

const HOSTILE = `<script>alert(1)</script>"><img src=x onerror=alert(2)>|\`*_[a](b)\n# \u202eh`;

const figures = createJudgeFigures();
let draw: Drawing;
beforeAll(async () => {
  draw = await loadDrawing();
});

function render(...all: readonly JudgeFigures[]): { page: string; markdown: string } {
  return renderWith([], ...all);
}

function renderWith(crosses: readonly CrossFigures[], ...all: readonly JudgeFigures[]) {
  const sources = all.map((one, index) => ({ file: `figures-${index}.json`, figures: one }));
  const report = buildReport(sources, "patchjudge learn report figures-0.json", crosses);
  return {
    page: renderReportPage(report, draw),
    markdown: renderReportMarkdown(report, undefined),
  };
}

/** What a reader of the page sees. */
function textOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>|<[^>]*>/gs, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");
}

describe("the judge report", () => {
  it("is the same to the byte each time", () => {
    expect(render(createJudgeFigures())).toEqual(render(figures));
  });

  it("says first how far the judge comes, from where, and what that does not say", () => {
    const { page, markdown } = render(figures);
    const { gapClosed, randomPass } = figures.judge.ranking;
    const closed = (100 * (gapClosed.value ?? 0)).toFixed(1);
    for (const text of [textOf(page), markdown]) {
      expect(text).toMatch(new RegExp(`judge-1\\.5b goes ${closed.replace(".", "\\.")}\\s%`));
      expect(text).toContain(`${(100 * (randomPass.value ?? 0)).toFixed(1)}`);
      expect(text).toContain("Function benchmarks are not your repository");
      expect(text.indexOf("not your repository")).toBeLessThan(
        text.indexOf("Every figure with its"),
      );
    }
  });

  it("sets beside what the judge is worth on tasks that had no part in it", () => {
    const cross = createCrossFigures({ skill: 0.4 }, "mbpp-511-600.0.5b.jsonl.gz");
    const { page, markdown } = renderWith([cross], figures);
    const { gapClosed, greedyPass } = cross.ranking;
    const [own] = cross.rules;
    for (const text of [textOf(page), markdown]) {
      expect(text).toContain("mbpp-511-600.0.5b");
      expect(text.replace(/\s/g, " ")).toContain(
        `: mbpp-511-600.0.5b ${percentWithInterval(gapClosed).replace(/\s/g, " ")}.`,
      );
      expect(text).toContain(withInterval(greedyPass));
      expect(text).toContain(withInterval(own?.difference.withinTaskAuc));
    }
    const apart = renderWith([{ ...cross, apartFrom: ["mbpp.jsonl.gz"] }], figures);
    expect(apart.markdown).toContain("mbpp-511-600.0.5b, no near-equal ones");
    expect(render(figures).markdown).not.toContain("no part in the training");
  });

  it("says what planted bugs do not say, where a judge of repositories is among them", () => {
    const planted = { ...figures, domain: "repository" as const };
    const { markdown } = render(planted);
    expect(markdown).toContain("Faults planted in packages are not your issues");
    expect(markdown).not.toContain("Function benchmarks");
    expect(markdown).toContain("passes the package's tests");
  });

  it("shows every figure of the judge, in the page and in the Markdown", () => {
    const { page, markdown } = render(figures);
    const { ranking, probability, sizes } = figures.judge;
    const shown = [
      ...Object.values(ranking),
      ...Object.values(probability ?? {}),
      ...sizes.flatMap(({ picked, oracle, gapClosed }) => [picked, oracle, gapClosed]),
      ...figures.baselines.flatMap((rival) => [
        rival.ranking.gapClosed,
        rival.difference.withinTaskAuc,
      ]),
      ...figures.recipes.map(({ difference }) => difference.gapClosed),
      ...figures.views.map(({ ranking: own }) => own.gapClosed),
      ...figures.learningCurve.map(({ withinTaskAuc }) => withinTaskAuc),
      ...figures.crossChecks.map(({ gapClosed }) => gapClosed),
    ].map(withInterval);
    expect(shown.length).toBeGreaterThan(50);
    expect(shown.filter((text) => !textOf(page).includes(text))).toEqual([]);
    expect(shown.filter((text) => !markdown.includes(text))).toEqual([]);
  });

  it("shows no interval that is not in the figures", () => {
    const known = new Set(
      JSON.stringify(figures)
        .match(/-?\d+\.\d+(?:e-?\d+)?/g)
        ?.map(rounded),
    );
    const intervals = textOf(render(figures).page).matchAll(
      /(\d\.\d{3}) \((\d\.\d{3})–(\d\.\d{3})\)/g,
    );
    const unknown = [...intervals].flatMap((match) =>
      match.slice(1).filter((value) => !known.has(value) && !/^[01]\.000$/.test(value)),
    );
    expect(unknown).toEqual([]);
  });

  it("never shows kappa without its code-blind reference", () => {
    const { markdown } = render(figures);
    const lines = markdown.split("\n");
    const kappas = lines.flatMap((line, i) =>
      line.startsWith("| kappa of the verdict") ? [i] : [],
    );
    expect(kappas).toHaveLength(2);
    for (const index of kappas) expect(lines[index + 1]).toMatch(/^\| kappa, code-blind/);
    expect(markdown).toContain("| kappa | kappa, code-blind |");
    expect(markdown).toContain("Kappa can be high without reading any code");
  });

  it("names the paper's set-up beside ours", () => {
    const { markdown } = render(figures);
    for (const text of ["2602.11911", "722, from CoderEval", "145 test tasks", "0.361", "0.521"]) {
      expect(markdown).toContain(text);
    }
    expect(markdown).toContain("| language | Java | Python and Java | in part |");
    expect(markdown).toContain("secondary sources");
  });

  it("gives each chart a text, a title and units", () => {
    const { page } = render(figures);
    const charts = page.match(/<svg.*?<\/svg>/gs) ?? [];
    expect(charts.length).toBeGreaterThanOrEqual(11);
    for (const chart of charts) {
      expect(chart).toMatch(/role="img"/);
      expect(chart).toMatch(/aria-label="[^"]{20,}"/);
      expect(chart).toMatch(/share|AUC|pass@1/);
      expect(chart).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it("has sentences, not empty charts, where something was not measured", () => {
    const { page, markdown } = render(withoutParts(figures));
    expect(markdown.match(/Not measured yet\./g)).toHaveLength(7);
    expect(markdown.match(/gives no probabilities/g)).toHaveLength(2);
    // What its pick brings.
    expect(page.match(/<svg/g)).toHaveLength(1);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it("says so where a judge may be no better than chance, or is worse", () => {
    const unclear = withGap({ value: 0.05, low: -0.1, high: 0.2 });
    expect(render(unclear).markdown).toContain("may be no better than chance: it goes 5.0");
    const worse = withGap({ value: -0.2, low: -0.3, high: -0.1 });
    expect(render(worse).markdown).toContain("picks worse than chance: it goes −20.0");
    const none = withGap({ value: null, low: null, high: null });
    expect(render(none).markdown).toContain("no task leaves a judge anything to choose");
    expect(render(none).page).not.toMatch(/NaN|Infinity/);
  });

  it("says how much hangs on the split into folds", () => {
    const partitions = [0.4, 0.6].map((gapClosed, seed) => ({
      ...{ seed, gapClosed, withinTaskAuc: 0.99, verdictKappa: 0.5 },
    }));
    const unknown = partitions.map((own) => ({ ...own, gapClosed: null }));
    const nothing = withGap({ value: null, low: null, high: null }).judge;
    const without = textOf(render({ ...figures, judge: nothing, partitions: unknown }).page);
    expect(without).not.toMatch(/Split into folds|Infinity/);
    const judge = withGap({ value: 0.5, low: 0.4, high: 0.6 }).judge;
    const text = textOf(render({ ...figures, judge, partitions }).page);
    expect(text).toMatch(
      /Split into folds otherwise, 2 times more: 40\.0\s% to 60\.0\s% of the way/,
    );
  });

  it("says in its title where a rule without training is as good", () => {
    const even = figures.baselines.map((rival) => ({
      ...rival,
      difference: { ...rival.difference, gapClosed: { value: 0.02, low: -0.1, high: 0.1 } },
    }));
    const { page, markdown } = render({ ...figures, baselines: even });
    expect(markdown).toMatch(/to a perfect one, not clearly more than the untrained rule “.+”\./);
    expect(page).toContain(`class="card decision doubt"`);
    const first = even.map((rival, i) => {
      const gapClosed = i === 0 ? { value: 0.99, low: 0.9, high: 1 } : rival.ranking.gapClosed;
      return { ...rival, name: "of a part", ranking: { ...rival.ranking, gapClosed } };
    });
    const recipes = [...figures.recipes, ...first];
    // Parts of the judge that need no training are rivals too.
    expect(render({ ...figures, recipes }).markdown).toContain("untrained rule “of a part”");
    expect(render(figures).page).not.toContain("decision doubt");
  });

  it("puts several judges side by side, and tells equal names apart", () => {
    const { page, markdown } = render(figures, createJudgeFigures({ skill: 0.2 }));
    expect(markdown).toContain("# What the judges are worth");
    expect(markdown).toContain(
      "| figure | judge-1.5b (figures-0.json) | judge-1.5b (figures-1.json) |",
    );
    expect(page).toContain("The judges side by side");
  });
});

describe("a hostile name", () => {
  it("is text wherever it stands", () => {
    const hostile: JudgeFigures = {
      ...figures,
      ...{ name: HOSTILE, view: HOSTILE, languages: [HOSTILE], generators: [HOSTILE] },
      base: { model: HOSTILE, sha256: HOSTILE },
      pools: figures.pools.map((pool) => ({ ...pool, name: HOSTILE })),
      choices: figures.choices.map((choice) => ({ ...choice, recipe: HOSTILE, variant: HOSTILE })),
      baselines: figures.baselines.map((rival) => ({ ...rival, name: HOSTILE })),
      recipes: figures.recipes.map((rival) => ({ ...rival, name: HOSTILE })),
      views: figures.views.map((rival) => ({ ...rival, name: HOSTILE, view: HOSTILE })),
      crossChecks: figures.crossChecks.map((row) => ({ ...row, name: HOSTILE, trained: HOSTILE })),
    };
    const { page, markdown } = render(hostile);
    expect(page).not.toMatch(/<script|<img|\u202e/i);
    expect(markdown).not.toMatch(/(?<!\\)<(?!!--)|\u202e|(?<!\\)`\*|^# h/m);
    const widths = markdown
      .split("\n")
      .filter((line) => line.startsWith("| what ranks") || /^\| .*log/.test(line))
      .map((line) => line.replaceAll("\\|", "").split("|").length);
    expect(new Set(widths).size).toBeLessThanOrEqual(2);
  });
});

function withGap(gapClosed: JudgeFigures["judge"]["ranking"]["gapClosed"]): JudgeFigures {
  const { judge } = figures;
  return { ...figures, judge: { ...judge, ranking: { ...judge.ranking, gapClosed } } };
}

function rounded(text: string): string {
  return Math.abs(Number(text)).toFixed(3);
}
