import { randomBytes } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { startTwin, type Twin } from "../twin.ts";
import { type Outcome, waitForOutcome } from "./outcome.ts";
import { freePort, type Started, startApp, startRunner } from "./processes.ts";
import { prepareRepository } from "./repository.ts";

export interface DemoOptions {
  /** The package's folder. */
  readonly root: string;
  /** The bundled stand-in for the runner. */
  readonly runner: string;
  readonly model: string;
  readonly candidates: number;
  readonly port: number;
  /** Ends when the request has. */
  readonly once: boolean;
  readonly json: boolean;
}

const REPOSITORY = "octo-org/splitbill";

/**
 * The whole product on this machine: a GitHub, the app, a runner. Somebody comments `/generate` on an issue;
 * resolves to the exit code once the request has ended, or when the reader has seen enough.
 */
export async function demo(options: DemoOptions): Promise<number> {
  const data = join(options.root, ".patchjudge", "twin");
  await rm(data, { recursive: true, force: true });
  await mkdir(data, { recursive: true });
  const say = (line: string) =>
    void (options.json ? process.stderr : process.stdout).write(`${line}\n`);
  const twin = await startTwin({ dataDir: join(data, "git"), port: options.port });
  const processes: Started[] = [];
  try {
    const issue = await populate(twin, data, options, processes);
    say(
      `A GitHub of your own runs on this machine; nothing leaves it.\n\n  the issue         ${issue.url}`,
    );
    await twin.as("alice").comment(REPOSITORY, issue.number, "/generate");
    say("  alice comments    /generate\n");
    const began = Date.now();
    const alive = () => processes.every(({ child }) => child.exitCode === null);
    const outcome = await Promise.race([waitForOutcome(twin, REPOSITORY, alive), interrupted()]);
    if (outcome === null) return 3;
    const seconds = Math.round((Date.now() - began) / 100) / 10;
    say(describe(outcome, issue.url, seconds));
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ ...outcome, issue: issue.url, seconds })}\n`);
    }
    if (!options.once) {
      say("\nIt stays up: comment /status or /generate with words on the issue. Ctrl-C ends it.");
      await interrupted();
    }
    return isGood(outcome) ? 0 : 1;
  } finally {
    await Promise.all(processes.map((each) => each.stop()));
    await twin.close();
  }
}

async function populate(
  twin: Twin,
  data: string,
  options: DemoOptions,
  processes: Started[],
): Promise<{ number: number; url: string }> {
  const { root, runner, model, candidates } = options;
  const example = join(root, "examples", "splitbill");
  const program = join(root, "dist", "cli", "main.js");
  const from = await prepareRepository(join(example, "repo"), join(data, "splitbill"), candidates);
  for (const login of ["alice", "bob", "stranger"]) twin.addUser(login);
  await twin.addRepository({ owner: "octo-org", name: "splitbill", from });
  twin.setPermission(REPOSITORY, "alice", "admin");
  twin.setPermission(REPOSITORY, "bob", "write");
  const port = await freePort();
  const webhookUrl = `http://127.0.0.1:${port}/api/github/webhooks`;
  const app = twin.addApp({
    slug: "patchjudge",
    webhookUrl,
    webhookSecret: randomBytes(24).toString("hex"),
  });
  processes.push(await startApp({ program, twin, app, port, log: join(data, "app.log") }));
  await twin.install(app, REPOSITORY);
  processes.push(startRunner({ runner, program, twin, options: ["--model", model] }));
  const [first = "", ...rest] = (await readFile(join(example, "issue.md"), "utf8")).split("\n");
  const { number, html_url: url } = await twin.as("bob").openIssue(REPOSITORY, {
    title: first.replace(/^#+\s*/, ""),
    body: rest.join("\n").trim(),
  });
  return { number, url };
}

/** A pull request that holds what was judged best, or a stated reason why there is none. */
function isGood({ kind, reason, pull, sameTree }: Outcome): boolean {
  if (kind === "opened") return pull?.draft === true && sameTree === true;
  return kind === "abstained" && reason !== "";
}

function describe(outcome: Outcome, issue: string, seconds: number): string {
  const { kind, reason, pull, candidate, sameTree } = outcome;
  if (kind !== "opened" || pull === null) {
    return `\nAfter ${seconds} s: ${kind}, because ${reason}.\n  the issue         ${issue}`;
  }
  const same = sameTree ? "holds" : "DOES NOT HOLD";
  return [
    `\nAfter ${seconds} s the app opened a draft pull request. Its tree ${same} candidate ${candidate}.`,
    `  the issue         ${issue}`,
    `  the pull request  ${pull.url}`,
  ].join("\n");
}

function interrupted(): Promise<null> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.once(signal, () => resolve(null));
    }
  });
}
