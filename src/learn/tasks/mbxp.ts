import { z } from "zod";
import { asIssue, quoted, type TaskLanguage, type TestedTask } from "./types.ts";

export const MbxpRecord = z.object({
  task_id: z.string().regex(/^MB(?:JP|JSP|TSP)\/\d+$/),
  prompt: z.string(),
  entry_point: z.string(),
  test: z.string(),
  description: z.string(),
  language: z.enum(["java", "javascript", "typescript"]),
  canonical_solution: z.string().nullish(),
});
export type MbxpRecord = z.infer<typeof MbxpRecord>;

interface Manner {
  readonly file: (name: string) => string;
  /** What stands for the body that is not written yet, up to the end of the region. */
  readonly body: string;
}

const MANNERS: Readonly<Record<MbxpRecord["language"], Manner>> = {
  java: {
    file: (name) => `${name[0]?.toUpperCase()}${name.slice(1)}.java`,
    body: `        throw new UnsupportedOperationException("not implemented");\n    }\n}\n`,
  },
  javascript: {
    file: (name) => `${name}.js`,
    body: `    throw new Error("not implemented");\n}\n`,
  },
  typescript: {
    file: (name) => `${name}.ts`,
    body: `    throw new Error("not implemented");\n}\n`,
  },
};

/** MBXP: MBPP in other languages. Its prompts hold all tests as examples; one is shown. */
export function fromMbxp(record: MbxpRecord): TestedTask {
  const { language, entry_point: name, prompt } = record;
  const number = record.task_id.split("/")[1];
  const parts = split(prompt, language);
  return asIssue({
    id: record.task_id.toLowerCase(),
    problem: `mbpp/${number}`,
    language,
    name,
    description: record.description,
    example: firstExample(parts.comment, language),
    before: parts.head + MANNERS[language].body,
    path: MANNERS[language].file(name),
    solution: record.canonical_solution ? prompt + record.canonical_solution : null,
    tests: { style: "mbxp", header: parts.header, code: record.test },
    kind: "implement",
  });
}

/** Imports, documentation comment, and the head of class and function without that comment. */
function split(prompt: string, language: TaskLanguage) {
  const start = prompt.indexOf("/**");
  const end = prompt.indexOf("*/", start) + 2;
  if (start < 0 || end < 2) throw new Error("the prompt has no documentation comment");
  const before = prompt.slice(0, start).trimEnd();
  const comment = prompt.slice(start, end);
  const after = prompt.slice(end).replace(/^\s*\n/, "");
  if (language !== "java") return { header: before, comment, head: after };
  // The class begins before the comment, the imports before the class.
  const classStart = before.search(/^(?:public\s+)?class\b/m);
  const header = `${before.slice(0, classStart).trimEnd()}\n`;
  return { header, comment, head: `${before.slice(classStart)}\n${after}` };
}

/** The first of the pairs `> call` and value. */
function firstExample(comment: string, language: TaskLanguage): string | null {
  const lines = comment.split("\n").map((line) => line.replace(/^\s*\*\s?/, ""));
  const at = lines.findIndex((line) => /^>+ /.test(line));
  if (at < 0) return null;
  const strip = (line: string) => line.replace(/^>+ /, "").trim();
  const value = strip(lines[at + 1] ?? "");
  return quoted(language, `${strip(lines[at] ?? "")}\n// ${value}`);
}
