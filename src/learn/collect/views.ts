import type { Segment } from "../../contracts/engine.ts";
import { judgeCandidate, judgePrefix } from "../../judge/prompt.ts";
import { beginning } from "../../prompt/beginning.ts";
import { answerTurn, fenced, openTurn, trusted, untrusted } from "../../prompt/chatml.ts";
import type { LearnTask } from "../tasks/types.ts";

/** One way to show a candidate to the judge. */
export interface View {
  readonly prefix: (task: LearnTask) => Segment[];
  readonly candidate: (task: LearnTask, code: string) => Segment[];
  /** Says the same for all candidates of a task. */
  readonly blind?: true;
  /** The verdict tokens, where they are not `Yes` and `No`. */
  readonly labels?: readonly [yes: string, no: string];
}

const QUESTION =
  "\nDoes the proposed code resolve the issue, correctly and without breaking anything else? Answer Yes or No.";

/** The views that are compared; `separate` is what a live run does. */
export const VIEWS: Readonly<Record<string, View>> = {
  separate: {
    prefix: ({ task, context }) => judgePrefix(task, context),
    candidate: ({ context }, code) => judgeCandidate(context, code),
  },
  // A baseline: what the task alone tells, whose answer no candidate can change.
  "prompt-only": {
    prefix: ({ task, context }) => judgePrefix(task, context),
    candidate: () => [trusted(QUESTION), answerTurn()],
    blind: true,
  },
  // A baseline: what the code alone tells, without knowing what it is for.
  "code-only": {
    prefix: () => [openTurn("You are a careful software engineer."), trusted("# Code\n")],
    candidate: ({ language }, code) => [
      ...fenced(code, language),
      trusted("\nIs this code correct? Answer Yes or No."),
      answerTurn(),
    ],
  },
  // The question before the candidates, where it is read once for all of them.
  "question-first": {
    prefix: ({ task, context }) => [
      ...beginning(task, context),
      trusted(
        "\n# Proposed new text of that code\nDoes it resolve the issue, correctly and without breaking anything else? Answer Yes or No.\n",
      ),
    ],
    candidate: ({ context }, code) => [...fenced(code, context.target.language), answerTurn()],
  },
  // The same in other words.
  "tests-first": {
    prefix: ({ task, context }) => [
      ...beginning(task, context),
      trusted(
        "\n# A developer's solution\nIs it completely right, or is there a bug in it that the tests will find? Answer Right or Wrong.\n",
      ),
    ],
    candidate: ({ context }, code) => [...fenced(code, context.target.language), answerTurn()],
    labels: ["Right", "Wrong"],
  },
  // A shorter prompt in the words of a review.
  review: {
    prefix: ({ task, context }) => [
      openTurn("You review code. You find every bug."),
      trusted("# Task\n"),
      untrusted(`${task.title}\n\n${task.body.trim()}\n`),
      trusted("\n# Code before\n"),
      ...fenced(context.target.text, context.target.language),
      trusted("\n# Code after\n"),
    ],
    candidate: ({ language }, code) => [
      ...fenced(code, language),
      trusted("\nWill all tests pass? Answer Yes or No."),
      answerTurn(),
    ],
  },
};
