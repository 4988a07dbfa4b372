import type { Context } from "../contracts/context.ts";
import type { Segment } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { askForCode } from "../prompt/ask-for-code.ts";
import { answerTurn, fenceFor, trusted, untrusted } from "../prompt/chatml.ts";

/** The verdict tokens. The engine refuses a model for which either is not one token. */
export const LABELS: [yes: string, no: string] = ["Yes", "No"];

/** A text that no candidate can hold: what opens and closes the answer's code. */
export function judgeFence(context: Context, codes: readonly string[]): string {
  return fenceFor([context.target.text, ...codes].join("\n"));
}

/**
 * What all candidates of one context share: the issue, the code, and the request that the
 * generator is asked with. The judge's model reads each candidate as if it were its own answer, so
 * that one pass tells how likely it would have written it, and what it says of it afterwards
 * (docs/decisions/0007-the-judge-reads-an-answer.md).
 */
export function judgePrefix(task: Task, context: Context, fence: string): Segment[] {
  return askForCode(task, context, fence);
}

/** What is the candidate's own, up to the place where the verdict is the next token. */
export function judgeCandidate(code: string, fence: string): Segment[] {
  const end = code.endsWith("\n") ? "" : "\n";
  return [
    untrusted(code),
    trusted(`${end}${fence}<|im_end|>\n<|im_start|>user\n`),
    trusted("Is that completely right? Answer Yes or No."),
    answerTurn(),
  ];
}

/**
 * A question at the end of the candidate's own finished sequence, whose cache is still there: about
 * thirty tokens instead of a prompt.
 */
export function followUpQuestion(): Segment[] {
  return [
    trusted(
      "<|im_end|>\n<|im_start|>user\nDoes the proposed code resolve the issue, correctly and without breaking anything else? Answer Yes or No.",
    ),
    answerTurn(),
  ];
}
