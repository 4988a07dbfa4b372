import { capBody, type Section } from "./cap-body.ts";
import { abstained, opened } from "./comment-result.ts";
import type { CommentRequest, CommentState } from "./comment-state.ts";
import { SPARE } from "./details.ts";
import { inline, link, prose } from "./safe-text.ts";
import { LONGEST_BODY, marker, minute, plural, roughly } from "./words.ts";

/** The living comment of a request, edited in place: where it stands, and what can be done now. */
export function commentBody(request: CommentRequest, state: CommentState): string {
  const first: Section = { name: "the marker", markdown: marker(request.id), spare: SPARE.never };
  return capBody([first, ...sectionsOf(request, state)], LONGEST_BODY);
}

function sectionsOf(request: CommentRequest, state: CommentState): Section[] {
  switch (state.kind) {
    case "queued":
      return [text(queued(state))];
    case "running":
      return [text(running(request, state))];
    case "opened":
      return opened(request, state);
    case "abstained":
      return abstained(request, state);
    case "failed":
      return [text(failed(state))];
    case "cancelled":
      return [
        text(`Cancelled by ${inline(state.by, 60)}; no pull request was opened.

Comment \`/generate\` to start again.`),
      ];
    case "refused":
      return [text(`Nothing was started: ${prose(ended(state.reason), 400)}`)];
  }
}

function text(markdown: string): Section {
  return { name: "the text", markdown, spare: SPARE.never };
}

const WHILE_WAITING = "`/status` says where it stands, `/cancel` stops it.";

/** GitHub itself says nothing of the kind, and gives up after a day. */
function noRunner(labels: readonly string[]): string {
  const wanted = labels.map((label) => inline(label, 60)).join(", ");
  const which = wanted === "" ? "No runner" : `No runner with the labels ${wanted}`;
  return `${which} has taken it so far: all may be busy, or none is online (*Settings → Actions → Runners*).`;
}

function queued({ since, runUrl, stuckFor }: CommentState & { kind: "queued" }): string {
  const outlook =
    stuckFor === undefined ? "A runner takes it as soon as one is free." : noRunner(stuckFor);
  return `Your request has been in the queue since ${minute(since)}. ${outlook}

${WHILE_WAITING}${logOf(runUrl)}`;
}

function running(
  { settings }: CommentRequest,
  { since, runUrl, usualSeconds }: CommentState & { kind: "running" },
): string {
  const usual =
    usualSeconds === null
      ? "How long that takes here is not known yet."
      : `That usually takes ${roughly(usualSeconds)}.`;
  const patches =
    settings === undefined
      ? "Candidate patches"
      : plural(settings.candidates, "candidate patch", "candidate patches");
  const are = settings?.candidates === 1 ? "is" : "are";
  return `${patches} ${are} being written and ranked; the run started at ${minute(since)}. ${usual}

This comment changes when they are ready. ${WHILE_WAITING}${logOf(runUrl)}`;
}

function failed({ reason, runUrl, help }: CommentState & { kind: "failed" }): string {
  return `The run failed: ${prose(ended(reason), 400)}

${prose(ended(help), 400)}${logOf(runUrl)}`;
}

function logOf(runUrl: string | null): string {
  return runUrl === null ? "" : `\n\n${link("Log of the run", runUrl)}`;
}

/** A sentence with a full stop. */
function ended(sentence: string): string {
  const line = sentence.trim();
  return /[.!?]$/.test(line) ? line : `${line}.`;
}
