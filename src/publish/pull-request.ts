import type { HostPull, NewPull, PullPort } from "../contracts/code-host.ts";

type Host = Pick<PullPort, "findPull" | "createPull">;

/** Stands on a pull request that ought to be a draft, where a plan has none. */
export const NOT_YET = "do not merge yet";

/**
 * The pull request from a branch, made once; one that people have closed stays closed. Plans without drafts
 * get one that is none: `labels` says what it needs then.
 */
export async function findOrCreatePull(
  host: Host,
  pull: NewPull,
): Promise<{ readonly pull: HostPull; readonly labels: readonly string[] }> {
  const standing = await host.findPull(pull.branch);
  if (standing !== null) return { pull: standing, labels: [] };
  try {
    return { pull: await host.createPull(pull), labels: [] };
  } catch (error) {
    if (pull.draft && refusesDrafts(error)) {
      const found = await findOrCreatePull(host, { ...pull, draft: false });
      return { ...found, labels: [NOT_YET] };
    }
    // Perhaps it was made although no answer came, or somebody else was faster.
    const made = await host.findPull(pull.branch);
    if (made !== null) return { pull: made, labels: [] };
    throw error;
  }
}

function refusesDrafts(error: unknown): boolean {
  return /draft pull requests are not supported/i.test(String(error));
}
