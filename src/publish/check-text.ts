import { createHash } from "node:crypto";
import type { Result } from "../contracts/result.ts";
import { scoreNote } from "../report/rows.ts";
import { capBody, type Section } from "./cap-body.ts";
import { diffSections, manifestDetails, reasonList, SPARE } from "./details.ts";
import { fence, prose } from "./safe-text.ts";
import { type CompareLink, rankingTable } from "./table.ts";
import {
  alternatives,
  choiceSentence,
  chosenCandidate,
  isPickable,
  LONGEST_BODY,
  NOTICE,
  roundName,
  withChoice,
} from "./words.ts";

/** What a check run shows. */
export interface CheckText {
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

/** GitHub's limit on each field; it does not say of what, so bytes are counted. */
const MOST_BYTES = 65_535;

export interface CheckOptions {
  readonly compare?: CompareLink;
  /** The candidate that a person picked, in place of the judge's choice. */
  readonly picked?: number;
  readonly round?: number;
}

/** The exact bytes of each candidate's diff: the files of a result, not the text in its JSON. */
export type Diffs = ReadonlyMap<number, Uint8Array>;

/** The check run on the pull request's head: the same table, and the hashes that `/pick` needs. */
export function checkText(result: Result, diffs: Diffs, options: CheckOptions = {}): CheckText {
  const shown = withChoice(result, options.picked);
  const chosen = chosenCandidate(shown);
  const total = result.candidates.length;
  const title =
    chosen === undefined
      ? `No patch of ${total} candidates is opened`
      : `${roundName(options.round)}Candidate ${chosen.id} of ${total} is opened, for review`;
  const summary = withinBytes(summarySections(shown, choiceOf(result, options), options));
  return { title, summary, text: withinBytes(textSections(shown, diffs)) };
}

function choiceOf(result: Result, { picked }: CheckOptions): string {
  const { decision } = result.verdict;
  // The reason to open nothing is a sentence of the result, and has strangers' words in it.
  return decision.kind === "abstain" && picked === undefined
    ? `No patch is opened: ${prose(decision.reason, 300)}.`
    : choiceSentence(result, picked);
}

function summarySections(result: Result, choice: string, shown: CheckOptions): Section[] {
  const words = `${choice} The score: ${prose(scoreNote(result), 800)}\n\n> ${NOTICE}`;
  return [
    { name: "the decision", markdown: words, spare: SPARE.never },
    { name: "the ranking", markdown: rankingTable(result, shown), spare: SPARE.ranking },
  ];
}

function textSections(result: Result, diffs: Diffs): Section[] {
  const reasons = reasonList(result);
  const { never, manifest, reasons: spare } = SPARE;
  return [
    { name: "the hashes", markdown: diffHashes(result, diffs), spare: never },
    { name: "the reasons", markdown: reasons && `### Why not\n\n${reasons}`, spare },
    ...diffSections(result, alternatives(result)),
    { name: "how this was made", markdown: manifestDetails(result), spare: manifest },
  ];
}

/** Letters of one text may take several bytes; what is cut to fit follows from how many. */
function withinBytes(sections: readonly Section[]): string {
  let body = capBody(sections, LONGEST_BODY);
  for (let limit = LONGEST_BODY; Buffer.byteLength(body) > MOST_BYTES; ) {
    limit = Math.floor((limit * MOST_BYTES) / Buffer.byteLength(body)) - 1;
    body = capBody(sections, limit);
  }
  return body;
}

/** First line of the block; the number is the version of its form. */
const HASHES = "patchjudge-diffs 1";

function diffHashes({ candidates }: Result, diffs: Diffs): string {
  const lines = candidates.filter(isPickable).flatMap(({ id }) => {
    const diff = diffs.get(id);
    return diff === undefined ? [] : [`${id} ${diffHash(diff)}`];
  });
  return fence([HASHES, ...lines].join("\n"));
}

/** SHA-256 of a diff's bytes, in hex: `/pick` opens only the very patch that was judged. */
export function diffHash(diff: Uint8Array): string {
  return createHash("sha256").update(diff).digest("hex");
}

/**
 * Candidate → SHA-256 of its diff, from a check run's text; `null` if the text is none of ours. Only
 * the very beginning counts: whatever a stranger wrote comes later.
 */
export function readDiffHashes(text: string): Map<number, string> | null {
  const block = BLOCK.exec(text.replaceAll("\r\n", "\n"))?.[1];
  if (block === undefined) return null;
  const lines = block.split("\n").filter((line) => line !== "");
  const entries = lines.map((line): [number, string] => {
    const [candidate = "", hash = ""] = line.split(" ");
    return [Number(candidate), hash];
  });
  const hashes = new Map(entries);
  return hashes.size === entries.length ? hashes : null;
}

const BLOCK = new RegExp(
  `^\`\`\`text\\n${HASHES}\\n((?:[1-9]\\d{0,3} [0-9a-f]{64}\\n)*)\`\`\`(?:\\n|$)`,
);
