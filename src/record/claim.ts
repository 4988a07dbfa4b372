import { z } from "zod";
import type { CodeHost, GitPort } from "../contracts/code-host.ts";
import { Request } from "../contracts/request.ts";
import { parseJson } from "./parse-json.ts";
import type { Seal } from "./seal.ts";

/** How far the run of an issue is. */
const Stage = z.enum(["claimed", "dispatched", "publishing"]);

const State = z.object({
  version: z.literal(1),
  stage: Stage,
  /** Who works on it: one process, for a while. */
  holder: z.string(),
  /** Until when nobody else may take over; ISO 8601. */
  until: z.iso.datetime(),
  /** The workflow run, once it is known. */
  run: z.int().positive().nullable(),
  /** How often the claim was taken from a holder that had not finished. */
  takeovers: z.int().nonnegative(),
  /** Who asked for the run to be cancelled. */
  cancelledBy: z.string().nullable(),
});
export type ClaimState = z.infer<typeof State>;

const SealedState = State.extend({ seal: z.string() });

/** An issue that is being worked on, as the host has it. */
export interface Claim {
  readonly ref: string;
  /** The commit that holds this state; moves on with every change. */
  readonly commit: string;
  readonly tree: string;
  /** The blob with the request: what the run reads, and what its result must name. */
  readonly requestBlob: string;
  readonly request: Request;
  readonly state: ClaimState;
}

export type ClaimOutcome =
  | { readonly kind: "new"; readonly claim: Claim }
  /** Whoever worked on it is gone; it is ours now, and some of it may be done. */
  | { readonly kind: "taken-over"; readonly claim: Claim }
  /** Another process works on this very request. */
  | { readonly kind: "busy" }
  /** The issue has another request under way. */
  | { readonly kind: "other"; readonly claim: Claim };

export interface Worker {
  /** Name of this process; no other has it. */
  readonly name: string;
  readonly seal: Seal;
  readonly now: () => Date;
  /**
   * How long a claim is this worker's alone. Longer than any step takes, shorter than anybody likes
   * to wait after a crash.
   */
  readonly leaseMs: number;
}

/** Claims are of one repository. */
export type ClaimHost = GitPort & { readonly repository: Pick<CodeHost["repository"], "id"> };

export const CLAIMS = "refs/patchjudge/claims/";

const REQUEST = "request.json";

const NEW_STATE = {
  version: 1,
  stage: "claimed",
  run: null,
  takeovers: 0,
  cancelledBy: null,
} as const;

/** What may change of a state. */
export type StateChange = Partial<Omit<ClaimState, "version" | "holder" | "until">>;

/**
 * Claims an issue for a request: one run at a time an issue, whoever asks first. The claim is a
 * ref, because creating one is the only thing that GitHub lets exactly one of two callers do; moving it
 * forward is the same for every later state. Nothing else remembers what is under way.
 */
export async function claimIssue(
  host: ClaimHost,
  worker: Worker,
  request: Request,
): Promise<ClaimOutcome> {
  const ref = claimRef(issueOf(request));
  const requestBlob = await host.writeBlob(`${JSON.stringify(request, null, 1)}\n`);
  const state = leased(worker, NEW_STATE);
  const tree = await host.writeTree([{ path: REQUEST, blob: requestBlob }]);
  const claim = { ref, tree, requestBlob, request, state };
  const message = stateMessage(worker.seal, claim, state);
  const commit = await host.writeCommit({ tree, parents: [], message });
  if (await createOrReplace(host, worker, ref, commit)) {
    return { kind: "new", claim: { ...claim, commit } };
  }
  const standing = await readClaim(host, worker, ref);
  // It ended between our two questions: whoever asks again finds the issue free.
  if (standing === null) return { kind: "busy" };
  if (standing.request.id !== request.id) return { kind: "other", claim: standing };
  const taken = await takeOver(host, worker, standing);
  return taken === null ? { kind: "busy" } : { kind: "taken-over", claim: taken };
}

/** What stands there and is not ours keeps nobody out: it is replaced. */
async function createOrReplace(
  host: ClaimHost,
  worker: Worker,
  ref: string,
  commit: string,
): Promise<boolean> {
  if (await host.createRef(ref, commit)) return true;
  const standing = await host.readRef(ref);
  if (standing === null || (await parseClaim(host, worker, ref, standing)) !== null) return false;
  await host.deleteRef(ref);
  return host.createRef(ref, commit);
}

