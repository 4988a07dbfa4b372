import type { CodeHost, HostPull } from "../contracts/code-host.ts";

/** The commit that git says another one takes back; null where it takes back none. */
export function revertedCommit(message: string): string | null {
  return /^This reverts commit ([0-9a-f]{40,64})\b/m.exec(message)?.[1] ?? null;
}

/**
 * The pull request of this repository that another one takes back, by the line that GitHub writes into it;
 * null where it takes back none, or was not merged. Only branches of the repository count: their authors may
 * write, while anybody can have such a line merged with a change of spelling.
 */
export function revertedPull(
  { repository }: Pick<CodeHost, "repository">,
  { body, mergeCommit, ownRepository }: Pick<HostPull, "body" | "mergeCommit" | "ownRepository">,
): number | null {
  const [, name = "", number] = REVERTS.exec(body) ?? [];
  if (number === undefined || mergeCommit === null || !ownRepository) return null;
  const isHere = name === "" || name.toLowerCase() === repository.fullName.toLowerCase();
  return isHere ? Number(number) : null;
}

/** GitHub's line, with nothing else on it. */
const REVERTS = /^Reverts ([\w.-]+\/[\w.-]+)?#([1-9]\d{0,8})[ \t]*\r?$/m;

/** Whether a pull request's text may say so; asked of webhooks, before anything is asked of the host. */
export function maySayRevert(body: string): boolean {
  return REVERTS.test(body);
}
