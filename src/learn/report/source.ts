import type { JudgeFigures } from "../evaluate/figures.ts";
import { count, levelOf, listOf } from "./numbers.ts";

/** Figures and the file they come from. */
export interface ReportSource {
  readonly file: string;
  readonly figures: JudgeFigures;
}

/** A judge of the report, with the name it has there. */
export interface NamedJudge extends ReportSource {
  readonly label: string;
}

/** Judges with names that differ: where two are called alike, the file tells them apart. */
export function nameJudges(sources: readonly ReportSource[]): NamedJudge[] {
  return sources.map((source) => {
    const { name } = source.figures;
    const alone = sources.filter(({ figures }) => figures.name === name).length === 1;
    return { ...source, label: alone ? name : `${name} (${source.file})` };
  });
}

/** "378 tasks of 361 families": what every figure is measured on. */
export function basis({ tasks, families }: { tasks: number; families: number }): string {
  return `${count(tasks, "task")} of ${count(families, "family", "families")}`;
}

const LANGUAGES: Readonly<Record<string, string>> = {
  python: "Python",
  java: "Java",
  javascript: "JavaScript",
  typescript: "TypeScript",
};

/** "Java and Python". */
export function languagesOf({ languages }: JudgeFigures): string {
  return listOf(languages.map((language) => LANGUAGES[language] ?? language));
}

/** Candidates a task, on average. */
export function candidatesATask({ judge }: JudgeFigures): string {
  const mean = judge.candidates / judge.tasks;
  return Number.isInteger(mean) ? String(mean) : mean.toFixed(1);
}

/** The level of all intervals: "95 %". */
export function levelsOf(judges: readonly NamedJudge[]): string {
  const levels = judges.map(({ figures }) => levelOf(figures.judge.bootstrap.level));
  return listOf([...new Set(levels)]);
}

/** What the share of the gap closed lies between. */
export const ENDS = [
  { x: 0, label: "random pick" },
  { x: 1, label: "perfect pick (oracle)" },
];
