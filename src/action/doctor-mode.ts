import { UserError } from "../contracts/errors.ts";
import type { Inputs } from "./inputs.ts";
import { modelEnvironment, runQuietly } from "./process.ts";
import { readSurroundings } from "./surroundings.ts";

/** What is missing on this machine and in this repository, in the job's log; a failure where it stops a run. */
export async function doctorMode(inputs: Inputs): Promise<void> {
  const around = readSurroundings();
  const { owner, name } = around.repository;
  const env = {
    ...modelEnvironment(around, inputs),
    GITHUB_TOKEN: inputs.token,
    GITHUB_API_URL: around.apiUrl,
  };
  // The models are not run on GitHub's own machines.
  const machine = around.isHosted ? ["--no-machine"] : [];
  const args = ["doctor", ...machine, "--model", inputs.model, "--github", `${owner}/${name}`];
  if ((await runQuietly(args, env)) !== 0) throw new UserError("something is missing; see above");
}
