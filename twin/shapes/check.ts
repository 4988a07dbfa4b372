import { nodeId } from "../state/node-id.ts";
import type { CheckRun, Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { pullMinimal, pullsAt } from "./pull.ts";
import { repositoryApi, repositoryWeb } from "./repository.ts";
import type { Schemas } from "./schemas.ts";
import { isoOrNull, via } from "./user.ts";

export function checkShape(
  world: World,
  repository: Repository,
  run: CheckRun,
): Schemas["check-run"] {
  const url = `${repositoryApi(world, repository)}/check-runs/${run.id}`;
  const html = `${repositoryWeb(world, repository)}/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("CR", run.id),
    head_sha: run.headSha,
    external_id: run.externalId ?? "",
    url,
    html_url: html,
    details_url: run.detailsUrl ?? html,
    status: run.status,
    conclusion: run.conclusion as Schemas["check-run"]["conclusion"],
    started_at: isoOrNull(run.startedAt),
    completed_at: isoOrNull(run.completedAt),
    output: {
      ...run.output,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: run.suiteId },
    app: via(world, run.app),
    pull_requests: pullsAt(repository, run.headSha).map((found) =>
      pullMinimal(world, repository, found),
    ),
  };
}

/** In webhooks the check run comes with its suite. */
export function hookCheckShape(world: World, repository: Repository, run: CheckRun) {
  const shape = checkShape(world, repository, run);
  const at = isoOrNull(run.startedAt);
  return {
    ...shape,
    check_suite: {
      id: run.suiteId,
      node_id: nodeId("CS", run.suiteId),
      head_branch: pullsAt(repository, run.headSha)[0]?.pull.headRef ?? null,
      head_sha: run.headSha,
      status: run.status,
      conclusion: run.conclusion,
      url: `${repositoryApi(world, repository)}/check-suites/${run.suiteId}`,
      before: null,
      after: run.headSha,
      pull_requests: shape.pull_requests,
      app: shape.app,
      created_at: at,
      updated_at: at,
    },
  };
}
