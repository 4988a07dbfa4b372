import type { CodeHost, HostRun } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { DiffApplier } from "../contracts/repository.ts";
import type { Request } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { findOrCreateBranch } from "./branch.ts";
import { rebuildPatch } from "./check-patch.ts";
import { CHECK_NAME, findOrCreateCheck } from "./check-run.ts";
import { checkText } from "./check-text.ts";
import { commitMessage } from "./commit-message.ts";
import { findOrCreatePull } from "./pull-request.ts";
import { pullRequestBody, pullRequestTitle } from "./pull-request-text.ts";
import { redact } from "./secrets.ts";

export interface OpenParts {
  readonly result: Result;
  readonly run: HostRun;
  readonly candidate: number;
  readonly diffs: ReadonlyMap<number, Uint8Array>;
}

export interface OpenDependencies {
  readonly host: CodeHost;
  readonly applier: DiffApplier;
  readonly settings: { readonly label: string; readonly draft: boolean };
}

export interface Opened {
  readonly candidate: number;
  readonly branch: string;
  readonly commit: string;
  readonly pull: number;
}

/**
 * Branch, commit, pull request, check run and label for one candidate. Every step finds what an
 * earlier try made. Throws a `UserError` with the reason where the candidate may not be opened.
 */
export async function openPull(
  request: Request,
  parts: OpenParts,
  { host, applier, settings }: OpenDependencies,
): Promise<Opened> {
  const { result, run } = parts;
  const candidate = result.candidates.find(({ id }) => id === parts.candidate);
  const diff = parts.diffs.get(parts.candidate);
  if (candidate === undefined || diff === undefined) {
    throw new UserError(`candidate ${parts.candidate} has no patch`);
  }
  const patch = await rebuildPatch(host, applier, { request, candidate, diff });
  const said = commitMessage(request, result, candidate.id);
  const message = { headline: await redact(said.headline), body: await redact(said.body) };
  const branch = await findOrCreateBranch(host, { request, patch, message });
  const issueNumber = request.origin?.issue ?? 0;
  const picked = { picked: candidate.id };
  const links = { run: run.url };
  const body = pullRequestBody({ request, result, issueNumber, links, ...picked });
  const pull = await findOrCreatePull(host, {
    title: await redact(pullRequestTitle(request)),
    body: await redact(body),
    branch: branch.name,
    base: request.base.ref,
    draft: settings.draft,
  });
  await host.addLabels(pull.number, [settings.label]);
  const check = checkText(result, parts.diffs, picked);
  await findOrCreateCheck(host, {
    name: CHECK_NAME,
    commit: branch.commit,
    externalId: request.id,
    url: run.url,
    title: check.title,
    summary: await redact(check.summary),
    text: await redact(check.text),
  });
  return { candidate: candidate.id, branch: branch.name, commit: branch.commit, pull: pull.number };
}
