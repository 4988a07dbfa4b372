import type { CrossFigures, JudgeFigures, Rival } from "../evaluate/figures.ts";
import type { Block, Card } from "./document.ts";
import { elsewhereText } from "./elsewhere.ts";
import {
  levelOf,
  listOf,
  percent,
  percentWithInterval,
  pointsWithInterval,
  sureness,
} from "./numbers.ts";
import { candidatesATask, languagesOf, type NamedJudge } from "./source.ts";

/** What a team lead should know, before any table: each judge in a card, then the limits. */
export function headline(judges: readonly NamedJudge[], crosses: readonly CrossFigures[]): Block[] {
  const sure = [...new Set(judges.map(({ figures }) => sureText(figures)))];
  const [once, other] = sure;
  // Said once where it is the same for all.
  const shared = judges.length > 1 && once !== undefined && other === undefined;
  return [
    ...judges.map((judge) =>
      judgeCard(judge, [
        shared ? "" : sureText(judge.figures),
        elsewhereText(judge.figures.name, crosses),
      ]),
    ),
    ...(shared ? [{ kind: "text", text: once } as const] : []),
    limitsCard(judges),
  ];
}

function judgeCard({ label, figures }: NamedJudge, more: readonly string[]): Card {
  // Green is for judges that clearly beat chance, and every rule that needs no training.
  const isBetter = sureness(figures.judge.ranking.gapClosed) === "above" && caveat(figures) === "";
  return {
    kind: "card",
    tone: isBetter ? "headline" : "doubt",
    title: titleOf(label, figures),
    texts: [
      whereText(figures),
      rankingText(figures),
      rivalText(figures),
      splitText(figures),
      ...more,
    ].filter((text) => text !== ""),
  };
}

function titleOf(label: string, figures: JudgeFigures): string {
  const { gapClosed } = figures.judge.ranking;
  if (gapClosed.value === null) return `${label}: no task leaves a judge anything to choose.`;
  const closed = percentWithInterval(gapClosed);
  const way = "of the way from a random pick to a perfect one";
  if (sureness(gapClosed) === "above") return `${label} goes ${closed} ${way}${caveat(figures)}.`;
  if (sureness(gapClosed) === "below") {
    return `${label} picks worse than chance: it goes ${closed} ${way}.`;
  }
  return `${label} may be no better than chance: it goes ${closed} ${way}.`;
}

/** What is better than chance may still be no better than what needs no training. */
function caveat(figures: JudgeFigures): string {
  const rule = strongestRule(figures);
  if (rule === undefined || sureness(rule.difference.gapClosed) === "above") return "";
  const than = sureness(rule.difference.gapClosed) === "below" ? "less" : "not clearly more";
  return `, ${than} than the untrained rule “${rule.name}”`;
}

function whereText(figures: JudgeFigures): string {
  const { judge, generators, base } = figures;
  const { randomPass, greedyPass, pickedPass, oraclePass } = judge.ranking;
  const families =
    judge.families < judge.tasks ? ` (${judge.families} families of near-equal tasks)` : "";
  const all = Math.round(judge.weightedTasks);
  const drawn =
    judge.weightedTasks === judge.tasks
      ? ""
      : `, out of ${all}: where all candidates are right or all are wrong any pick does as well, so only some of those were read`;
  const greedy =
    greedyPass.value === null
      ? ""
      : ` The generator's own first choice, its greedy answer, passes in ${percent(greedyPass.value)}.`;
  return `It reads candidate solutions with ${base.model} and picks one. Measured on ${judge.tasks} ${languagesOf(
    figures,
  )} tasks${families}${drawn}. With ${candidatesATask(figures)} candidates a task, written by ${listOf(
    generators,
  )}, a random candidate passes the tests in ${percent(randomPass.value)} of tasks, the judge's pick in ${percentWithInterval(
    pickedPass,
  )}, a perfect judge's pick in ${percent(oraclePass.value)}.${greedy}`;
}

