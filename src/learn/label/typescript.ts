import { type Label, type LabelJob, oneLine } from "./types.ts";

/**
 * The same job in JavaScript: types are removed, not checked, and `import` becomes `require`. A
 * label if the candidate's text is no TypeScript.
 */
export async function stripTypes(job: LabelJob): Promise<LabelJob | Label> {
  const { header: _, ...rest } = job;
  let program: string;
  try {
    program = await toScript(`${job.header ?? ""}${job.program}`);
  } catch (error) {
    return { passed: false, reason: "syntax", detail: messageOf(error), wallMs: 0 };
  }
  try {
    // As a comment, the header still tells what the task itself needs.
    const header = (job.header ?? "").replace(/^/gm, "// ");
    const tests = await toScript(job.tests);
    return { ...rest, language: "javascript", program, tests: `${tests}\n${header}` };
  } catch (error) {
    return { unlabelled: `the tests cannot be read: ${messageOf(error)}` };
  }
}

async function toScript(text: string): Promise<string> {
  // Only here: the action's bundle has no native programs, and no job of its labels anything.
  const { transform } = await import("esbuild");
  const { code } = await transform(text, {
    loader: "ts",
    format: "cjs",
    target: "es2022",
    // Whatever settings the user's own project has, they are not the candidate's.
    tsconfigRaw: {},
    logLevel: "silent",
  });
  return code;
}

function messageOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}
