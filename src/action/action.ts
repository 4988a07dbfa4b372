import * as core from "@actions/core";
import { UserError } from "../contracts/errors.ts";
import { doctorMode } from "./doctor-mode.ts";
import { gateMode } from "./gate-mode.ts";
import { readInputs } from "./inputs.ts";
import { publishMode } from "./publish-mode.ts";
import { runMode } from "./run-mode.ts";

const MODES = {
  gate: gateMode,
  run: runMode,
  publish: publishMode,
  doctor: doctorMode,
} as const;

/** One step of a workflow. A failure is told in words, and a stack only where it is our fault. */
export async function main(): Promise<void> {
  try {
    const inputs = readInputs((name) => core.getInput(name));
    await MODES[inputs.mode](inputs);
  } catch (error) {
    if (error instanceof UserError) return core.setFailed(error.message);
    core.setFailed(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}
