import { nodeId } from "../state/node-id.ts";
import type { Artifact, Job, Repository, Workflow, WorkflowRun } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { simpleCommit } from "./commit.ts";
import { minimalRepository, repositoryApi, repositoryWeb } from "./repository.ts";
import type { Schemas } from "./schemas.ts";
import { iso, isoOrNull, simpleUser } from "./user.ts";

const RETENTION_MS = 90 * 24 * 3_600_000;

export function runShape(
  world: World,
  repository: Repository,
  run: WorkflowRun,
): Schemas["workflow-run"] {
  const url = `${repositoryApi(world, repository)}/actions/runs/${run.id}`;
  const actor = simpleUser(world, run.actor);
  const home = minimalRepository(world, repository);
  return {
    id: run.id,
    name: run.workflow.name,
    node_id: nodeId("WFR", run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.workflow.path,
    display_title: run.title,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflow.id,
    check_suite_id: run.id,
    check_suite_node_id: nodeId("CS", run.id),
    url,
    html_url: `${repositoryWeb(world, repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: iso(run.createdAt),
    updated_at: iso(run.updatedAt),
    actor,
    triggering_actor: actor,
    run_started_at: iso(run.createdAt),
    referenced_workflows: [],
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${repositoryApi(world, repository)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: null,
    workflow_url: workflowUrl(world, repository, run.workflow),
    head_commit: simpleCommit(run.headCommit),
    repository: home,
    head_repository: home,
  };
}

function workflowUrl(world: World, repository: Repository, workflow: Workflow): string {
  return `${repositoryApi(world, repository)}/actions/workflows/${workflow.id}`;
}

export function workflowShape(
  world: World,
  repository: Repository,
  workflow: Workflow,
): Schemas["workflow"] {
  const web = repositoryWeb(world, repository);
  return {
    id: workflow.id,
    node_id: nodeId("W", workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: "active",
    created_at: iso(workflow.createdAt),
    updated_at: iso(workflow.createdAt),
    url: workflowUrl(world, repository, workflow),
    html_url: `${web}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${web}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
  };
}

export function jobShape(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  job: Job,
): Schemas["job"] {
  const api = repositoryApi(world, repository);
  return {
    id: job.id,
    run_id: run.id,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: 1,
    node_id: nodeId("CR", job.id),
    head_sha: run.headSha,
    head_branch: run.headBranch,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${repositoryWeb(world, repository)}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion as Schemas["job"]["conclusion"],
    created_at: iso(job.createdAt),
    started_at: iso(job.startedAt ?? job.createdAt),
    completed_at: isoOrNull(job.completedAt),
    name: job.name,
    steps: [],
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: [...job.labels],
    runner_id: job.runner === null ? null : 1,
    runner_name: job.runner,
    runner_group_id: job.runner === null ? null : 1,
    runner_group_name: job.runner === null ? null : "Default",
    workflow_name: run.workflow.name,
  };
}

export function artifactShape(
  world: World,
  repository: Repository,
  run: WorkflowRun,
  artifact: Artifact,
): Schemas["artifact"] {
  const url = `${repositoryApi(world, repository)}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId("ART", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    digest: artifact.digest,
    created_at: iso(artifact.createdAt),
    updated_at: iso(artifact.createdAt),
    expires_at: iso(new Date(artifact.createdAt.getTime() + RETENTION_MS)),
    workflow_run: {
      id: run.id,
      repository_id: repository.id,
      head_repository_id: repository.id,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}
