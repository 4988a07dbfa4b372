import type { HostPull, NewPull, PullPort } from "../contracts/code-host.ts";

type Host = Pick<PullPort, "findPull" | "createPull">;

/**
 * The pull request from a branch, made once; one that people have closed stays closed. Plans without drafts
 * get one that is none.
 */
export async function findOrCreatePull(host: Host, pull: NewPull): Promise<HostPull> {
  const standing = await host.findPull(pull.branch);
  if (standing !== null) return standing;
  try {
    return await host.createPull(pull);
  } catch (error) {
    if (pull.draft && refusesDrafts(error)) {
      return findOrCreatePull(host, { ...pull, draft: false });
    }
    // Perhaps it was made although no answer came, or somebody else was faster.
    const made = await host.findPull(pull.branch);
    if (made !== null) return made;
    throw error;
  }
}

function refusesDrafts(error: unknown): boolean {
  return /draft pull requests are not supported/i.test(String(error));
}
