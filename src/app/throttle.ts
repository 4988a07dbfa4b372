import Bottleneck from "bottleneck";
import { ProbotOctokit } from "probot";
import { createFetch } from "../github/fetch.ts";

/** How often a call is repeated because of a rate limit; the sweep comes back later anyway. */
const RETRIES = 1;

/** Longest wait for a limit to pass, in seconds: whoever sleeps longer may lose the claim meanwhile. */
const LONGEST_WAIT = 20;

/** The client's own three waits of 1, 4 and 9 s and four timeouts would outlast a lease. */
const REPEATS_AFTER_A_FAILURE = 1;

export interface Pace {
  readonly writeIntervalMs: number;
  /** When a call is given up, each try for itself. */
  readonly timeoutMs: number;
}

/**
 * Probot's client with GitHub's advice on pace (a second between writes, three between those that notify
 * people), which a server of one's own may not need, and with an end to its patience.
 */
export function throttledOctokit({ writeIntervalMs, timeoutMs }: Pace): typeof ProbotOctokit {
  const patience = (after: number, _options: unknown, _octokit: unknown, retries: number) =>
    retries < RETRIES && after <= LONGEST_WAIT;
  const group = (minTime: number) => new Bottleneck.Group({ maxConcurrent: 1, minTime });
  const throttle = {
    onRateLimit: patience,
    onSecondaryRateLimit: patience,
    write: group(writeIntervalMs),
    notifications: group(3 * writeIntervalMs),
  };
  const fetch = createFetch(timeoutMs);
  // A function, because Probot gives every client a throttle of its own, whose patience has no end, and
  // not every one an id: without it all installations would share one pace.
  return ProbotOctokit.defaults((options: OctokitOptions) => {
    const id = String(options["auth"]?.installationId ?? "app");
    return {
      ...options,
      auth: withFetch(options["auth"], fetch),
      request: { ...options["request"], fetch },
      retry: { retries: REPEATS_AFTER_A_FAILURE },
      throttle: { id, ...options["throttle"], ...throttle },
    };
  });
}

/** Tokens are asked for by a client of Probot's making, which does not take the fetch of the others. */
function withFetch(auth: OctokitOptions["auth"], fetch: typeof globalThis.fetch) {
  if (typeof auth?.request?.defaults !== "function") return auth;
  return { ...auth, request: auth.request.defaults({ request: { fetch } }) };
}

type OctokitOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;
