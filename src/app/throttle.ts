import Bottleneck from "bottleneck";
import { ProbotOctokit } from "probot";

/** How often a call is repeated because of a rate limit; the sweep comes back later anyway. */
const RETRIES = 1;

/** Longest wait for a limit to pass, in seconds: whoever sleeps longer may lose the claim meanwhile. */
const LONGEST_WAIT = 20;

/**
 * Probot's client with GitHub's advice on pace (a second between writes, three between those that notify
 * people), which a server of one's own may not need, and with an end to its patience.
 */
export function throttledOctokit(writeIntervalMs: number): typeof ProbotOctokit {
  const patience = (after: number, _options: unknown, _octokit: unknown, retries: number) =>
    retries < RETRIES && after <= LONGEST_WAIT;
  const group = (minTime: number) => new Bottleneck.Group({ maxConcurrent: 1, minTime });
  const throttle = {
    onRateLimit: patience,
    onSecondaryRateLimit: patience,
    write: group(writeIntervalMs),
    notifications: group(3 * writeIntervalMs),
  };
  // A function, because Probot gives every client a throttle of its own, whose patience has no end, and
  // not every one an id: without it all installations would share one pace.
  return ProbotOctokit.defaults((options: OctokitOptions) => {
    const id = String(options["auth"]?.installationId ?? "app");
    return { ...options, throttle: { id, ...options["throttle"], ...throttle } };
  });
}

type OctokitOptions = NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>;
