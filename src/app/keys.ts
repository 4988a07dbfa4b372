import type { HostUser } from "../contracts/code-host.ts";

/** Jobs on one issue run one after another. */
export function issueKey(repositoryId: number, issue: number): string {
  return `${repositoryId}#${issue}`;
}

/** One person's commands in one repository have a limit of their own in the queue. */
export function shareOf(repositoryId: number, { id }: HostUser): string {
  return `${repositoryId}:${id}`;
}
