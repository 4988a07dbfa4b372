import type { CodeHost, HostRun } from "../contracts/code-host.ts";
import { createClient } from "../github/client.ts";
import { createCodeHost } from "../github/code-host.ts";
import type { Runs, Workplace } from "../lifecycle/workplace.ts";
import { whyNotOwnRun } from "../publish/origin.ts";
import { createSecretScan } from "../publish/secrets.ts";
import { createSeal } from "../record/seal.ts";
import { diffApplier } from "../workspace/apply-diff.ts";
import type { Inputs } from "./inputs.ts";
import { createLog } from "./log.ts";
import type { Surroundings } from "./surroundings.ts";

/** Who writes with the workflow's own token. */
const WORKFLOW_BOT = "github-actions[bot]";

/**
 * Jobs of one repository have no secret in common but the token that each is lent. So the seal only tells our
 * records from accidents here: whoever can push could also change the workflow itself.
 */
const NO_SECRET = "the workflow's own";

const LEASE_MS = 120_000;

/** What a job works with; the run that it starts is the one that it belongs to. */
export async function openPlace(
  inputs: Inputs,
  around: Pick<Surroundings, "repository" | "run">,
  runs: Partial<Runs> = {},
): Promise<Workplace> {
  const { repository, run } = around;
  const slug = inputs["app-slug"];
  const self = slug === "" ? WORKFLOW_BOT : `${slug}[bot]`;
  const host = createCodeHost(await createClient(inputs.token), repository, self);
  const worker = {
    name: `run-${run.id}-${run.attempt}-${inputs.mode}`,
    seal: createSeal(NO_SECRET),
    now: () => new Date(),
    leaseMs: LEASE_MS,
  };
  return {
    host,
    isQueue: false,
    startRun: async () => run,
    doubt: ownRunDoubt(host),
    ...runs,
    applier: diffApplier,
    worker,
    secrets: createSecretScan([inputs.token]),
    log: createLog(),
    count: () => {},
  };
}

function ownRunDoubt(host: CodeHost): Runs["doubt"] {
  return async (run: HostRun, { source }, { workflow }) => {
    const { name: defaultBranch } = await host.defaultBranch();
    return whyNotOwnRun(run, { workflow, defaultBranch, source });
  };
}
