import type { Faults } from "../faults/faults.ts";
import type { Deliveries } from "../webhooks/deliveries.ts";
import type { HookEvent } from "../webhooks/types.ts";
import type { Clock } from "./clock.ts";
import type { App, Installation, InstallationActor, Repository, User } from "./types.ts";

export interface IssuedToken {
  readonly actor: InstallationActor;
  readonly expiresAt: Date;
}

export interface RecordedCall {
  readonly method: string;
  /** Without the prefix `/api/v3`, with the query. */
  readonly path: string;
  readonly status: number;
  readonly actor: string;
  /** When it was answered. */
  readonly at: Date;
  readonly ms: number;
  /** Did the call change what GitHub remembers? */
  readonly wrote: boolean;
  /** Of a GraphQL call: the first field it asks for. */
  readonly operation?: string;
}

/** Everything that the twin knows. One a server; handlers get it, nothing is global. */
export interface World {
  readonly clock: Clock;
  readonly dataDir: string;
  /** Where the server is reached; set once it listens. */
  url: string;
  readonly users: Map<string, User>;
  readonly repositories: Map<string, Repository>;
  readonly apps: App[];
  readonly installations: Installation[];
  /** What `POST /app-manifests/{code}/conversions` hands out, once. */
  readonly manifests: Map<string, App>;
  readonly tokens: Map<string, IssuedToken>;
  /** Runners that have asked for a job, with their labels. */
  readonly runners: Map<string, readonly string[]>;
  readonly deliveries: Deliveries;
  /** Who else hears of events, beside the apps: workflows that start by them. */
  readonly listeners: ((hook: HookEvent, payload: Readonly<Record<string, unknown>>) => void)[];
  readonly faults: Faults;
  readonly calls: RecordedCall[];
  readonly unmodelled: Set<string>;
  readonly rateLimit: number;
  nextId(): number;
}

/** Names of users and repositories do not tell upper from lower case. */
export function findRepository(world: World, fullName: string): Repository | undefined {
  return world.repositories.get(fullName.toLowerCase());
}

export function findUser(world: World, login: string): User | undefined {
  return world.users.get(login.toLowerCase());
}

/** For callers inside this process: a missing repository is their mistake. */
export function repositoryOf(world: World, fullName: string): Repository {
  const repository = findRepository(world, fullName);
  if (repository === undefined) throw new Error(`the twin has no repository ${fullName}`);
  return repository;
}

export function userOf(world: World, login: string): User {
  const user = findUser(world, login);
  if (user === undefined) throw new Error(`the twin has no user ${login}`);
  return user;
}
