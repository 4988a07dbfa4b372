import type { Context } from "../contracts/context.ts";
import type { Segment } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { beginning } from "../prompt/beginning.ts";
import { answerTurn, fenceFor, trusted } from "../prompt/chatml.ts";

export interface GeneratorPrompt {
  readonly segments: Segment[];
  /** The answer begins inside this fence; `null` where the model opens its own. */
  readonly fence: string | null;
  readonly stop: string[];
}

const KEEP = "Change as little as possible and keep everything else as it is.";

/**
 * What the generator is asked. The answer's fence is opened for it and ends generation when it
 * closes: small models then write code and nothing else.
 */
export function generatorPrompt(task: Task, context: Context): GeneratorPrompt {
  const begin = beginning(task, context);
  const ask = trusted(`\n${instruction(context)}`);
  if (context.format === "search-replace") {
    return { segments: [...begin, ask, answerTurn()], fence: null, stop: [] };
  }
  const fence = fenceFor(context.target.text);
  const start = answerTurn(`${fence}${context.target.language}\n`);
  return { segments: [...begin, ask, start], fence, stop: [`\n${fence}`] };
}

function instruction({ format }: Context): string {
  if (format === "region") {
    return `Resolve the issue by rewriting the code to change. ${KEEP} Answer with the complete new text of exactly that code, in one code block.`;
  }
  if (format === "whole-file") {
    return `Resolve the issue by rewriting the file to change. ${KEEP} Answer with the complete new text of the file, in one code block.`;
  }
  if (format === "new-file") {
    return "Resolve the issue by writing this file. Answer with its complete text, in one code block.";
  }
  return (
    `Resolve the issue by changing a few lines of the code to change. ${KEEP} Answer with one or more blocks of this form, ` +
    "where SEARCH holds lines copied exactly from the code:\n" +
    "<<<<<<< SEARCH\nold lines\n=======\nnew lines\n>>>>>>> REPLACE"
  );
}
