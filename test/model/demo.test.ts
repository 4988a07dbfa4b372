import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..", "..");

interface Outcome {
  readonly kind: string;
  readonly reason: string;
  readonly sameTree: boolean | null;
  readonly pull: { readonly draft: boolean } | null;
}

describe("the demo on the real 0.5B", () => {
  it("ends in a draft pull request with the judged tree, or abstains for a stated reason", async () => {
    const args = ["scripts/demo.mjs", "--once", "--json", "--model", "0.5b", "--port", "0"];
    // Any other exit code than 0 is thrown.
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: ROOT,
      timeout: 540_000,
    });
    const outcome = JSON.parse(stdout) as Outcome;
    if (outcome.kind === "opened") {
      expect(outcome).toMatchObject({ sameTree: true, pull: { draft: true } });
    } else {
      expect(outcome.kind).toBe("abstained");
      expect(outcome.reason).toMatch(/\w/);
    }
  }, 600_000);
});
