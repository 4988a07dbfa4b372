import { parse } from "yaml";
import { z } from "zod";
import { type Finding, failure, ok, warning } from "./check.ts";

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

/** Whether a workflow's text is one that we can work with. Null: there is none. */
export function workflowFinding(path: string, text: string | null): Finding {
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

/** Labels of the runner that the job `run` waits for; none where the text names none that are known. */
export function runnerLabels(text: string): readonly string[] {
  const runsOn = Workflow.safeParse(parse(text)).data?.jobs["run"]?.["runs-on"];
  if (runsOn === undefined) return [];
  const labels = typeof runsOn === "object" && "group" in runsOn ? (runsOn.labels ?? []) : runsOn;
  return [labels].flat().filter((label) => !label.includes("${{"));
}

function describeRunner(runsOn: z.infer<typeof RunsOn> = []): string {
  if (typeof runsOn === "string" || Array.isArray(runsOn)) {
    return `with ${[runsOn].flat().join(", ")}`;
  }
  const { group, labels = [] } = runsOn;
  return [`of the group ${group}`, ...[labels].flat()].join(", ");
}
