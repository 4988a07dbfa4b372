import type { Environment } from "../environment.ts";
import { machineFindings } from "./machine.ts";
import { report } from "./report.ts";
import { repositoryFindings } from "./repository.ts";

export interface DoctorOptions {
  readonly model: string;
  readonly repo?: string;
  readonly json?: boolean;
}

/** `patchjudge doctor`: what a run needs, what of it is there, and how to mend the rest. */
export async function doctorCommand(options: DoctorOptions, env: Environment): Promise<void> {
  const machine = await machineFindings(env, options.model);
  const repository = options.repo === undefined ? [] : await repositoryFindings(options.repo);
  report([...machine, ...repository], env, options.json === true);
}
