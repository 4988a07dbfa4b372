import type { CodeHost } from "../contracts/code-host.ts";
import { createGitData } from "./git-data.ts";
import { createIssues } from "./issues.ts";
import type { Octokit } from "./octokit.ts";
import { createPulls } from "./pulls.ts";
import { createRuns } from "./runs.ts";

export interface RepositoryName {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly url: string;
}

/** One repository on GitHub, spoken to with the rights of one installation. */
export function createCodeHost(
  octokit: Octokit,
  repository: RepositoryName,
  self: string,
): CodeHost {
  const place = { owner: repository.owner, repo: repository.name };
  return {
    repository: {
      id: repository.id,
      fullName: `${repository.owner}/${repository.name}`,
      url: repository.url,
    },
    self,
    ...createIssues(octokit, place),
    ...createGitData(octokit, place),
    ...createRuns(octokit, place),
    ...createPulls(octokit, place),
  };
}
