import type { Segment } from "../../contracts/engine.ts";
import type { Task } from "../../contracts/task.ts";
import { withoutComments } from "../../judge/code-words.ts";
import { judgeCandidate, judgeFence, judgePrefix } from "../../judge/prompt.ts";
import { beginning } from "../../prompt/beginning.ts";
import { answerTurn, fenced, openTurn, trusted, untrusted } from "../../prompt/chatml.ts";
import type { LearnTask } from "../tasks/types.ts";
import { withNeutralNames } from "./rename.ts";

/** One way to show a task's candidates to the judge. */
export interface View {
  readonly prefix: (task: LearnTask, codes: readonly string[]) => Segment[];
  readonly candidate: (task: LearnTask, code: string, codes: readonly string[]) => Segment[];
  /** Says the same for all candidates of a task. */
  readonly blind?: true;
  /** Already the prefix shows the candidate: it is asked for with one at a time. */
  readonly alone?: true;
  /** The verdict tokens, where they are not `Yes` and `No`. */
  readonly labels?: readonly [yes: string, no: string];
}

/** The view of live runs, and so of every judge that is shipped. */
export const LIVE_VIEW = "as-answer";

const LIVE: View = {
  prefix: ({ task, context }, codes) => judgePrefix(task, context, judgeFence(context, codes)),
  candidate: ({ context }, code, codes) => judgeCandidate(code, judgeFence(context, codes)),
};

const UNTOLD: Partial<Task> = { title: "There is a bug in this code.", body: "", discussion: [] };

const PROPOSED = "\n# Proposed new text of that code\n";

/** The views that are compared; the first is what a live run does. */
export const VIEWS: Readonly<Record<string, View>> = {
  [LIVE_VIEW]: LIVE,
  // As a stranger's proposal, with the question before it, where it is read once for all.
  "question-first": {
    prefix: ({ task, context }) => [
      ...beginning(task, context),
      trusted(
        `${PROPOSED}Does it resolve the issue, correctly and without breaking anything else? Answer Yes or No.\n`,
      ),
    ],
    candidate: ({ language }, code) => [...fenced(code, language), answerTurn()],
  },
  // The same with the question after it.
  "question-last": {
    prefix: ({ task, context }) => [...beginning(task, context), trusted(PROPOSED)],
    candidate: ({ language }, code) => [
      ...fenced(code, language),
      trusted(
        "\nDoes the proposed code resolve the issue, correctly and without breaking anything else? Answer Yes or No.",
      ),
      answerTurn(),
    ],
  },
  // Other words, another pair of labels.
  "right-or-wrong": {
    prefix: ({ task, context }) => [
      ...beginning(task, context),
      trusted(
        "\n# A developer's solution\nIs it completely right, or is there a bug in it that the tests will find? Answer Right or Wrong.\n",
      ),
    ],
    candidate: ({ language }, code) => [...fenced(code, language), answerTurn()],
    labels: ["Right", "Wrong"],
  },
  // In the words of a review.
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
  // Comments may flatter: only what runs is shown.
  "no-comments": {
    prefix: LIVE.prefix,
    candidate: (task, code, codes) =>
      LIVE.candidate(task, withoutComments(code, task.language), codes),
  },
  // Names may flatter as well.
  renamed: {
    prefix: LIVE.prefix,
    candidate: (task, code, codes) =>
      LIVE.candidate(
        task,
        withNeutralNames(withoutComments(code, task.language), task.language),
        codes,
      ),
  },
  // Coder-Reviewer (Zhang and others, ICML 2023): how likely is this issue, given the change?
  reviewer: {
    prefix: ({ context: { target } }, codes) => [
      openTurn("You are a careful software engineer."),
      trusted("# Code before\n"),
      ...fenced(target.text, target.language),
      trusted("\n# Code after\n"),
      ...fenced(codes.join(""), target.language),
      trusted("\nWrite the issue that this change resolves."),
      answerTurn(),
    ],
    candidate: ({ task }) => [
      untrusted(`${task.title}\n\n${task.body.trim()}`),
      trusted("<|im_end|>\n<|im_start|>user\nDoes the change resolve it? Answer Yes or No."),
      answerTurn(),
    ],
    alone: true,
  },
  // As in a live run, but nobody says what is wrong: what the issue makes likelier is what it asks for.
  "no-issue": {
    prefix: (task, codes) => LIVE.prefix({ ...task, task: { ...task.task, ...UNTOLD } }, codes),
    candidate: LIVE.candidate,
  },
  // A baseline: what the task alone tells, whose answer no candidate can change.
  "prompt-only": {
    prefix: ({ task, context }) => [
      ...beginning(task, context),
      trusted("\nIs this issue easy to resolve? Answer Yes or No."),
    ],
    candidate: () => [answerTurn()],
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
};
