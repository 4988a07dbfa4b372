import type { HostRun, RunPort } from "../contracts/code-host.ts";
import { hasStatus, UserError } from "../contracts/errors.ts";
import { toUser } from "./issues.ts";
import { type Octokit, ONCE, orNull, type Place } from "./octokit.ts";

const PAGE = 100;

/** Of runs that are looked at for one that is wanted; GitHub itself filters no more than 1,000. */
const MAX_PAGES = 5;

/** What we read of a workflow run, in answers and in webhooks. */
export interface RawRun {
  readonly id: number;
  readonly html_url: string;
  readonly display_title: string;
  readonly event: string;
  readonly path: string;
  readonly head_branch: string | null;
  readonly head_sha: string;
  readonly actor?: Parameters<typeof toUser>[0];
  readonly triggering_actor?: Parameters<typeof toUser>[0];
  readonly repository: { readonly id: number };
  readonly head_repository: { readonly id: number } | null;
  readonly status: string | null;
  readonly conclusion: string | null;
  readonly created_at: string;
  readonly run_started_at?: string | undefined;
  readonly updated_at: string;
}

/** Workflow runs of one repository. */
export function createRuns(octokit: Octokit, place: Place): RunPort {
  const { actions } = octokit.rest;
  return {
    dispatch: (workflow, inputs) => dispatch(octokit, place, { workflow, inputs }),
    runsSince: (workflow, since, isWanted) =>
      runsSince(octokit, place, { workflow, since, isWanted }),
    async run(run_id) {
      const found = await orNull(actions.getWorkflowRun({ ...place, run_id }));
      return found === null ? null : toRun(found.data);
    },
    async cancelRun(run_id) {
      try {
        await actions.cancelWorkflowRun({ ...place, run_id });
      } catch (error) {
        // 409: it has ended meanwhile.
        if (!hasStatus(error, 409)) throw error;
      }
    },
    async waitsFor(run_id) {
      const { data } = await actions.listJobsForWorkflowRun({ ...place, run_id, per_page: PAGE });
      const waiting = data.jobs.filter(({ status }) => status === "queued" || status === "waiting");
      return [...new Set(waiting.flatMap(({ labels }) => labels))];
    },
    artifact: (run, name, maxBytes) => artifact(octokit, place, { run, name, maxBytes }),
  };
}

async function artifact(
  octokit: Octokit,
  place: Place,
  { run: run_id, name, maxBytes }: { run: number; name: string; maxBytes: number },
): Promise<Uint8Array | null> {
  const { actions } = octokit.rest;
  const { data } = await actions.listWorkflowRunArtifacts({
    ...place,
    run_id,
    name,
    per_page: PAGE,
  });
  const [newest] = data.artifacts
    .filter((found) => found.name === name && !found.expired)
    .sort((a, b) => b.id - a.id);
  if (newest === undefined) return null;
  const size = newest.size_in_bytes;
  if (size > maxBytes) {
    throw new UserError(`the artifact ${name} has ${size} bytes, ${maxBytes} are allowed`);
  }
  const download = { ...place, artifact_id: newest.id, archive_format: "zip" };
  const bytes = new Uint8Array((await actions.downloadArtifact(download)).data as ArrayBuffer);
  // No fault of the runner's, so that it is worth another try.
  if (bytes.length < size && !hasZipEnd(bytes)) {
    throw new Error(`of ${size} bytes of the artifact came ${bytes.length}`);
  }
  return bytes;
}

/** A zip file ends with this record and at most 65,535 bytes of a comment (APPNOTE.TXT, 4.3.16). */
function hasZipEnd(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).subarray(-65_557).includes("PK\u0005\u0006", "latin1");
}

async function runsSince(
  octokit: Octokit,
  place: Place,
  what: { workflow: string; since: Date; isWanted: ((run: HostRun) => boolean) | undefined },
): Promise<HostRun[]> {
  const { workflow, since, isWanted } = what;
  const found: HostRun[] = [];
  for (let page = 1; page <= (isWanted === undefined ? 1 : MAX_PAGES); page++) {
    const list = octokit.rest.actions.listWorkflowRuns({
      ...place,
      workflow_id: workflow,
      event: "workflow_dispatch",
      created: `>=${since.toISOString().replace(/\.\d+/, "")}`,
      per_page: PAGE,
      page,
    });
    const runs = (await orNull(list))?.data.workflow_runs.map(toRun) ?? [];
    found.push(...runs);
    if (runs.length < PAGE || (isWanted !== undefined && runs.some(isWanted))) break;
  }
  return found;
}

async function dispatch(
  octokit: Octokit,
  place: Place,
  what: { workflow: string; inputs: Readonly<Record<string, string>> },
): Promise<{ id: number; url: string } | null> {
  const { data: repository } = await octokit.rest.repos.get(place);
  const send = (more: object) =>
    octokit.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
      ...place,
      workflow_id: what.workflow,
      // The whole name: a tag could have the branch's short one.
      ref: `refs/heads/${repository.default_branch}`,
      inputs: what.inputs,
      ...more,
      ...ONCE,
    });
  try {
    // Newer than the client's types: the answer names the run.
    const answer = await send({ return_run_details: true }).catch((error) => {
      // Servers that do not know the word refuse the call, and have started nothing.
      if (hasStatus(error, 422) && /return_run_details/.test(String(error))) return send({});
      throw error;
    });
    const run: unknown = answer.data;
    return isStarted(run) ? { id: run.workflow_run_id, url: run.html_url } : null;
  } catch (error) {
    if (!hasStatus(error, 404, 422)) throw error;
    throw new UserError(
      `the workflow .github/workflows/${what.workflow} cannot be started; it must be on the default branch, enabled, and take the inputs request and issue`,
    );
  }
}

function isStarted(data: unknown): data is { workflow_run_id: number; html_url: string } {
  return typeof data === "object" && data !== null && "workflow_run_id" in data;
}

export function toRun(run: RawRun): HostRun {
  return {
    id: run.id,
    url: run.html_url,
    title: run.display_title,
    event: run.event,
    // `path@ref` where the run used the file of another ref.
    workflow: run.path.replace(/@.*$/, ""),
    branch: run.head_branch ?? "",
    commit: run.head_sha,
    actor: toUser(run.actor),
    triggeringActor: toUser(run.triggering_actor),
    ownRepository: run.head_repository?.id === run.repository.id,
    status: toStatus(run.status),
    conclusion: run.conclusion,
    createdAt: run.created_at,
    startedAt: run.run_started_at ?? run.created_at,
    updatedAt: run.updated_at,
  };
}

function toStatus(status: string | null): HostRun["status"] {
  if (status === "completed") return "completed";
  return status === "in_progress" ? "running" : "queued";
}
