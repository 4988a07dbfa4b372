import type { Candidate } from "../contracts/candidate.ts";
import type { GitPort } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { DiffApplier, Patch } from "../contracts/repository.ts";
import type { Request } from "../contracts/request.ts";
import { checkPatch } from "../policy/check-patch.ts";
import type { SecretScan } from "./secrets.ts";

/**
 * Makes the patch of a candidate anew from its diff and the base commit's own files, and asks policy
 * again: what the run says about it counts for nothing here. Throws a `UserError` with the reason why it may not
 * be opened.
 */
export async function rebuildPatch(
  host: Pick<GitPort, "readTree" | "readBlob">,
  applier: DiffApplier,
  parts: { request: Request; candidate: Candidate; diff: Uint8Array; secrets: SecretScan },
): Promise<Patch> {
  const { request, candidate, diff, secrets } = parts;
  const { policy } = request.settings;
  // Before git reads it: a diff beyond the limit is refused anyway.
  if (diff.length > policy.maxBytes) throw withheld(candidate, `its diff has ${diff.length} bytes`);
  const tree = await host.readTree(request.base.commit);
  const read = (oid: string) => host.readBlob(oid);
  const patch = await applier.apply({ tree, read, diff, maxFiles: policy.maxFiles });
  if (patch.tree !== candidate.tree) throw withheld(candidate, "its diff is not what was judged");
  const { violations } = checkPatch(patch, policy, { oldContent: patch.oldContent });
  const [violation] = violations;
  if (violation !== undefined) throw withheld(candidate, `${violation.rule}: ${violation.detail}`);
  const [secret] = await secrets.find(addedLines(patch.diff));
  if (secret !== undefined)
    throw withheld(candidate, `an added line looks like a secret (${secret.kind})`);
  return patch;
}

/** With their numbers kept, so that a finding names the diff's line. */
function addedLines(diff: Uint8Array): string {
  return Buffer.from(diff)
    .toString("utf8")
    .split("\n")
    .map((line) => (line.startsWith("+") && !line.startsWith("+++ ") ? line.slice(1) : ""))
    .join("\n");
}

function withheld({ id }: Candidate, why: string): UserError {
  return new UserError(`candidate ${id} is withheld: ${why}`);
}
