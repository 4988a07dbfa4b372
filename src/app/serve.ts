import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type Probot, run } from "probot";
import { UserError } from "../contracts/errors.ts";
import { diffApplier } from "../workspace/apply-diff.ts";
import { createApp, type OpenPlace } from "./app.ts";
import { createMetrics } from "./metrics.ts";
import { KeyedQueue } from "./queue.ts";
import { redeliverFailed } from "./redeliver.ts";
import { sweep } from "./sweep.ts";
import { throttledOctokit } from "./throttle.ts";

export interface ServeOptions {
  /** Issues that are worked on side by side. */
  readonly jobs: number;
  readonly sweepSeconds: number;
  readonly writeIntervalMs: number;
  /** After so long without news from it, another process takes over what one was doing. */
  readonly leaseSeconds: number;
}

/** A call that GitHub leaves open; well below the lease, so that whoever waited still holds the claim. */
const LONGEST_CALL_MS = 20_000;

/** How long a stop waits for jobs; what is left then is found by the next start's sweep. */
const STOP_MS = 25_000;

/**
 * Runs the app until SIGTERM or SIGINT. Address, credentials and logging come from Probot's own
 * environment variables (https://probot.github.io/docs/configuration/); without `APP_ID` it shows Probot's
 * page for making the app.
 */
export async function serve(options: ServeOptions, env: NodeJS.ProcessEnv): Promise<void> {
  let app: Probot | undefined;
  const queue = new KeyedQueue(options.jobs, (error) => {
    metrics.failure();
    app?.log.error({ err: error }, "a job broke; the sweep tries again");
  });
  const metrics = createMetrics(() => queue.size);
  const worker = {
    name: `${hostname()}-${randomUUID()}`,
    now: () => new Date(),
    leaseMs: options.leaseSeconds * 1000,
  };
  let stopSweeping = () => {};
  const started = (probot: Probot, openPlace: OpenPlace) => {
    // Here, since only now Probot has read its `.env`. Its default secret is known to everybody.
    assertSecret(env["WEBHOOK_SECRET"]);
    app = probot;
    stopSweeping = sweepRegularly({ app: probot, openPlace, queue }, options.sweepSeconds);
  };
  // Probot would otherwise lead all webhooks through a public relay as long as no app is made.
  env["NO_SMEE_SETUP"] ??= "true";
  const parts = { worker, applier: diffApplier, queue, metrics };
  const Octokit = throttledOctokit({
    writeIntervalMs: options.writeIntervalMs,
    timeoutMs: Math.min(LONGEST_CALL_MS, worker.leaseMs / 2),
  });
  const server = await run(createApp(parts, started), { env, Octokit });
  // Probot's own listener ends the process before our jobs have.
  process.removeAllListeners("SIGINT");
  await new Promise<void>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
  stopSweeping();
  await server.stop();
  const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
  await Promise.race([queue.idle(), late]);
}

function assertSecret(secret: string | undefined): void {
  if (secret !== undefined && secret.trim() !== "" && secret !== "development") return;
  throw new UserError(
    "WEBHOOK_SECRET is missing: without it anybody could send webhooks in GitHub's name; set it to the secret of the app",
  );
}

function sweepRegularly(
  parts: { app: Probot; openPlace: OpenPlace; queue: KeyedQueue },
  seconds: number,
): () => void {
  const { app } = parts;
  const log = app.log.child({ name: "sweep" });
  const settled = new Set<string>();
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const once = async () => {
    try {
      await sweep({ ...parts, log, settled });
      const redelivered = await redeliverFailed(app, new Date());
      if (redelivered > 0) log.info({ redelivered }, "asked for lost deliveries again");
    } catch (error) {
      log.warn({ err: error }, "the sweep broke; it is tried again");
    }
    if (!stopped) timer = setTimeout(once, seconds * 1000);
  };
  timer = setTimeout(once, 1_000);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
