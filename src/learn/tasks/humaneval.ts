import { z } from "zod";
import { asIssue, type TaskLanguage, type TestedTask } from "./types.ts";

/** HumanEvalPack (HumanEvalFix): a correct and a faulty solution in several languages. */
export const HumanEvalPackRecord = z.object({
  task_id: z.string().regex(/^(?:Python|JavaScript|Java)\/\d+$/),
  declaration: z.string(),
  docstring: z.string(),
  canonical_solution: z.string(),
  buggy_solution: z.string(),
  test: z.string(),
  entry_point: z.string(),
});
export type HumanEvalPackRecord = z.infer<typeof HumanEvalPackRecord>;

/** HumanEval, and HumanEval+ in the form whose records hold a `test` program. */
export const HumanEvalRecord = z.object({
  task_id: z.string().regex(/^HumanEval\/\d+$/),
  prompt: z.string(),
  entry_point: z.string(),
  canonical_solution: z.string(),
  test: z.string(),
});
export type HumanEvalRecord = z.infer<typeof HumanEvalRecord>;

const FILES: Readonly<Record<string, { language: TaskLanguage; suffix: string }>> = {
  Python: { language: "python", suffix: "py" },
  JavaScript: { language: "javascript", suffix: "js" },
  Java: { language: "java", suffix: "java" },
};

/** A fault to mend: the old code is the faulty solution, the text is what it should do. */
export function fromHumanEvalPack(record: HumanEvalPackRecord): TestedTask {
  const [kind = "", number = ""] = record.task_id.split("/");
  const { language, suffix } = FILES[kind] ?? { language: "python", suffix: "py" };
  const { declaration, entry_point: name } = record;
  const start = regionStart(declaration, language);
  return asIssue({
    id: `humanevalpack-${language}/${number}`,
    problem: `humaneval/${number}`,
    language,
    name,
    description: record.docstring,
    example: null,
    before: declaration.slice(start) + record.buggy_solution,
    path: language === "java" ? "Solution.java" : `${name}.${suffix}`,
    solution: declaration + record.canonical_solution,
    tests: { style: "humanevalpack", header: declaration.slice(0, start), code: record.test },
    kind: "fix",
  });
}

/** Imports stay where they are; the region begins at the first definition. */
function regionStart(declaration: string, language: TaskLanguage): number {
  const patterns = { java: /^class\b/m, python: /^(?:def|class)\b/m };
  const pattern = language === "java" || language === "python" ? patterns[language] : /^\S/m;
  return Math.max(0, declaration.search(pattern));
}

/** A function to write: the prompt's own head and text. */
export function fromHumanEval(record: HumanEvalRecord): TestedTask {
  const { prompt, entry_point: name } = record;
  const number = record.task_id.split("/")[1];
  const start = Math.max(0, prompt.lastIndexOf(`def ${name}`));
  const docstring = /("""|''')([\s\S]*?)\1/.exec(prompt.slice(start));
  const head = docstring === null ? prompt : prompt.slice(0, start + docstring.index);
  return asIssue({
    id: `humaneval/${number}`,
    problem: `humaneval/${number}`,
    language: "python",
    name,
    description: docstring?.[2] ?? prompt,
    example: null,
    before: `${head.trimEnd()}\n    raise NotImplementedError\n`,
    path: `${name}.py`,
    solution: prompt + record.canonical_solution,
    tests: {
      style: "humaneval",
      header: "",
      code: `${record.test}\ncheck(${name})\n`,
    },
    kind: "implement",
  });
}
