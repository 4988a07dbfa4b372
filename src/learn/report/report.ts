import type { CrossFigures } from "../evaluate/figures.ts";
import type { Block, ReportDocument } from "./document.ts";
import { elsewhere } from "./elsewhere.ts";
import { glance } from "./glance.ts";
import { headline } from "./headline.ts";
import { choices, learningCurve, sizes } from "./judge-curves.ts";
import { reliability, riskCoverage } from "./judge-probabilities.ts";
import { baselines, crossChecks, recipes, views } from "./judge-rivals.ts";
import { howMade } from "./made.ts";
import { groupTable, overview } from "./overview.ts";
import { paper } from "./paper.ts";
import { howToRead } from "./reading.ts";
import { type NamedJudge, nameJudges, type ReportSource } from "./source.ts";

/**
 * What judges are worth, from their figures, and from those of pools that had no part in them (`crosses`).
 * `command` is what a reader would type to get the same. Depends on nothing but its arguments.
 */
export function buildReport(
  sources: readonly ReportSource[],
  command: string,
  crosses: readonly CrossFigures[] = [],
): ReportDocument {
  const judges = nameJudges(sources);
  return {
    title: judges.length === 1 ? "What the judge is worth" : "What the judges are worth",
    blocks: [
      ...headline(judges, crosses),
      ...glance(judges),
      ...elsewhere(crosses),
      ...overview(judges),
      ...judges.flatMap(aboutJudge),
      ...paper(judges),
      ...howToRead(),
      ...howMade(judges, command),
    ],
  };
}

function aboutJudge({ label, figures }: NamedJudge): Block[] {
  const { language, generator, domain } = figures.judge.groups;
  const parts = [
    ...groupTable("language", language),
    ...groupTable("generator", generator),
    ...groupTable("domain", domain),
  ];
  return [
    { kind: "heading", level: 2, text: label },
    ...baselines(label, figures),
    ...sizes(figures),
    ...reliability(figures),
    ...riskCoverage(figures),
    ...learningCurve(figures),
    ...recipes(label, figures),
    ...views(figures),
    ...crossChecks(figures),
    ...(parts.length === 0
      ? []
      : [{ kind: "heading", level: 3, text: "Parts of the tasks" } as const, ...parts]),
    ...choices(figures),
  ];
}
