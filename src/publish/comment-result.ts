import { roundOf } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { scoreNote } from "../report/rows.ts";
import type { Section } from "./cap-body.ts";
import type { CommentRequest, CommentState, OpenedState } from "./comment-state.ts";
import { details, diffSections, manifestDetails, reasonList, SPARE } from "./details.ts";
import { inline, link, prose } from "./safe-text.ts";
import { rankingTable } from "./table.ts";
import {
  alternatives,
  choiceSentence,
  chosenCandidate,
  NOTICE,
  pickCommand,
  roundName,
  withChoice,
} from "./words.ts";

/** A pull request is open: which candidate, how sure, what else there is. */
export function opened(request: CommentRequest, state: OpenedState): Section[] {
  const { pullNumber, picked } = state;
  const round = roundOf(request);
  const result = withChoice(state.result, picked);
  const id = chosenCandidate(result)?.id;
  if (id === undefined) throw new Error("a pull request was opened without a candidate");
  const [next] = alternatives(result);
  const pick =
    next === undefined
      ? "No other candidate could be opened instead."
      : `Another one looks better? Comment ${pickCommand(next.id, round)}, or any other number marked so below.`;
  const grew = pullNumber === request.origin?.issue;
  const where = grew ? "this pull request has a new commit" : placeOf(state);
  const first = capital(`${roundName(round)}${where}`);
  return [
    words(`${first}, with candidate ${id} of ${result.candidates.length}.

${choiceSentence(state.result, picked)} The score: ${prose(scoreNote(result), 800)}

> ${NOTICE}

${pick} For new ones, comment \`/generate\` and what to mind.`),
    ranking(result, round),
    { name: "the reasons", markdown: foldedReasons(result), spare: SPARE.reasons },
    made(result),
  ];
}

const NO_PULL = [
  "No pull request was opened",
  "Say in the issue which file or function is wrong, or paste the stack trace, and comment `/generate` again. Finding the right code is half the work.",
] as const;

const NO_COMMIT = [
  "Nothing was added to this pull request",
  "Name the function that should be different, and comment `/generate` again with what it should do.",
] as const;

function placeOf(state: OpenedState): string {
  if (state.pullNumber !== null) {
    return `pull request #${state.pullNumber} is open for you to review`;
  }
  const { name, compareUrl } = state.branch;
  const compare = link("open a pull request from it", compareUrl);
  return `the branch ${inline(name, 200)} is there for you to review (${compare})`;
}

/** No pull request is a result as well: the same table, with the reasons in full. */
export function abstained(
  request: CommentRequest,
  { result, runUrl }: CommentState & { kind: "abstained" },
): Section[] {
  const round = roundOf(request);
  const { decision } = result.verdict;
  const reason = decision.kind === "abstain" ? `: ${prose(decision.reason, 300)}` : "";
  const log = runUrl === null ? "" : `\n\n${link("Log of the run", runUrl)}`;
  const [nothing, again] = round === 1 ? NO_PULL : NO_COMMIT;
  const others = alternatives(result);
  const [next] = others;
  const pick =
    next === undefined
      ? ""
      : `\n- Look at the diffs below. ${pickCommand(next.id, round)} opens candidate ${next.id} as a draft all the same.`;
  const reasons = reasonList(result);
  return [
    words(`${nothing}${reason}. Your code is as it was.

What you can do now:

- ${again}${pick}${log}`),
    ranking(result, round),
    {
      name: "the reasons",
      markdown: reasons === "" ? "" : `**Why not**\n\n${reasons}`,
      spare: SPARE.reasons,
    },
    ...diffSections(result, others),
    made(result),
  ];
}

function ranking(result: Result, round: number): Section {
  return { name: "the ranking", markdown: rankingTable(result, { round }), spare: SPARE.ranking };
}

function foldedReasons(result: Result): string {
  const reasons = reasonList(result);
  return reasons === "" ? "" : details("Why some cannot be opened", reasons);
}

function made(result: Result): Section {
  return { name: "how this was made", markdown: manifestDetails(result), spare: SPARE.manifest };
}

function words(markdown: string): Section {
  return { name: "the text", markdown, spare: SPARE.never };
}

function capital(sentence: string): string {
  return `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}`;
}
