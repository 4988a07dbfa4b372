import type { Context } from "../contracts/context.ts";
import type { Segment } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { beginning } from "../prompt/beginning.ts";
import { answerTurn, fenced, trusted } from "../prompt/chatml.ts";

/** The verdict tokens. The engine refuses a model for which either is not one token. */
export const LABELS: [yes: string, no: string] = ["Yes", "No"];

/** What all candidates of one context share; the same beginning as the generator's. */
export function judgePrefix(task: Task, context: Context): Segment[] {
  return [...beginning(task, context), trusted("\n# Proposed new text of that code\n")];
}

/** What is the candidate's own, up to the place where the verdict is the next token. */
export function judgeCandidate(context: Context, code: string): Segment[] {
  return [
    ...fenced(code, context.target.language),
    trusted(
      "\nDoes the proposed code resolve the issue, correctly and without breaking anything else? Answer Yes or No.",
    ),
    answerTurn(),
  ];
}

/**
 * The same question at the end of the candidate's own finished sequence, whose cache is still
 * there: about thirty tokens instead of a prompt.
 */
export function followUpQuestion(): Segment[] {
  return [
    trusted(
      "<|im_end|>\n<|im_start|>user\nDoes the proposed code resolve the issue, correctly and without breaking anything else? Answer Yes or No.",
    ),
    answerTurn(),
  ];
}
