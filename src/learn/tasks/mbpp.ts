import { z } from "zod";
import { asIssue, quoted, type TestedTask } from "./types.ts";

export const MbppRecord = z.object({
  task_id: z.int(),
  text: z.string(),
  code: z.string(),
  test_setup_code: z.string().default(""),
  test_list: z.array(z.string()).min(1),
  challenge_test_list: z.array(z.string()).default([]),
});
export type MbppRecord = z.infer<typeof MbppRecord>;

/** MBPP: a sentence and three asserts. One assert is shown, all are tests. */
export function fromMbpp(record: MbppRecord): TestedTask {
  const { task_id, text, code, test_list } = record;
  const source = code.replaceAll("\r", "");
  const name = testedFunction(source, test_list);
  const tests = [record.test_setup_code, ...test_list, ...record.challenge_test_list];
  return asIssue({
    id: `mbpp/${task_id}`,
    problem: `mbpp/${task_id}`,
    language: "python",
    name,
    description: text,
    example: quoted("python", (test_list[0] ?? "").trim()),
    before: stub(source, name, tests.join("\n")),
    path: `${name}.py`,
    solution: source,
    tests: { style: "mbpp", header: "", code: tests.join("\n").replaceAll("\r", "") },
    kind: "implement",
  });
}

/** MBPP+ and sanitised MBPP: they name the sentence otherwise, and the first has a program with more tests. */
export const MbppPlusRecord = MbppRecord.pick({
  task_id: true,
  code: true,
  test_list: true,
}).extend({
  prompt: z.string(),
  test_imports: z.array(z.string()).default([]),
  test: z.string().default(""),
});
export type MbppPlusRecord = z.infer<typeof MbppPlusRecord>;

/** All tests label: the asserts, one of which is shown, and the program. */
export function fromMbppPlus({
  prompt,
  test_imports,
  test,
  ...record
}: MbppPlusRecord): TestedTask {
  return fromMbpp({
    ...record,
    text: prompt,
    test_setup_code: test_imports.join("\n"),
    challenge_test_list: test === "" ? [] : [test],
  });
}

/** The function of the solution that the asserts call; the last one where they name none. */
function testedFunction(code: string, asserts: readonly string[]): string {
  const names = [...code.matchAll(/^def\s+(\w+)/gm)].map(([, name]) => name ?? "");
  const called = names.find((name) =>
    asserts.some((text) => new RegExp(`\\b${name}\\s*\\(`).test(text)),
  );
  const name = called ?? names.at(-1);
  if (name === undefined) throw new Error("the solution defines no function");
  return name;
}

/** The function's head without its body, and the classes that the tests build values of. */
function stub(code: string, name: string, tests: string): string {
  const classes = [...code.matchAll(/^class\s+(\w+)[^\n]*\n(?:[ \t]+[^\n]*\n|\s*\n)*/gm)]
    .filter(([, className]) => new RegExp(`\\b${className}\\b`).test(tests))
    .map(([text]) => `${text.replaceAll("\t", "    ").trimEnd()}\n\n\n`);
  const head = new RegExp(`^def\\s+${name}\\s*\\(([\\s\\S]*?)\\)\\s*(?:->[^:]*)?:`, "m").exec(code);
  const parameters = (head?.[1] ?? "*args").replace(/\s+/g, " ").trim();
  return `${classes.join("")}def ${name}(${parameters}):\n    raise NotImplementedError\n`;
}
