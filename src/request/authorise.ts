import type { HostUser, IssuePort, Permission } from "../contracts/code-host.ts";
import type { Settings } from "./settings-file.ts";

const ENOUGH: Readonly<Record<Settings["ask"], readonly Permission[]>> = {
  write: ["write", "admin"],
  admin: ["admin"],
};

/**
 * Whether an account may ask. People need the permission that the settings name, asked of the host
 * at this moment; what an event says about them (`author_association`) is wrong too often. Bots need their
 * id in the settings: anybody can make one. Whatever fails on the way means no.
 */
export async function mayAsk(
  host: Pick<IssuePort, "permissionOf">,
  actor: HostUser,
  settings: Pick<Settings, "ask" | "bots">,
): Promise<boolean> {
  if (actor.bot) return settings.bots.includes(actor.id);
  return ENOUGH[settings.ask].includes(await host.permissionOf(actor.login));
}

/** The authors among `users` who may write, by login; each is asked about once. */
export async function writersAmong(
  host: Pick<IssuePort, "permissionOf">,
  users: readonly HostUser[],
): Promise<Set<string>> {
  const writers = new Set<string>();
  for (const login of new Set(users.filter(({ bot }) => !bot).map((user) => user.login))) {
    if (ENOUGH.write.includes(await host.permissionOf(login))) writers.add(login);
  }
  return writers;
}
