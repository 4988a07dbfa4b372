import type { CodeHost } from "../../contracts/code-host.ts";
import { UsageError } from "../../contracts/errors.ts";
import { Result } from "../../contracts/result.ts";
import { type Abilities, type Ability, createAbilities } from "../../github/abilities.ts";
import { createClient } from "../../github/client.ts";
import { createCodeHost } from "../../github/code-host.ts";
import { LOG } from "../../record/log.ts";
import { parseJson } from "../../record/parse-json.ts";
import { readSettings } from "../../request/settings-file.ts";
import type { Environment } from "../environment.ts";
import { type Finding, failure, look, ok, warning } from "./check.ts";
import { runnerLabels, workflowFinding } from "./workflow.ts";

/** What each permission is for. */
const NEEDED: Readonly<Record<Ability, string>> = {
  contents: "branches, claims and records",
  issues: "the comment, reactions and labels",
  "pull-requests": "pull requests",
  checks: "the ranking beside the commit; only apps and jobs may",
  actions: "starting and cancelling the run",
};

/** A repository on GitHub: what the token may do there, settings, workflow, label, runner, records. */
export async function hostedFindings(name: string, env: Environment): Promise<Finding[]> {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(name) ?? [];
  if (owner === undefined || repo === undefined) throw new UsageError("--github: as owner/name");
  if (env.githubToken === undefined) {
    throw new UsageError("--github needs a token in GITHUB_TOKEN, such as that of `gh auth token`");
  }
  const octokit = await createClient(env.githubToken);
  const place = { id: 0, owner, name: repo, url: `${env.githubUrl}/${name}` };
  const host = createCodeHost(octokit, place, "");
  const reached = await look("github", "check the name, and what the token may see", async () => {
    const base = await host.defaultBranch();
    return ok("github", `${name}, default branch ${base.name}`);
  });
  if (reached.state !== "ok") return [reached];
  const abilities = createAbilities(octokit, { owner, repo });
  return [
    reached,
    ...(await permissionFindings(abilities)),
    ...(await fileFindings(host, abilities)),
    await look("records", "", () => recordsFinding(host, env.version)),
  ];
}

/** Missing ones only warn: the job with the models must have none of them. */
async function permissionFindings(abilities: Abilities): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [ability, use] of Object.entries(NEEDED) as [Ability, string][]) {
    const mend = `give whoever publishes ${ability}: write`;
    const about = `${ability}: write`;
    const check = async () =>
      (await abilities.mayWrite(ability))
        ? ok(about, use)
        : warning(
            about,
            `this token may not (it is for ${use})`,
            `${mend}; the job run needs none`,
          );
    findings.push(await look(about, mend, check));
  }
  const about = "who may ask";
  const mend = "init --token app, or --app: without it nobody may ask for anything";
  const asks = async () =>
    (await abilities.mayAskPermission())
      ? ok(about, "GitHub tells this token what a person may do")
      : warning(about, "GitHub does not tell this token what a person may do", mend);
  return [...findings, await look(about, mend, asks)];
}

async function fileFindings(host: CodeHost, abilities: Abilities): Promise<Finding[]> {
  const { commit } = await host.defaultBranch();
  const { settings, fault } = await readSettings(host, commit);
  const path = `.github/workflows/${settings.workflow}`;
  const file = await host.readFile(path, commit);
  const text = file === null ? null : Buffer.from(file).toString("utf8");
  return [
    fault === null
      ? ok("settings", "of the default branch, and the organisation's")
      : failure("settings", fault, "correct it on the default branch"),
    await look("workflow", "patchjudge init", () => workflowFinding(path, text)),
    await look("workflow state", "enable it: Actions → Patchjudge", () =>
      stateFinding(abilities, settings.workflow),
    ),
    await look("label", "", () => labelFinding(abilities, settings.label)),
    await look("runner", "", () => runnerFinding(abilities, runnerLabels(text ?? ""))),
  ];
}

async function stateFinding(abilities: Abilities, file: string): Promise<Finding> {
  const about = "workflow state";
  const state = await abilities.workflowState(file);
  if (state === "active") return ok(about, state);
  const mend = "push the workflow to the default branch, or enable it under Actions";
  return failure(about, state ?? "GitHub knows no such workflow", mend);
}

async function labelFinding(abilities: Abilities, label: string): Promise<Finding> {
  if (await abilities.hasLabel(label)) return ok("label", label);
  return warning("label", `there is no label "${label}" yet`, "make it under Issues → Labels");
}

async function runnerFinding(abilities: Abilities, labels: readonly string[]): Promise<Finding> {
  if (labels.length === 0) return warning("runner", "the workflow names no labels to look for", "");
  const wanted = labels.join(", ");
  const runners = await abilities.runners();
  if (runners === null) {
    const detail = `whether a runner with ${wanted} is online: this token may not see runners`;
    return warning("runner", detail, "look under Settings → Actions → Runners");
  }
  const fitting = runners.filter((runner) =>
    labels.every((label) => runner.labels.includes(label)),
  );
  const online = fitting.filter((runner) => runner.online).map(({ name }) => name);
  if (online.length > 0) return ok("runner", `${online.join(", ")} with ${wanted}`);
  const detail =
    fitting.length > 0 ? "none of them is online" : `none of this repository has ${wanted}`;
  // A runner of the organisation is not in the repository's list.
  return warning("runner", detail, "start it, or look among the organisation's runners");
}

/** Which version made the newest record: it may be another than the one that reads it. */
async function recordsFinding(host: CodeHost, version: string): Promise<Finding> {
  const newest = (await host.refsBelow(LOG)).at(-1);
  if (newest === undefined) return ok("records", "none yet");
  const { message } = await host.readCommit(newest.commit);
  const id = /^(?:run|more of) ([0-9a-f]{64})$/m.exec(message)?.[1];
  const file = id === undefined ? null : await host.readFile(`${id}/result.json`, newest.commit);
  if (file === null) return ok("records", "the newest has no result");
  const result = Result.safeParse(parseJson(Buffer.from(file).toString("utf8")));
  const mend = "have app, action and runner at one version; see docs/upgrading.md";
  if (!result.success) return warning("records", "the newest is of another version", mend);
  const made = result.data.manifest.patchjudge;
  if (made === version) return ok("records", `the newest was made by ${made}, as this is`);
  return warning("records", `the newest was made by ${made}, this is ${version}`, mend);
}
