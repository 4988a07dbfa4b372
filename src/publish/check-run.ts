import type { NewCheck, PullPort } from "../contracts/code-host.ts";

export const CHECK_NAME = "Patchjudge";

type Host = Pick<PullPort, "findCheck" | "createCheck">;

/** The check run on a commit, made once a request. */
export async function findOrCreateCheck(host: Host, check: NewCheck): Promise<number> {
  const { commit, name, externalId } = check;
  return (await host.findCheck(commit, name, externalId)) ?? (await host.createCheck(check));
}
