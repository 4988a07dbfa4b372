import type { CodeHost, HostPull } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import { issueBehind, type Request, type Round, roundOf } from "../contracts/request.ts";
import { isBranchName } from "../publish/branch.ts";
import { isSelf } from "../publish/own-account.ts";
import type { RunRecord } from "../record/log.ts";

export interface FurtherRound {
  /** The newest round before it. */
  readonly before: Request;
  readonly base: Request["base"];
  readonly round: Round;
}

/**
 * What a further round on a pull request begins with: its head, and the newest round's request. Throws a
 * `UserError` with the reason where there can be none.
 */
export async function furtherRound(
  host: CodeHost,
  { issue }: CommandEvent,
  records: readonly RunRecord[],
  settings: string,
): Promise<FurtherRound> {
  const pull = await host.pull(issue.number);
  if (pull === null) throw new UserError("the pull request is gone");
  const fault = whyNot(host, pull);
  if (fault !== null) throw new UserError(fault);
  const last = records.at(-1);
  if (last === undefined) {
    throw new UserError(
      "there is no record of how this pull request was made; comment on its issue instead",
    );
  }
  const number = Math.max(...records.map(({ request }) => roundOf(request))) + 1;
  return {
    before: last.request,
    base: { ref: pull.base, commit: pull.head.commit },
    round: { number, issue: issueBehind(last.request), branch: pull.head.branch, settings },
  };
}

function whyNot(host: CodeHost, { author, head, open, ownRepository }: HostPull): string | null {
  if (!ownRepository) return "this works on issues, and not on pull requests from a fork";
  if (!isSelf(host, author) || !isBranchName(head.branch)) {
    return "this works on issues and on pull requests that I have opened";
  }
  return open ? null : "the pull request is closed; reopen it, or comment on its issue";
}
