import type { Context } from "../contracts/context.ts";
import type { Segment } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { beginning } from "./beginning.ts";
import { answerTurn, trusted } from "./chatml.ts";

/**
 * Asks for the code and nothing but it: the answer's fence is already open, so that the next token
 * is the code's first. The generator writes on from here; the judge reads how likely a candidate
 * would have been.
 */
export function askForCode(task: Task, context: Context, fence: string): Segment[] {
  const ask = context.format === "new-file" ? NEW_FILE : REWRITE;
  const start = answerTurn(`${fence}${context.target.language}\n`);
  return [...beginning(task, context), trusted(ask), start];
}

const REWRITE =
  "\nRewrite that code so that the issue is resolved. Answer with the complete corrected code, in one code block.";

const NEW_FILE =
  "\nResolve the issue by writing this file. Answer with its complete text, in one code block.";
