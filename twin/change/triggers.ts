import { tryGit } from "../git/git.ts";
import { readTree } from "../git/objects.ts";
import { branchSha } from "../git/refs.ts";
import type { World } from "../state/world.ts";
import type { HookEvent } from "../webhooks/types.ts";
import { startRun } from "./runs.ts";
import { readWorkflow, type WorkflowFile } from "./workflow-file.ts";

const FOLDER = ".github/workflows";

/** Events that start workflows of the default branch. `pull_request` and `push` are not modelled. */
const STARTS = new Set(["issue_comment", "issues", "repository_dispatch"]);

/** What a job does with its own token starts nothing, but for dispatches. */
const JOB_BOT = "github-actions[bot]";

/** Starts workflows by events. They run when a runner takes their jobs. */
export function startByEvents(world: World): void {
  world.listeners.push((hook, payload) => {
    const byJob = hook.sender.login === JOB_BOT && hook.event !== "repository_dispatch";
    if (STARTS.has(hook.event) && !byJob) world.deliveries.track(startAll(world, hook, payload));
  });
}

async function startAll(
  world: World,
  hook: HookEvent,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { repository } = hook;
  const { gitDir, defaultBranch } = repository;
  const headSha = await branchSha(gitDir, defaultBranch);
  if (
    headSha === undefined ||
    (await tryGit(gitDir, ["cat-file", "-t", `${headSha}:${FOLDER}`])) === undefined
  )
    return;
  for (const entry of await readTree(gitDir, `${headSha}:${FOLDER}`, false)) {
    const path = `${FOLDER}/${entry.path}`;
    const file = await readWorkflow(repository, headSha, path);
    if (file === undefined || !isStartedBy(file, hook)) continue;
    await startRun(
      { world, repository },
      {
        ...{ path, file, payload, headSha },
        event: hook.event,
        headBranch: defaultBranch,
        actor: hook.sender,
        inputs: {},
      },
    );
  }
}

function isStartedBy(file: WorkflowFile, { event, action }: HookEvent): boolean {
  if (!(event in file.on)) return false;
  const wanted = file.on[event];
  if (typeof wanted !== "object" || wanted === null || !("types" in wanted)) return true;
  const { types } = wanted as { types: unknown };
  return [types].flat().includes(action);
}
