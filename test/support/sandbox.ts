import type { Sandbox } from "../../src/contracts/sandbox.ts";
import { openSandbox } from "../../src/sandbox/open.ts";

/** The machine's sandbox, or why it has none: for `describeWith`. */
export async function trySandbox(): Promise<{ sandbox: Sandbox | null; reason: string | null }> {
  try {
    return { sandbox: await openSandbox(), reason: null };
  } catch (error) {
    return { sandbox: null, reason: error instanceof Error ? error.message : String(error) };
  }
}
