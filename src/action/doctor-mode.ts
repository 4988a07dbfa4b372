import { UserError } from "../contracts/errors.ts";
import type { Inputs } from "./inputs.ts";
import { modelEnvironment, runQuietly } from "./process.ts";
import { readSurroundings } from "./surroundings.ts";

/** What is missing on this machine and in this repository, in the job's log; a failure where it stops a run. */
export async function doctorMode(inputs: Inputs): Promise<void> {
  const around = readSurroundings();
  const { owner, name } = around.repository;
  const env = modelEnvironment(around, inputs);
  // The models are not run on GitHub's own machines. The look at yours needs no token, and gets none.
  const machine = around.isHosted
    ? 0
    : await runQuietly(["doctor", "--model", inputs.model, "--engine", inputs.engine], env);
  const withToken = { ...env, GITHUB_TOKEN: inputs.token, GITHUB_API_URL: around.apiUrl };
  const args = ["doctor", "--no-machine", "--github", `${owner}/${name}`];
  const hosted = await runQuietly(args, withToken);
  if (machine + hosted !== 0) throw new UserError("something is missing; see above");
}
