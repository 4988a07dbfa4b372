import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { UsageError, UserError } from "../contracts/errors.ts";
import { settingsFile } from "../install/settings.ts";
import { type WorkflowOptions, workflowFile } from "../install/workflow.ts";
import { SETTINGS_PATH } from "../request/settings-file.ts";
import type { Environment } from "./environment.ts";
import { openQuestions } from "./questions.ts";
import { readIfThere, workingCopyRoot } from "./working-copy.ts";

export interface InitOptions {
  readonly repo: string;
  readonly labels?: string;
  readonly trigger: string;
  readonly app?: boolean;
  readonly token?: "app" | "github";
  readonly action?: string;
  readonly model?: string;
  readonly engine?: string;
  readonly cache?: string;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

const WORKFLOW_PATH = ".github/workflows/patchjudge.yml";
const DEFAULT_LABELS = "self-hosted,gpu";

/** `patchjudge init`: writes the workflow and the settings of a repository. Nothing is sent anywhere. */
export async function initCommand(options: InitOptions, env: Environment): Promise<void> {
  const root = workingCopyRoot(options.repo);
  const asked = await complete(options, env);
  const files = new Map([
    [WORKFLOW_PATH, workflowFile(asked)],
    [SETTINGS_PATH, settingsFile({ label: asked.trigger })],
  ]);
  const changed = [...files].filter(([path, text]) => readIfThere(join(root, path)) !== text);
  if (options.dryRun === true) return print(changed);
  const kept = changed.filter(([path]) => existsSync(join(root, path)));
  if (kept.length > 0 && options.force !== true) {
    const names = kept.map(([path]) => path).join(" and ");
    throw new UserError(
      `${names} would be changed; look at --dry-run, then pass --force to write it anew`,
    );
  }
  for (const [path, text] of changed) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`wrote ${path}\n`);
  }
  if (changed.length === 0) process.stdout.write("everything is there already\n");
  process.stdout.write(`\n${nextSteps(asked)}\n`);
}

function print(files: readonly (readonly [string, string])[]): void {
  if (files.length === 0) process.stdout.write("everything is there already\n");
  for (const [path, text] of files) process.stdout.write(`--- ${path}\n${text}\n`);
}

/** What is missing is asked for where somebody can answer; else the defaults hold. */
async function complete(options: InitOptions, env: Environment): Promise<WorkflowOptions> {
  const action = options.action ?? ownCommit(env);
  if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(action)) {
    throw new UsageError("--action takes owner/name@commit, with all 40 digits of the commit");
  }
  if (options.app === true && options.token !== undefined) {
    throw new UsageError("with --app the workflow writes nothing, so --token means nothing there");
  }
  // The workflow's condition has it in an expression.
  if (!/^[^${}\n\r]{1,50}$/.test(options.trigger)) {
    throw new UsageError("--trigger takes a label of at most 50 characters, without $, { and }");
  }
  const ask = await createQuestions(options);
  try {
    const labels =
      options.labels ?? (await ask("Labels of the runner with the GPU", DEFAULT_LABELS));
    const writer = options.app === true ? "server" : (options.token ?? (await askWriter(ask)));
    const given = { model: options.model, engine: options.engine, cache: options.cache };
    const models = Object.fromEntries(Object.entries(given).filter(([, value]) => value));
    return { action, labels: parseLabels(labels), trigger: options.trigger, writer, ...models };
  } finally {
    ask.close();
  }
}

type Ask = ((question: string, fallback: string) => Promise<string>) & { close(): void };

async function createQuestions({ dryRun }: InitOptions): Promise<Ask> {
  if (dryRun === true || process.stdin.isTTY !== true) {
    return Object.assign(async (_: string, fallback: string) => fallback, { close: () => {} });
  }
  const questions = openQuestions();
  const ask = async (question: string, fallback: string) => {
    const answer = await questions.ask(`${question} [${fallback}]: `);
    if (answer === null) throw new UserError("nothing was written: a question has no answer");
    return answer || fallback;
  };
  return Object.assign(ask, { close: () => questions.close() });
}

async function askWriter(ask: Ask): Promise<WorkflowOptions["writer"]> {
  const answer = await ask(
    "Who opens pull requests: github (the workflow's own token), app (a token of your GitHub app), server (patchjudge serve)",
    "github",
  );
  if (answer === "github" || answer === "app" || answer === "server") return answer;
  throw new UsageError(`"${answer}" is none of github, app and server`);
}

function parseLabels(text: string): string[] {
  const labels = text.split(",").map((label) => label.trim());
  if (labels.every((label) => /^[\w.-]{1,100}$/.test(label))) return labels;
  throw new UsageError("--labels takes names with commas between them, such as self-hosted,gpu");
}

/** A clone of Patchjudge knows its commit; other installations cannot say which to pin. */
function ownCommit({ packageRoot, repository }: Environment): string {
  try {
    const args = ["-C", packageRoot, "rev-parse", "--verify", "HEAD"];
    return `${repository}@${execFileSync("git", args, { encoding: "utf8", stdio: "pipe" }).trim()}`;
  } catch {
    throw new UsageError(
      "pass --action owner/name@commit: this installation does not know its own",
    );
  }
}

function nextSteps({ writer, labels }: WorkflowOptions): string {
  const steps = [
    "Read both files, commit them to the default branch, and push.",
    `Register a runner with the labels ${labels.join(", ")}, for private repositories only.`,
    ...{
      server: ["Run `patchjudge serve` with the app's credentials, and install the app."],
      app: [
        "Make a GitHub app, install it here, and set the variable PATCHJUDGE_CLIENT_ID and the secret PATCHJUDGE_PRIVATE_KEY.",
      ],
      github: [
        "In Settings → Actions → General, let GitHub Actions create pull requests. Checks do not start by themselves on what it opens.",
      ],
    }[writer],
    "Comment /generate on an issue.",
  ];
  return `Next:\n${steps.map((step, i) => `  ${i + 1}. ${step}`).join("\n")}`;
}
