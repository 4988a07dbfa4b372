import type { Repository } from "../state/types.ts";

/** Changes that ask git and then act on the answer, one after another within a repository. */
const TAILS = new WeakMap<Repository, Promise<unknown>>();

export async function exclusively<T>(repository: Repository, act: () => Promise<T>): Promise<T> {
  const before = TAILS.get(repository) ?? Promise.resolve();
  const mine = before.then(act, act);
  TAILS.set(repository, mine);
  return mine;
}
