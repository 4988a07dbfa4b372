import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { type ApplicationFunction, type Probot, run, type Server } from "probot";
import { UserError } from "../contracts/errors.ts";
import { createSecretScan } from "../publish/secrets.ts";
import { createSeal } from "../record/seal.ts";
import { diffApplier } from "../workspace/apply-diff.ts";
import { createApp } from "./app.ts";
import { liveSecrets } from "./live-secrets.ts";
import { createMetrics, type Metrics } from "./metrics.ts";
import { serveMetrics } from "./metrics-server.ts";
import type { OpenPlace } from "./open-place.ts";
import { KeyedQueue } from "./queue.ts";
import { redeliverFailed } from "./redeliver.ts";
import { endsWithin } from "./stop.ts";
import { Strangers } from "./strangers.ts";
import { createSweep, type SweepParts } from "./sweep.ts";
import { throttledOctokit } from "./throttle.ts";

export interface ServeOptions {
  /** Issues that are worked on side by side. */
  readonly jobs: number;
  readonly sweepSeconds: number;
  readonly writeIntervalMs: number;
  /** After so long without news from it, another process takes over what one was doing. */
  readonly leaseSeconds: number;
  /** How long a stop waits for jobs; what is left then is found by the next start's sweep. */
  readonly stopSeconds: number;
  /** Nobody is told figures where it is missing. */
  readonly metricsPort?: number;
}

/** A call that GitHub leaves open; well below the lease, so that whoever waited still holds the claim. */
const LONGEST_CALL_MS = 20_000;

/**
 * Runs the app until SIGTERM or SIGINT. Address, credentials and logging come from Probot's own
 * environment variables (https://probot.github.io/docs/configuration/); without `APP_ID` it shows Probot's
 * page for making the app.
 */
export async function serve(options: ServeOptions, env: NodeJS.ProcessEnv): Promise<void> {
  let app: Probot | undefined;
  const queue = new KeyedQueue({ running: options.jobs }, (error, about) => {
    metrics.failure();
    app?.log.error({ err: error, ...about }, "a job broke; the sweep tries again");
  });
  const metrics = createMetrics(() => queue.size);
  const missed = new Set<number>();
  const toClose: (() => void | Promise<void>)[] = [];
  const close = () => Promise.all(toClose.map((each) => each()));
  const started = async (probot: Probot, openPlace: OpenPlace) => {
    app = probot;
    toClose.push(await openMetrics(metrics, options, env));
    toClose.push(sweepRegularly({ app: probot, openPlace, queue, missed }, options.sweepSeconds));
  };
  // Asked for when Probot has read its `.env`.
  const parts = () => ({ ...ownParts(options, env), queue, metrics, missed });
  const server = await listen(createApp(parts, started), options, env).catch((error) => {
    void close();
    throw error;
  });
  await toldToStop();
  // In this order: the first two bring jobs.
  const work = Promise.all([server.stop(), close()]).then(() => queue.idle());
  if (await endsWithin(options.stopSeconds * 1000, work)) return;
  app?.log.warn({ jobs: queue.size }, "stopped with jobs left; the next start's sweep goes on");
  // A job that hangs, or a connection that stays open, would keep the process for ever.
  process.exit(0);
}

function listen(
  app: ApplicationFunction,
  { writeIntervalMs, leaseSeconds }: ServeOptions,
  env: NodeJS.ProcessEnv,
): Promise<Server> {
  // Probot would otherwise lead all webhooks through a public relay as long as no app is made.
  env["NO_SMEE_SETUP"] ??= "true";
  const timeoutMs = Math.min(LONGEST_CALL_MS, (leaseSeconds * 1000) / 2);
  return run(app, { env, Octokit: throttledOctokit({ writeIntervalMs, timeoutMs }) });
}

async function openMetrics(
  metrics: Metrics,
  { metricsPort: port }: ServeOptions,
  env: NodeJS.ProcessEnv,
): Promise<() => void> {
  if (port === undefined) return () => {};
  // Probot's own default.
  return serveMetrics(metrics, { host: env["HOST"] || "localhost", port });
}

async function toldToStop(): Promise<void> {
  // Probot's own listener ends the process before our jobs have.
  process.removeAllListeners("SIGINT");
  await new Promise<void>((resolve) => {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => resolve());
  });
}

function ownParts({ leaseSeconds }: ServeOptions, env: NodeJS.ProcessEnv) {
  const now = () => new Date();
  const worker = {
    name: `${hostname()}-${randomUUID()}`,
    seal: createSeal(readSecret(env["WEBHOOK_SECRET"])),
    now,
    leaseMs: leaseSeconds * 1000,
  };
  const secrets = createSecretScan(liveSecrets(env));
  return { worker, secrets, applier: diffApplier, strangers: new Strangers(now) };
}

/** Probot's default secret is known to everybody. */
function readSecret(secret: string | undefined): string {
  if (secret !== undefined && secret.trim() !== "" && secret !== "development") return secret;
  throw new UserError(
    "WEBHOOK_SECRET is missing: without it anybody could send webhooks in GitHub's name; set it to the secret of the app",
  );
}

/** Returns what ends it: the round that is under way, too. */
function sweepRegularly(
  parts: Omit<SweepParts, "log" | "signal"> & { app: Probot },
  seconds: number,
): () => Promise<void> {
  const { app } = parts;
  const log = app.log.child({ name: "sweep" });
  const stop = new AbortController();
  const sweep = createSweep({ ...parts, log, signal: stop.signal });
  let round = Promise.resolve();
  const once = async () => {
    try {
      await sweep();
      const redelivered = await redeliverFailed(app, new Date());
      if (redelivered > 0) log.info({ redelivered }, "asked for lost deliveries again");
    } catch (error) {
      log.warn({ err: error }, "the sweep broke; it is tried again");
    }
    if (!stop.signal.aborted) timer = setTimeout(begin, seconds * 1000);
  };
  const begin = () => {
    round = once();
  };
  let timer = setTimeout(begin, 1_000);
  return () => {
    stop.abort();
    clearTimeout(timer);
    return round;
  };
}
