import { createHash } from "node:crypto";
import { hashRequest, type Request } from "../../src/contracts/request.ts";
import type { Result } from "../../src/contracts/result.ts";
import { type Publication, sealPublication } from "../../src/record/log.ts";
import { type Outcome, outcomePath } from "../../src/record/outcome.ts";
import { type Picked, pickPath } from "../../src/record/picked.ts";
import { createSeal } from "../../src/record/seal.ts";
import { requestId } from "../../src/request/request-id.ts";
import { createRequest, createResult } from "./run-parts.ts";

/** What became of a request, plain and valid; every test says only what matters to it. */
export function createPublication(
  request: Request,
  overrides: Partial<Publication> = {},
): Publication {
  return {
    version: 1,
    requestId: request.id,
    kind: "opened",
    reason: "",
    candidate: 1,
    branch: "patchjudge/12-add-subtracts",
    commit: "c".repeat(40),
    pull: 7,
    run: 5,
    requestBlob: "b".repeat(40),
    requestSha256: hashRequest(request),
    diffs: {},
    at: "2026-03-05T10:00:00Z",
    ...overrides,
  };
}

export function createPicked(overrides: Partial<Picked> = {}): Picked {
  const asked = { by: "bob", askedAt: "2026-03-06T10:00:00Z" };
  return { version: 1, candidate: 2, pull: 9, commit: "d".repeat(40), ...asked, ...overrides };
}

export function createOutcome(overrides: Partial<Outcome> = {}): Outcome {
  const known = { pull: 7, candidate: 1, editedLines: 0, mergeCommit: "e".repeat(40) };
  return { version: 1, kind: "merged", ...known, at: "2026-03-07T10:00:00Z", ...overrides };
}

/** Another request about an issue, for each comment one. */
export function requestOf(comment: number, issue = 12, overrides: Partial<Request> = {}): Request {
  const request = createRequest();
  const source = { kind: "comment" as const, id: comment };
  const origin = { ...(request.origin as NonNullable<Request["origin"]>), issue, source };
  return { ...request, id: requestId(origin), origin, ...overrides };
}

/** A result that names its request. */
export function resultOf(request: Request, overrides: Partial<Result> = {}): Result {
  const result = createResult({ task: request.task, ...overrides });
  const { id: named, base, settings } = request;
  const own = { requestId: named, requestSha256: hashRequest(request), baseCommit: base.commit };
  return { ...result, manifest: { ...result.manifest, ...own, settings } };
}

/** SHA-256 of each candidate's diff, as a publication has it. */
export function diffsOf({ candidates }: Result): Record<string, string> {
  return Object.fromEntries(
    candidates.flatMap(({ id, diff }) =>
      diff === undefined ? [] : [[id, createHash("sha256").update(diff).digest("hex")]],
    ),
  );
}

export interface RecordParts {
  readonly request: Request;
  readonly publication: Publication;
  readonly result?: Result;
  readonly picks?: readonly Picked[];
  readonly outcomes?: readonly Outcome[];
}

/** The files of a record, as the app writes them. */
export function recordFiles(parts: RecordParts): Record<string, string> {
  const { request, publication, result, picks = [], outcomes = [] } = parts;
  const seal = createSeal("a secret of the tests");
  return {
    "request.json": text(request),
    ...(result === undefined ? {} : { "result.json": text(result) }),
    "publication.json": text(sealPublication(seal, 7, publication)),
    ...Object.fromEntries(picks.map((pick) => [pickPath(pick), text(pick)])),
    ...Object.fromEntries(outcomes.map((outcome) => [outcomePath(outcome.pull), text(outcome)])),
  };
}

function text(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
