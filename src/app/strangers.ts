import type { CodeHost } from "../contracts/code-host.ts";

/** How long a "may not" is believed. Whoever is let in meanwhile waits that long, and no longer. */
const BELIEVED_MS = 60_000;

const MOST = 10_000;

/**
 * People who may not ask, as GitHub said a moment ago: each further command of theirs would cost the same calls
 * for the same answer. That somebody may is never remembered.
 */
export class Strangers {
  readonly #until = new Map<string, number>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  has(repositoryId: number, login: string): boolean {
    return (this.#until.get(keyOf(repositoryId, login)) ?? 0) > this.#now().getTime();
  }

  /** The same host; who it says may not write is remembered. */
  watch(host: CodeHost): CodeHost {
    const { id } = host.repository;
    const permissionOf: CodeHost["permissionOf"] = async (login) => {
      if (this.has(id, login)) return "none";
      const permission = await host.permissionOf(login);
      // No settings let these two ask.
      if (permission === "none" || permission === "read") this.#add(keyOf(id, login));
      return permission;
    };
    return { ...host, permissionOf };
  }

  #add(key: string): void {
    // Forgetting costs a few calls.
    if (this.#until.size >= MOST) this.#until.clear();
    this.#until.set(key, this.#now().getTime() + BELIEVED_MS);
  }
}

function keyOf(repositoryId: number, login: string): string {
  return `${repositoryId}:${login}`;
}
