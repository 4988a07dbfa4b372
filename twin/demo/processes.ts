import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Twin, TwinApp } from "../twin.ts";

export interface Started {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

export interface AppParts {
  /** The bundled command line. */
  readonly program: string;
  readonly twin: Twin;
  readonly app: TwinApp;
  readonly port: number;
  /** Where its log goes: lines of JSON. */
  readonly log: string;
}

/** The app in a process of its own, with the environment that Probot's documentation describes. */
export async function startApp({ program, twin, app, port, log }: AppParts): Promise<Started> {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"],
    NODE_ENV: "production",
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: app.webhookSecret,
    HOST: "127.0.0.1",
    PORT: String(port),
    GHE_HOST: new URL(twin.url).host,
    GHE_PROTOCOL: "http",
    LOG_FORMAT: "json",
  };
  // A twin has no rate limits on writing, and whoever tries the demo need not wait for them.
  const args = [program, "serve", "--write-interval-ms", "0"];
  const file = openSync(log, "w");
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", file, file] });
  closeSync(file);
  await answers(`http://127.0.0.1:${port}/ping`, child, log);
  return started(child);
}

export interface RunnerParts {
  /** The bundled stand-in. */
  readonly runner: string;
  readonly program: string;
  readonly twin: Twin;
  /** Options of `patchjudge run`. */
  readonly options: readonly string[];
}

/** The stand-in for the GPU runner: no secret in its environment, and a token that can only read. */
export function startRunner({ runner, program, twin, options }: RunnerParts): Started {
  const kept = ["PATH", "HOME", "PATCHJUDGE_CACHE", "XDG_CACHE_HOME", "HF_ENDPOINT"];
  const env = Object.fromEntries(kept.map((name) => [name, process.env[name]]));
  const args = [runner, "--twin", twin.url, "--program", program, "--", ...options];
  const child = spawn(process.execPath, args, { env, stdio: ["pipe", "inherit", "inherit"] });
  child.stdin.end(twin.controlToken);
  return started(child);
}

function started(child: ChildProcess): Started {
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  return {
    child,
    stop: async () => {
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function answers(url: string, child: ChildProcess, log: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) break;
    const up = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await wait(100);
  }
  throw new Error(`the app did not start; its log is ${log}`);
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== "object" || address === null) throw new Error("no port is free");
  return address.port;
}
