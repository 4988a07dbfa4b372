import { type AnswerStyle, LIVE_STYLE } from "../contracts/answer-style.ts";
import type { Context } from "../contracts/context.ts";
import type { Segment } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { askForCode } from "../prompt/ask-for-code.ts";
import { beginning } from "../prompt/beginning.ts";
import { answerTurn, fenceFor, trusted } from "../prompt/chatml.ts";

export interface GeneratorPrompt {
  readonly segments: Segment[];
  /** The answer begins inside this fence; `null` where the model opens its own. */
  readonly fence: string | null;
  readonly stop: string[];
}

const TICKS = "```";

/**
 * What the generator is asked. It first says what must change, which for models this small can make
 * the difference between a fix and a copy (docs/decisions/0005-prompts.md), then writes the code
 * in a block whose end ends the answer. Code that holds such blocks itself is asked for inside a
 * longer fence, opened for the model, since small models do not manage one; so is text without a
 * language, whose opening fence would look like a closing one.
 */
export function generatorPrompt(
  task: Task,
  context: Context,
  style: AnswerStyle = LIVE_STYLE,
): GeneratorPrompt {
  const begin = beginning(task, context);
  if (context.format === "search-replace") {
    return { segments: [...begin, trusted(SEARCH_REPLACE), answerTurn()], fence: null, stop: [] };
  }
  const fence = fenceFor(context.target.text);
  const opensFence = style === "code" || fence !== TICKS || context.target.language === "text";
  if (context.format === "new-file" || opensFence) {
    return { segments: askForCode(task, context, fence), fence, stop: [`\n${fence}`] };
  }
  const segments = [...begin, trusted(EXPLAIN_AND_REWRITE), answerTurn(OPENING)];
  return { segments, fence: null, stop: [`\n${TICKS}\n`] };
}

/** Begins the answer for the model: an explanation, not a greeting. */
const OPENING = "To resolve the issue,";

const EXPLAIN_AND_REWRITE =
  "\nWhat has to change in that code so that the issue is resolved? Say it in one or two sentences, " +
  "then write the complete corrected code in one code block.";

const SEARCH_REPLACE =
  "\nResolve the issue by changing a few lines of that code. Answer with one or more blocks of this form, " +
  "where SEARCH holds lines copied exactly from the code:\n" +
  "<<<<<<< SEARCH\nold lines\n=======\nnew lines\n>>>>>>> REPLACE";
