import { createFetch } from "./fetch.ts";
import type { Octokit } from "./octokit.ts";

/** Longest wait for a limit to pass, in seconds: a job has time, and nobody else to leave the work to. */
const LONGEST_WAIT = 120;
const REPEATS = 2;
const LONGEST_CALL_MS = 20_000;

/** A job makes some fifteen writes; GitHub's second between two is meant for hundreds. */
const WRITE_INTERVAL_MS = 200;

/**
 * A client for one token, with GitHub's advice on pace, and whole answers or none. It speaks to the API that
 * `GITHUB_API_URL` names. Its libraries are loaded only now: most commands need none of them.
 */
export async function createClient(token: string): Promise<Octokit> {
  const [{ getOctokit }, { retry }, { throttling }, { default: Bottleneck }] = await Promise.all([
    import("@actions/github"),
    import("@octokit/plugin-retry"),
    import("@octokit/plugin-throttling"),
    import("bottleneck"),
  ]);
  const pace = () => new Bottleneck.Group({ maxConcurrent: 1, minTime: WRITE_INTERVAL_MS });
  const patience = (after: number, _options: unknown, _octokit: unknown, repeats: number) =>
    repeats < REPEATS && after <= LONGEST_WAIT;
  const octokit = getOctokit(
    token,
    {
      request: { fetch: createFetch(LONGEST_CALL_MS) },
      retry: { retries: REPEATS },
      throttle: {
        onRateLimit: patience,
        onSecondaryRateLimit: patience,
        write: pace(),
        notifications: pace(),
      },
    },
    retry,
    throttling,
  );
  // Probot's client with fewer plugins: the adapter uses what both have.
  return octokit as unknown as Octokit;
}
