import type { Environment } from "../environment.ts";
import { hostedFindings } from "./hosted.ts";
import { machineFindings } from "./machine.ts";
import { report } from "./report.ts";
import { repositoryFindings } from "./repository.ts";

export interface DoctorOptions {
  readonly model: string;
  /** `local`, or the address of a llama-server. */
  readonly engine: string;
  readonly machine: boolean;
  readonly repo?: string;
  /** `owner/name`. */
  readonly github?: string;
  readonly json?: boolean;
}

/** `patchjudge doctor`: what a run needs, what of it is there, and how to mend the rest. */
export async function doctorCommand(options: DoctorOptions, env: Environment): Promise<void> {
  const machine = options.machine ? await machineFindings(env, options) : [];
  const repository = options.repo === undefined ? [] : await repositoryFindings(options.repo);
  const hosted = options.github === undefined ? [] : await hostedFindings(options.github, env);
  report([...machine, ...repository, ...hosted], env, options.json === true);
}
