import type { Result } from "../contracts/result.ts";
import { scoreNote } from "../report/rows.ts";
import type { Section } from "./cap-body.ts";
import type { CommentState } from "./comment-text.ts";
import { details, diffSections, manifestDetails, reasonList, SPARE } from "./details.ts";
import { link, prose } from "./safe-text.ts";
import { rankingTable } from "./table.ts";
import { alternatives, choiceSentence, chosenCandidate, NOTICE, withChoice } from "./words.ts";

/** A pull request is open: which candidate, how sure, what else there is. */
export function opened(state: CommentState & { kind: "opened" }): Section[] {
  const { pullNumber, picked } = state;
  const result = withChoice(state.result, picked);
  const id = chosenCandidate(result)?.id;
  if (id === undefined) throw new Error("a pull request was opened without a candidate");
  const [next] = alternatives(result);
  const pick =
    next === undefined
      ? "No other candidate could be opened instead."
      : `Another one looks better? Comment \`/pick ${next.id}\`, or any other number marked so below.`;
  return [
    words(`Pull request #${pullNumber} is open for you to review, with candidate ${id} of ${result.candidates.length}.

${choiceSentence(state.result, picked)} The score: ${prose(scoreNote(result), 800)}

> ${NOTICE}

${pick} For ten new ones, comment \`/generate\` and what to mind.`),
    ranking(result),
    { name: "the reasons", markdown: foldedReasons(result), spare: SPARE.reasons },
    made(result),
  ];
}

/** No pull request is a result as well: the same table, with the reasons in full. */
export function abstained({ result, runUrl }: CommentState & { kind: "abstained" }): Section[] {
  const { decision } = result.verdict;
  const reason = decision.kind === "abstain" ? `: ${prose(decision.reason, 300)}` : "";
  const log = runUrl === null ? "" : `\n\n${link("Log of the run", runUrl)}`;
  const others = alternatives(result);
  const [next] = others;
  const pick =
    next === undefined
      ? ""
      : `\n- Look at the diffs below. \`/pick ${next.id}\` opens candidate ${next.id} as a draft all the same.`;
  const reasons = reasonList(result);
  return [
    words(`No pull request was opened${reason}. Your code is as it was.

What you can do now:

- Say in the issue which file or function is wrong, or paste the stack trace, and comment \`/generate\` again. Finding the right code is half the work.${pick}${log}`),
    ranking(result),
    {
      name: "the reasons",
      markdown: reasons === "" ? "" : `**Why not**\n\n${reasons}`,
      spare: SPARE.reasons,
    },
    ...diffSections(result, others),
    made(result),
  ];
}

function ranking(result: Result): Section {
  return { name: "the ranking", markdown: rankingTable(result), spare: SPARE.ranking };
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