/** The claim becomes ours if its holder's time is up; null where it is not, or somebody was faster. */
export async function takeOver(
  host: ClaimHost,
  worker: Worker,
  claim: Claim,
): Promise<Claim | null> {
  if (isHeld(claim, worker)) return null;
  const abandoned = claim.state.holder === "" ? 0 : 1;
  return moveClaim(host, worker, claim, { takeovers: claim.state.takeovers + abandoned });
}

/** Whether somebody else may still be at work on it. */
export function isHeld({ state }: Claim, worker: Worker): boolean {
  return (
    state.holder !== "" && state.holder !== worker.name && new Date(state.until) > worker.now()
  );
}

/**
 * The next state, ours for a while longer. Null: somebody else moved the claim on, so this worker
 * must stop.
 */
export async function moveClaim(
  host: ClaimHost,
  worker: Worker,
  claim: Claim,
  change: StateChange,
): Promise<Claim | null> {
  return advance(host, worker, claim, leased(worker, { ...claim.state, ...change }));
}

/** The next state, left to whoever hears next of the run. */
export async function releaseClaim(
  host: ClaimHost,
  worker: Worker,
  claim: Claim,
  change: StateChange = {},
): Promise<Claim | null> {
  // What was done counts anew: an outage that has passed must not end a run that is well.
  return advance(host, worker, claim, { ...claim.state, ...change, holder: "", takeovers: 0 });
}

/** The issue is free again; nothing where the claim is somebody else's by now, or another's. */
export async function endClaim(host: ClaimHost, worker: Worker, claim: Claim): Promise<void> {
  if ((await advance(host, worker, claim, claim.state)) !== null) await host.deleteRef(claim.ref);
}

export async function readClaim(
  host: ClaimHost,
  worker: Worker,
  ref: string,
): Promise<Claim | null> {
  const commit = await host.readRef(ref);
  return commit === null ? null : parseClaim(host, worker, ref, commit);
}

export function claimRef(issue: number): string {
  return `${CLAIMS}issue-${issue}`;
}

async function advance(
  host: ClaimHost,
  worker: Worker,
  claim: Claim,
  state: ClaimState,
): Promise<Claim | null> {
  const message = stateMessage(worker.seal, claim, state);
  const commit = await host.writeCommit({ tree: claim.tree, parents: [claim.commit], message });
  return (await host.advanceRef(claim.ref, commit)) ? { ...claim, commit, state } : null;
}

/** The state is in the message, so that moving on takes two calls and no new files. */
function stateMessage(seal: Seal, claim: Omit<Claim, "commit">, state: ClaimState): string {
  const sealed = { ...state, seal: seal.mark(sealedParts(claim, state)) };
  return `${state.stage} ${claim.request.id}\n\n${JSON.stringify(sealed)}\n`;
}

/** The request by its tree, and the issue by the ref: a claim cannot be moved to another issue. */
function sealedParts({ ref, tree }: Pick<Claim, "ref" | "tree">, state: ClaimState): unknown[] {
  return ["claim", ref, tree, State.parse(state)];
}

/** Null where somebody else's hand wrote what stands there. */
async function parseClaim(
  host: ClaimHost,
  { seal }: Worker,
  ref: string,
  commit: string,
): Promise<Claim | null> {
  const { tree, message } = await host.readCommit(commit);
  const sealed = SealedState.safeParse(parseJson(message.slice(message.indexOf("\n"))));
  if (!sealed.success) return null;
  const { seal: mark, ...state } = sealed.data;
  if (!seal.holds(sealedParts({ ref, tree }, state), mark)) return null;
  const entry = (await host.readTree(commit)).find(({ path }) => path === REQUEST);
  if (entry === undefined) return null;
  const text = Buffer.from(await host.readBlob(entry.oid)).toString("utf8");
  const request = Request.safeParse(parseJson(text));
  // A claim of another repository has a seal of ours as well.
  const isOwn = request.data?.origin?.repositoryId === host.repository.id;
  if (!request.success || !isOwn || claimRef(issueOf(request.data)) !== ref) return null;
  return { ref, commit, tree, requestBlob: entry.oid, request: request.data, state };
}

function leased(worker: Worker, state: Omit<ClaimState, "holder" | "until">): ClaimState {
  const until = new Date(worker.now().getTime() + worker.leaseMs).toISOString();
  return { ...state, holder: worker.name, until };
}

function issueOf({ origin }: Request): number {
  if (origin === undefined) throw new Error("only requests from an issue are claimed");
  return origin.issue;
}
