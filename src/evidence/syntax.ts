import type { Syntax } from "../contracts/syntax.ts";

/**
 * Whether a file parses after the edit. A file that had errors before may keep as many: the
 * grammar may not know its dialect. `null` where no parser knows the language.
 */
export async function parsesAfter(
  syntax: Syntax,
  file: { path: string; oldText: string; newText: string },
): Promise<{ parses: boolean | null; detail: string }> {
  const after = await syntax.errors(file.path, file.newText);
  if (after === null || after === 0) return { parses: after === null ? null : true, detail: "" };
  const before = file.oldText === "" ? 0 : ((await syntax.errors(file.path, file.oldText)) ?? 0);
  if (after <= before) return { parses: true, detail: "" };
  return { parses: false, detail: `${after - before} new syntax error(s) in ${file.path}` };
}
