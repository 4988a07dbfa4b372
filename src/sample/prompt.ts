import { type AnswerStyle, LIVE_STYLES } from "../contracts/answer-style.ts";
import type { Context } from "../contracts/context.ts";
import type { Segment } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { askForCode } from "../prompt/ask-for-code.ts";
import { beginning } from "../prompt/beginning.ts";
import { answerTurn, fenceFor, plainText, trusted, untrusted } from "../prompt/chatml.ts";

export interface GeneratorPrompt {
  readonly segments: Segment[];
  /** The answer begins inside this fence; `null` where the model opens its own. */
  readonly fence: string | null;
  readonly stop: string[];
  /** What the answer begins with, beside the fence; absent where the model begins. */
  readonly begun?: string;
  /** Absent where the answer is blocks to search and replace. */
  readonly style?: AnswerStyle;
}

const TICKS = "```";

/**
 * What a live run asks about a context: each way that makes a difference. Which one serves depends
 * on the issue (docs/decisions/0013-half-explain-half-write.md).
 */
export function livePrompts(task: Task, context: Context): GeneratorPrompt[] {
  const prompts = LIVE_STYLES.map((style) => generatorPrompt(task, context, style));
  const texts = prompts.map(({ segments }) => plainText(segments));
  return prompts.filter((_, i) => texts.indexOf(texts[i] ?? "") === i);
}

/**
 * What the generator is asked: to say first what must change, which for models this small can make
 * the difference between a fix and a copy (docs/decisions/0005-prompts.md), or to write at once. The
 * code stands in a block whose end ends the answer. Code that holds such blocks itself is asked for inside a
 * longer fence, opened for the model, since small models do not manage one; so is text without a
 * language, whose opening fence would look like a closing one.
 */
export function generatorPrompt(task: Task, context: Context, style: AnswerStyle): GeneratorPrompt {
  const begin = beginning(task, context);
  if (context.format === "search-replace") {
    return { segments: [...begin, trusted(SEARCH_REPLACE), answerTurn()], fence: null, stop: [] };
  }
  const fence = fenceFor(context.target.text);
  const opensFence = style !== "explained" || fence !== TICKS || context.target.language === "text";
  if (context.format === "new-file" || opensFence) {
    const segments = askForCode(task, context, fence);
    const stop = [`\n${fence}`];
    const begun = style === "continued" ? firstLine(context) : "";
    if (begun === "") return { segments, fence, stop, style: "code" };
    return { segments: [...segments, untrusted(begun)], fence, stop, begun, style: "continued" };
  }
  const segments = [...begin, trusted(EXPLAIN_AND_REWRITE), answerTurn(OPENING)];
  return { segments, fence: null, stop: [`\n${TICKS}\n`], style: "explained" };
}

/** The region's first line that is not blank, as the answer's; none of a file that does not exist. */
function firstLine({ target }: Context): string {
  const line = target.text.split("\n").find((own) => own.trim() !== "");
  return line === undefined ? "" : `${line}\n`;
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
