import type { Candidate } from "../contracts/candidate.ts";
import { type Request, roundOf } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { scoreNote } from "../report/rows.ts";
import { capBody, type Section } from "./cap-body.ts";
import { details, diffSections, manifestDetails, reasonList, SPARE } from "./details.ts";
import { inline, link, plainLine, prose } from "./safe-text.ts";
import { type CompareLink, rankingTable } from "./table.ts";
import {
  alternatives,
  choiceSentence,
  chosenCandidate,
  LONGEST_BODY,
  listed,
  marker,
  NOTICE,
  pickCommand,
  plural,
  withChoice,
} from "./words.ts";

/** Where more can be seen. Addresses of our own making, not of a result's. */
export interface PublicationLinks {
  readonly run: string | null;
  readonly report?: string | null;
  readonly compare?: CompareLink;
}

export interface PullRequestParts {
  readonly request: Request;
  readonly result: Result;
  readonly issueNumber: number;
  readonly links: PublicationLinks;
  /** The one that a person picked, in place of the judge's choice. */
  readonly picked?: number;
}

/** GitHub takes 256 characters. */
const LONGEST_TITLE = 120;

/** The issue's title, without what a title could set off (a squash makes it a commit message). */
export function pullRequestTitle({ task }: Request): string {
  return plainLine(task.title, LONGEST_TITLE) || "Patch without a title";
}

/** What a reviewer reads first: what changes, how likely it is right, what else there is. */
export function pullRequestBody(parts: PullRequestParts): string {
  const { request, issueNumber, links, picked } = parts;
  const result = withChoice(parts.result, picked);
  const others = alternatives(result);
  const round = roundOf(request);
  const fixed = (name: string, markdown: string): Section => {
    return { name, markdown, spare: SPARE.never };
  };
  const table = `### All candidates\n\n${rankingTable(result, { ...links, round })}`;
  const reasons = reasonList(result);
  const whyNot = reasons === "" ? "" : details("Why some cannot be opened", reasons);
  return capBody(
    [
      fixed("the marker", marker(request.id)),
      fixed("what changes", whatChanges(result, issueNumber)),
      fixed("how likely it is right", howLikely(result, choiceSentence(parts.result, picked))),
      fixed("what can be done", whatNext(others, round)),
      { name: "the ranking", markdown: table, spare: SPARE.ranking },
      { name: "the reasons", markdown: whyNot, spare: SPARE.reasons },
      ...diffSections(result, others),
      fixed("the hidden text", hiddenText(request)),
      { name: "how this was made", markdown: manifestDetails(result), spare: SPARE.manifest },
      fixed("the links", footer(parts)),
    ],
    LONGEST_BODY,
  );
}

function whatChanges(result: Result, issueNumber: number): string {
  const chosen = chosenCandidate(result);
  if (chosen === undefined) throw new Error("a pull request needs a candidate that is opened");
  const context = result.contexts.find(({ id }) => id === chosen.context);
  const reasons = (context?.target.reasons ?? []).map((reason) => prose(reason, 120));
  const why = reasons.length === 0 ? "" : ` Why this place: ${reasons.slice(0, 3).join("; ")}.`;
  return `**${changeSentence(result, chosen)}**

It is meant to solve #${issueNumber}, ${inline(result.task.title, 200)}.${why}

Closes #${issueNumber}.

> ${NOTICE}`;
}

function changeSentence(result: Result, chosen: Candidate): string {
  const lines = `${plural(chosen.addedLines, "line")} added, ${chosen.removedLines} removed`;
  const context = result.contexts.find(({ id }) => id === chosen.context);
  const isTarget = chosen.files.length === 1 && chosen.files[0] === context?.target.path;
  if (context === undefined || !isTarget) {
    return `This patch changes ${listed(chosen.files.map((file) => inline(file, 120)))}: ${lines}.`;
  }
  const { name, path, startLine, endLine } = context.target;
  const file = inline(path, 160);
  if (context.format === "new-file") return `This patch adds the file ${file}: ${lines}.`;
  const range = `lines ${startLine} to ${endLine}`;
  if (context.format === "whole-file" || name === path)
    return `This patch changes ${file}: ${lines}.`;
  // A window of lines is named by its lines, which need not be said twice.
  if (/^lines \d/.test(name)) return `This patch changes ${range} of ${file}: ${lines}.`;
  return `This patch changes ${inline(name, 80)} in ${file}, ${range}: ${lines}.`;
}

function howLikely(result: Result, choice: string): string {
  const chosen = chosenCandidate(result);
  const seen = result.evidence.find(({ candidate }) => candidate === chosen?.id);
  const parses =
    seen?.parses === true ? "it parses" : "there is no parser here for this kind of file";
  return `### How likely it is right

${choice} The score: ${prose(scoreNote(result), 800)}

What was checked: it applies to the base commit, it stays within what the policy allows, and ${parses}. No tests were run on it.`;
}

function whatNext(others: readonly Candidate[], round: number): string {
  const [next] = others;
  const pick =
    next === undefined
      ? "- There is no other candidate that could be opened instead."
      : `- Another one looks better? Comment ${pickCommand(next.id, round)} here to open candidate ${next.id} instead, or take any other number marked so in the table.`;
  return `### What you can do

- It is right? Let your checks run, mark it as ready for review, and merge it as you would merge a colleague's.
${pick}
- Nearly right? Push commits of your own to this branch: they are never overwritten. Or comment \`/generate\` here, followed by what should be different: new candidates are written on top of this branch.`;
}

function hiddenText({ task: { hiddenTextRemoved } }: Request): string {
  if (hiddenTextRemoved.length === 0) return "";
  const kinds = hiddenTextRemoved.map((kind) => prose(kind, 60));
  return `**The issue had text that its readers do not see:** ${listed(kinds)}. It was taken out before the model read the issue. Somebody may have put it there to steer the model.`;
}

function footer({ request, links }: PullRequestParts): string {
  const places = [
    links.run === null ? "" : link("log of the run", links.run),
    links.report === undefined || links.report === null
      ? ""
      : link("report with pictures", links.report),
    `request ${inline(request.id.slice(0, 12), 12)}`,
    inline(`base ${request.base.commit.slice(0, 12)}`, 20),
  ];
  return `Patchjudge · ${places.filter((place) => place !== "").join(" · ")}`;
}
