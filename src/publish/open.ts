import type { CodeHost, HostPull, HostRun } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { DiffApplier, Patch } from "../contracts/repository.ts";
import { issueBehind, type Request, roundOf } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { findOrCreateBranch } from "./branch.ts";
import { rebuildPatch } from "./check-patch.ts";
import { CHECK_NAME, findOrCreateCheck } from "./check-run.ts";
import { checkText } from "./check-text.ts";
import { ownersOf } from "./code-owners.ts";
import { commitMessage } from "./commit-message.ts";
import { findOrCreatePull } from "./pull-request.ts";
import { pullRequestBody, pullRequestTitle } from "./pull-request-text.ts";
import type { SecretScan } from "./secrets.ts";

export interface OpenParts {
  readonly result: Result;
  readonly run: HostRun;
  readonly candidate: number;
  readonly diffs: ReadonlyMap<number, Uint8Array>;
  /** A further round's choice goes on with the pull request that it was asked for; a pick never does. */
  readonly further: boolean;
}

/** The settings of those names. */
export interface OpenSettings {
  readonly label: string;
  readonly open: "draft" | "ready" | "branch";
  readonly reviewers: "none" | "codeowners";
}

export interface OpenDependencies {
  readonly host: CodeHost;
  readonly applier: DiffApplier;
  readonly settings: OpenSettings;
  readonly secrets: SecretScan;
  /** Called before every write; throws where somebody else goes on by now. */
  readonly keep: () => Promise<void>;
}

export interface Opened {
  readonly candidate: number;
  readonly branch: string;
  readonly commit: string;
  /** Null where the settings want a branch alone. */
  readonly pull: number | null;
  /** False: the pull request was there already, and somebody has closed it. */
  readonly open: boolean;
}

/**
 * Branch, commit, pull request, check run and label for one candidate. Every step finds what an
 * earlier try made. Throws a `UserError` with the reason where the candidate may not be opened.
 */
export async function openPull(
  request: Request,
  parts: OpenParts,
  deps: OpenDependencies,
): Promise<Opened> {
  const { host, applier, secrets, keep } = deps;
  const candidate = parts.result.candidates.find(({ id }) => id === parts.candidate);
  const diff = parts.diffs.get(parts.candidate);
  if (candidate === undefined || diff === undefined) {
    throw new UserError(`candidate ${parts.candidate} has no patch`);
  }
  const patch = await rebuildPatch(host, applier, { request, candidate, diff, secrets });
  const result = asRebuilt(parts.result, candidate.id, patch);
  await keep();
  const branch = await findOrCreateBranch(host, {
    request,
    patch,
    message: await redactAll(commitMessage(request, result, candidate.id), secrets),
    ...(parts.further ? await openBranch(host, request) : {}),
  });
  const pull = await openOn(branch.name, { request, parts: { ...parts, result }, deps });
  const check = checkText(result, parts.diffs, {
    picked: candidate.id,
    round: roundOf(request),
  });
  await keep();
  await findOrCreateCheck(host, {
    name: CHECK_NAME,
    commit: branch.commit,
    externalId: request.id,
    url: parts.run.url,
    ...(await redactAll(check, secrets)),
  });
  return {
    candidate: candidate.id,
    branch: branch.name,
    commit: branch.commit,
    pull: pull?.number ?? null,
    open: pull?.open ?? true,
  };
}

/** The branch to go on with, as long as its pull request is open. */
async function openBranch(host: CodeHost, { origin }: Request): Promise<{ onto?: string }> {
  const onto = origin?.round?.branch;
  if (onto === undefined) return {};
  return (await host.findPull(onto))?.open ? { onto } : {};
}

async function openOn(
  branch: string,
  { request, parts, deps }: { request: Request; parts: OpenParts; deps: OpenDependencies },
): Promise<HostPull | null> {
  const { host, settings, secrets, keep } = deps;
  const grew = branch === request.origin?.round?.branch;
  if (grew || settings.open === "branch") return host.findPull(branch);
  const { result, run, candidate: picked } = parts;
  const issueNumber = issueBehind(request);
  const links = { run: run.url };
  const body = pullRequestBody({ request, result, issueNumber, links, picked });
  const said = await redactAll({ title: pullRequestTitle(request), body }, secrets);
  await keep();
  const draft = settings.open === "draft";
  const wanted = { ...said, branch, base: request.base.ref, draft };
  const pull = await findOrCreatePull(host, wanted);
  // Our label comes last: where it is missing, what belongs to a new pull request is not done yet.
  if (pull.labels.includes(settings.label)) return pull;
  if (settings.reviewers === "codeowners") await askOwners(host, request, { pull, result, picked });
  const notYet = draft && !pull.draft ? [NOT_YET] : [];
  await host.addLabels(pull.number, [settings.label, ...notYet]);
  return pull;
}

/** Stands on a pull request that ought to be a draft, where a plan has none. */
const NOT_YET = "do not merge yet";

/** Those that are responsible for what the patch changes. GitHub itself asks them only once it is ready. */
async function askOwners(
  host: CodeHost,
  { base, origin }: Request,
  { pull, result, picked }: { pull: HostPull; result: Result; picked: number },
): Promise<void> {
  const files = result.candidates.find(({ id }) => id === picked)?.files ?? [];
  // Of the default branch: a pull request could name owners of its own.
  const owners = await ownersOf(host, origin?.round?.settings ?? base.commit, files);
  await host.requestReviews(pull.number, owners);
}

/** What is said about a patch is what git says of it here, not what the run said. */
function asRebuilt(result: Result, id: number, patch: Patch): Result {
  const { addedLines, removedLines, changes } = patch;
  const files = changes.map(({ path, target }) => target ?? path);
  const candidates = result.candidates.map((candidate) =>
    candidate.id === id ? { ...candidate, files, addedLines, removedLines } : candidate,
  );
  return { ...result, candidates };
}

async function redactAll<T extends { readonly [K in keyof T]: string }>(
  texts: T,
  { redact }: SecretScan,
): Promise<T> {
  const clean: [string, string][] = [];
  for (const [name, text] of Object.entries<string>(texts)) clean.push([name, await redact(text)]);
  return Object.fromEntries(clean) as T;
}
