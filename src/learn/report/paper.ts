import type { JudgeFigures } from "../evaluate/figures.ts";
import type { Block, Row } from "./document.ts";
import { bare, decimal, listOf, NONE, withInterval } from "./numbers.ts";
import { basis, candidatesATask, languagesOf, type NamedJudge } from "./source.ts";

/** What the paper's numbers are; no more than secondary sources say. */
const PAPER = {
  name: "paper",
  picked: 0.521,
  random: 0.361,
  kappa: "0.57 (GPT-4.1-mini: 0.54)",
};

const NOT_REPORTED = "not reported, as far as we know";

type Alike = "the same" | "in part" | "different";
type Line = readonly [
  name: string,
  paper: string,
  own: (figures: JudgeFigures) => string,
  alike: (all: readonly JudgeFigures[]) => Alike,
];

const always = (alike: Alike) => () => alike;
const ifFunctions = (all: readonly JudgeFigures[]): Alike =>
  all.every(({ domain }) => domain === "function") ? "the same" : "in part";

const SETUP: readonly Line[] = [
  ["language", "Java", languagesOf, compareLanguages],
  [
    "tasks",
    "722, from CoderEval, MultiPL-E HumanEval and MBPP",
    ({ judge, pools }) => `${basis(judge)}, from ${listOf(pools.map(({ name }) => name))}`,
    always("different"),
  ],
  [
    "scored on",
    "145 test tasks, split off once, ten repetitions",
    ({ folds }) => `all tasks in turn: ${folds.outer} folds, near-equal tasks together`,
    always("different"),
  ],
  [
    "kind of task",
    "functions",
    ({ domain }) => (domain === "function" ? "functions" : "issues of repositories"),
    ifFunctions,
  ],
  [
    "right means",
    "passes the benchmark's tests",
    ({ domain }) =>
      domain === "function" ? "passes the benchmark's tests" : "passes the package's tests",
    ifFunctions,
  ],
  [
    "generator",
    "Qwen2.5-Coder-3B (one of five)",
    ({ generators }) => listOf(generators),
    always("different"),
  ],
  [
    "candidates a task",
    "10",
    candidatesATask,
    (all) => (all.every((one) => candidatesATask(one) === "10") ? "the same" : "in part"),
  ],
  [
    "the generator is shown",
    "not known to us",
    ({ domain }) => (domain === "function" ? "the task as an issue, with one assert" : "an issue"),
    always("different"),
  ],
  ["judge's model", "Qwen2.5-Coder-3B", ({ base }) => base.model, always("different")],
  [
    "judge's training",
    "the whole model fine-tuned to say yes or no",
    () => "a small head on what an unchanged model yields",
    always("different"),
  ],
];

type Result = readonly [name: string, paper: string, read: (figures: JudgeFigures) => string];

const ranked =
  (key: keyof JudgeFigures["judge"]["ranking"]) =>
  ({ judge }: JudgeFigures): string =>
    withInterval(judge.ranking[key]);

const RESULTS: readonly Result[] = [
  ["pass@1 without judge", decimal(PAPER.random), ranked("randomPass")],
  ["pass@1, judge's pick", decimal(PAPER.picked), ranked("pickedPass")],
  ["gain, picked − random", decimal(PAPER.picked - PAPER.random), gain],
  ["pass@1, greedy answer", NOT_REPORTED, ranked("greedyPass")],
  ["pass@1, perfect pick", NOT_REPORTED, ranked("oraclePass")],
  ["gap closed", NOT_REPORTED, ranked("gapClosed")],
  ["within-task AUC", NOT_REPORTED, ranked("withinTaskAuc")],
  ["kappa of the verdict", PAPER.kappa, ranked("verdictKappa")],
  ["kappa, code-blind", NOT_REPORTED, ranked("codeBlindKappa")],
];

/** Difference of the two values; its own interval was not measured. */
function gain({ judge }: JudgeFigures): string {
  const { pickedPass, randomPass } = judge.ranking;
  if (pickedPass.value === null || randomPass.value === null) return NONE;
  return withInterval(bare(pickedPass.value - randomPass.value));
}

function compareLanguages(all: readonly JudgeFigures[]): Alike {
  if (all.every(({ languages }) => languages.join() === "java")) return "the same";
  return all.some(({ languages }) => languages.includes("java")) ? "in part" : "different";
}

/** The paper's numbers beside ours, with everything that keeps them from being comparable. */
export function paper(judges: readonly NamedJudge[]): Block[] {
  const all = judges.map(({ figures }) => figures);
  const setup = SETUP.map(
    ([name, theirs, own, alike]): Row => ({ cells: [name, theirs, ...all.map(own), alike(all)] }),
  );
  const results = RESULTS.map(
    ([name, theirs, own]): Row => ({ cells: [name, theirs, ...all.map(own), ""] }),
  );
  const empty = Array.from({ length: judges.length + 2 }, () => "");
  return [
    { kind: "heading", level: 2, text: "Beside the paper" },
    {
      kind: "text",
      text: "“Improving Code Generation via Small Language Model-as-a-judge” (Crupi, Tufano and Bavota, ICSE 2026, arXiv 2602.11911) is the work to be measured against. Its numbers below are from secondary sources; we have not read the paper in full. The set-ups differ in most rows, so a higher number on either side does not make a better judge.",
    },
    {
      kind: "table",
      caption: "The paper and these judges. “Different” names what must be kept in mind.",
      head: [
        { text: "" },
        { text: PAPER.name },
        ...judges.map(({ label }) => ({ text: label })),
        { text: "set-up" },
      ],
      rows: [
        { role: "part", cells: ["Set-up", ...empty] },
        ...setup,
        { role: "part", cells: ["Results", ...empty] },
        ...results,
      ],
    },
  ];
}