function rankingText({ judge }: JudgeFigures): string {
  const { withinTaskAuc } = judge.ranking;
  if (withinTaskAuc.value === null) return "";
  return `Shown a right and a wrong candidate for the same task, it puts the right one first in ${percentWithInterval(
    withinTaskAuc,
  )} of cases; guessing gives 50\u00a0%. Only the ${judge.mixedTasks} tasks with right and wrong candidates can show this.`;
}

/** The strongest rule that nobody has to train: choosing it afterwards favours the rule. */
function strongestRule({ baselines, recipes }: JudgeFigures): Rival | undefined {
  return [...baselines, ...recipes]
    .filter(({ kind, ranking }) => kind === "fixed" && ranking.gapClosed.value !== null)
    .sort(byGapThenAuc)[0];
}

/** Rules that pick as well as each other differ in the last digits only. */
function byGapThenAuc({ ranking: a }: Rival, { ranking: b }: Rival): number {
  const ahead = (b.gapClosed.value ?? 0) - (a.gapClosed.value ?? 0);
  if (Math.abs(ahead) > 1e-9) return ahead;
  return (b.withinTaskAuc.value ?? 0) - (a.withinTaskAuc.value ?? 0);
}

function rivalText(figures: JudgeFigures): string {
  const best = strongestRule(figures);
  if (best === undefined) return "";
  const ahead = best.difference.gapClosed;
  const shown = pointsWithInterval(ahead);
  const verdict = {
    above: "the judge is better",
    below: "the rule is better than the judge",
    unclear: "these tasks cannot tell which is better",
  }[sureness(ahead)];
  return `The strongest of the rules that need no training, “${best.name}”, goes ${percentWithInterval(
    best.ranking.gapClosed,
  )} of that way. Judge minus rule: ${shown}, so ${verdict}.`;
}

function sureText({ judge, folds }: JudgeFigures): string {
  const { resamples, level } = judge.bootstrap;
  return `How sure: each task was judged by a version trained without it and without its near-equals (${folds.outer} folds). In brackets: ${levelOf(level)} intervals from ${resamples} resamples of whole families. They cover the luck of which tasks were drawn, not that of training again or of other samples.`;
}

/** How much hangs on the split into folds. */
function splitText({ judge, partitions }: JudgeFigures): string {
  const of = (key: "gapClosed" | "withinTaskAuc") => {
    const values = [judge.ranking[key].value, ...partitions.map((own) => own[key])];
    const known = values.filter((value) => value !== null);
    return known.length === 0
      ? null
      : `${percent(Math.min(...known))} to ${percent(Math.max(...known))}`;
  };
  const [gap, auc] = [of("gapClosed"), of("withinTaskAuc")];
  if (partitions.length === 0 || gap === null || auc === null) return "";
  return `Split into folds otherwise, ${partitions.length} times more: ${gap} of the way, the right one first in ${auc}.`;
}

const WHERE: Readonly<Record<JudgeFigures["domain"], string>> = {
  function:
    "Function benchmarks are not your repository: short functions that stand alone, with tests, public for years, so that the models may have seen them.",
  repository:
    "Faults planted in packages are not your issues: one place was made wrong, the report shows a failing test, and the models may have seen the package.",
};

function limitsCard(judges: readonly NamedJudge[]): Card {
  const domains = (["function", "repository"] as const).filter((domain) =>
    judges.some(({ figures }) => figures.domain === domain),
  );
  return {
    kind: "card",
    tone: "warning",
    title: "What this does not say",
    texts: [
      `${domains.map((domain) => WHERE[domain]).join(" ")} What a judge is worth on issues of real repositories is not measured here.`,
      "Right means: it passes the tests of the benchmark or package. A pick may pass them and still be wrong where they do not look, so nothing here replaces a review.",
      "The figures hold for these generators, languages and numbers of candidates. Where all candidates of a task are wrong, no judge helps.",
    ],
  };
}
