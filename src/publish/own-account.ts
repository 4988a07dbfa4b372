import type { CodeHost, HostPull, HostUser } from "../contracts/code-host.ts";

/** Whether an account is ours. Nobody else can have a bot's name. */
export function isSelf({ self }: Pick<CodeHost, "self">, { bot, login }: HostUser): boolean {
  return bot && login === self;
}

/** Whether we have opened a pull request, from a branch of this repository. */
export function isOwnPull(
  host: Pick<CodeHost, "self">,
  { author, ownRepository }: HostPull,
): boolean {
  return ownRepository && isSelf(host, author);
}
