import type { CheckRun, Repository } from "../state/types.ts";
import { nodeId, type World } from "../state/world.ts";
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
