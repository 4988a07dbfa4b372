import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { parseSettings, SETTINGS_PATH } from "../../request/settings-file.ts";
import { readIfThere, workingCopyRoot } from "../working-copy.ts";
import { type Finding, failure, look, ok, warning } from "./check.ts";

const Labels = z.union([z.string(), z.array(z.string())]);
/** Labels, or a group of runners with or without them. */
const RunsOn = z.union([Labels, z.object({ group: z.string(), labels: Labels.optional() })]);

const Workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  jobs: z.record(
    z.string(),
    z.object({
      "runs-on": RunsOn.optional(),
      permissions: z.unknown(),
      steps: z.array(z.object({ uses: z.string().optional(), with: z.unknown() })).default([]),
    }),
  ),
});

/** Settings and workflow as they lie in a working copy. */
export async function repositoryFindings(folder: string): Promise<Finding[]> {
  const root = workingCopyRoot(folder);
  const mend = "patchjudge init";
  let workflow = "patchjudge.yml";
  const settings = await look("settings", `correct ${SETTINGS_PATH}`, () => {
    const text = readIfThere(join(root, SETTINGS_PATH));
    if (text === null) return ok("settings", "none; the defaults hold");
    ({ workflow } = parseSettings(text));
    return ok("settings", SETTINGS_PATH);
  });
  return [settings, await look("workflow", mend, () => checkWorkflow(root, workflow))];
}

function checkWorkflow(root: string, name: string): Finding {
  const path = `.github/workflows/${name}`;
  const text = readIfThere(join(root, path));
  if (text === null) return failure("workflow", `there is no ${path}`, "patchjudge init");
  const parsed = Workflow.safeParse(parse(text));
  const run = parsed.data?.jobs["run"];
  if (!parsed.success || run === undefined) {
    return failure("workflow", `${path} has no job "run"`, "patchjudge init --force");
  }
  if (JSON.stringify(run.permissions) !== '{"contents":"read"}') {
    return failure(
      "workflow",
      'its job "run" may do more than read',
      "give it contents: read and nothing else",
    );
  }
  const unpinned = Object.values(parsed.data.jobs)
    .flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []))
    .filter((uses) => !uses.startsWith("./") && !/@[0-9a-f]{40}$/.test(uses));
  if (unpinned.length > 0) {
    return warning(
      "workflow",
      `${unpinned.join(", ")}: a tag can be moved`,
      "name the commit instead",
    );
  }
  return ok("workflow", `${path}, on a runner ${describeRunner(run["runs-on"])}`);
}

function describeRunner(runsOn: z.infer<typeof RunsOn> = []): string {
  if (typeof runsOn === "string" || Array.isArray(runsOn)) {
    return `with ${[runsOn].flat().join(", ")}`;
  }
  const { group, labels = [] } = runsOn;
  return [`of the group ${group}`, ...[labels].flat()].join(", ");
}
