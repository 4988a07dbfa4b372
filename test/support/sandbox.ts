import { type Sandbox, SandboxError } from "../../src/contracts/sandbox.ts";
import { openSandbox } from "../../src/sandbox/open.ts";

/** What the machine can lack. Any other complaint is a fault of ours, and must not look like a lack. */
const LACKS =
  /needs Linux|no \/bin\/bash|not found|or newer is needed|uid map|not permitted|namespace|without control groups/i;

/** The machine's sandbox, or why it has none: for `describeWith`. */
export async function trySandbox(): Promise<{ sandbox: Sandbox | null; reason: string | null }> {
  try {
    return { sandbox: await openSandbox(), reason: null };
  } catch (error) {
    if (!(error instanceof SandboxError) || !(error.cause instanceof Error)) throw error;
    if (!LACKS.test(error.cause.message)) throw error;
    return { sandbox: null, reason: error.message };
  }
}
