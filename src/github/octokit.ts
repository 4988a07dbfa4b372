import type { ProbotOctokit } from "probot";
import { hasStatus } from "../contracts/errors.ts";

/** The client that Probot builds for one installation. */
export type Octokit = InstanceType<typeof ProbotOctokit>;

/**
 * For calls that make something: the client must not repeat them by itself after a lost answer,
 * since the first may have been carried out. Whoever calls looks first and looks again.
 */
export const ONCE = { request: { retries: 0 } } as const;

/** A type, not an interface: the client takes it for a record of parameters. */
export type Place = { readonly owner: string; readonly repo: string };

/** What the call gives, or null where the host says that there is no such thing. */
export async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}
