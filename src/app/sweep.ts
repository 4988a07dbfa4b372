import type { Probot } from "probot";
import { tidy } from "../lifecycle/tidy.ts";
import type { Log, Workplace } from "../lifecycle/workplace.ts";
import { apart } from "./apart.ts";
import type { OpenPlace } from "./open-place.ts";
import type { KeyedQueue } from "./queue.ts";
import { type SeenClaims, sweepClaims } from "./sweep-claims.ts";
import { sweepCommands } from "./sweep-commands.ts";

/** Rounds between two searches for lost commands, which cost more than the claims and find less. */
const FEWEST_ROUNDS = 8;
const MOST_ROUNDS = 12;

/** Webhooks tell most of it; this is for what they did not, and for what grows old. */
const TIDY_MS = 24 * 3_600_000;
/** A process that starts has better things to do, and one that is started every day comes to it all the same. */
const FIRST_TIDY_MS = 15 * 60_000;

export interface SweepParts {
  readonly app: Pick<Probot, "auth">;
  readonly openPlace: OpenPlace;
  readonly queue: KeyedQueue;
  readonly log: Log;
  /** Ids of repositories with commands that were heard and not carried out; looked through next. */
  readonly missed: Set<number>;
  /** Ends a round between two repositories. */
  readonly signal: AbortSignal;
}

/** What is remembered of a repository from round to round. */
interface Memory {
  readonly claims: SeenClaims;
  /** The round in which commands are looked for next. */
  nextLook: number;
  /** When it is looked what became of our pull requests, in milliseconds. */
  nextTidy: number;
}

/**
 * Makes the search for what got lost: claims in every round, commands in the first and then now and
 * then. Any number of replicas may sweep at once.
 */
export function createSweep(parts: SweepParts): () => Promise<void> {
  const { app, openPlace, log, missed, signal } = parts;
  const memories = new Map<number, Memory>();
  const settled = new Set<string>();
  let round = 0;
  const sweepOne = async (place: Workplace) => {
    const { id, fullName: repository } = place.host.repository;
    const now = place.worker.now().getTime();
    const nextTidy = now + FIRST_TIDY_MS * (1 + Math.random());
    const memory = memories.get(id) ?? { claims: new Map(), nextLook: round, nextTidy };
    memories.set(id, memory);
    await apart(log, { repository }, () => sweepClaims(place, parts, memory.claims));
    if (now >= memory.nextTidy) {
      memory.nextTidy = now + TIDY_MS;
      await apart(log, { repository }, () => tidy(place));
    }
    if (!missed.delete(id) && round < memory.nextLook) return;
    memory.nextLook = round + 1;
    await apart(log, { repository }, async () => {
      const isSettled = await sweepCommands(place, { ...parts, settled });
      if (isSettled) memory.nextLook = round + roundsToWait();
    });
  };
  return async () => {
    const jwt = await app.auth();
    const all = await jwt.paginate(jwt.rest.apps.listInstallations, { per_page: 100 });
    for (const { id } of all.filter(({ suspended_at }) => !suspended_at)) {
      await apart(log, { installation: id }, async () => {
        const octokit = await app.auth(id);
        const list = octokit.rest.apps.listReposAccessibleToInstallation;
        for (const repository of await octokit.paginate(list, { per_page: 100 })) {
          if (signal.aborted) return;
          await sweepOne(await openPlace(octokit, repository, log));
        }
      });
    }
    round += 1;
  };
}

/** Not the same for all, so that repositories do not all come up in one round. */
function roundsToWait(): number {
  return FEWEST_ROUNDS + Math.floor(Math.random() * (MOST_ROUNDS - FEWEST_ROUNDS + 1));
}
