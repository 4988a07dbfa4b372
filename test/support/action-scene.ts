import { workflowFile } from "../../src/install/workflow.ts";
import { type AcquiredJob, createControlClient } from "../../twin/control/client.ts";
import { createScene, FILES, type Scene, until } from "./app-scene.ts";

const WORKFLOW = workflowFile({
  action: `patchjudge/patchjudge@${"0".repeat(40)}`,
  labels: ["self-hosted", "gpu"],
  trigger: "patchjudge",
  writer: "github",
});

/** A twin whose repository has the workflow of `patchjudge init`, which speaks with its own token. */
export function createActionScene(files: Readonly<Record<string, string>> = {}): Promise<Scene> {
  return createScene({
    files: { ...FILES, ".github/workflows/patchjudge.yml": WORKFLOW, ...files },
    self: "github-actions[bot]",
  });
}

/** A runner's side of the twin. */
export function runnerOf({ twin }: Scene) {
  const client = createControlClient({ url: twin.url, controlToken: twin.controlToken });
  const take = async (...labels: string[]): Promise<AcquiredJob> => {
    let job: AcquiredJob | undefined;
    await until(
      async () => {
        job = await client.acquire({ labels, name: "test" });
        return job !== undefined;
      },
      `a job for ${labels.join(", ")}`,
    );
    if (job === undefined) throw new Error("there is no job");
    return job;
  };
  return {
    client,
    /** The next job on a machine of GitHub's. */
    hosted: () => take("ubuntu-latest"),
    /** The next job on the team's own machine. */
    gpu: () => take("self-hosted", "gpu"),
  };
}
