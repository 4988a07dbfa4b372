import type { Sandbox, SandboxMount } from "../../contracts/sandbox.ts";
import type { Label, LabelJob } from "./types.ts";
export class JavaWorker {
  constructor(_s: Sandbox, _a: readonly string[], _m: readonly SandboxMount[]) {}
  async label(_job: LabelJob, _signal?: AbortSignal): Promise<Label> {
    throw new Error("todo");
  }
  async close(): Promise<void> {}
}
