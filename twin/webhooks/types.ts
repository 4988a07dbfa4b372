import type { App, Installation, Repository, User } from "../state/types.ts";

/** Something happened that webhooks tell. */
export interface HookEvent {
  readonly event: string;
  readonly action?: string;
  readonly repository: Repository;
  readonly sender: User;
  /** What this event's payload has beside action, repository, sender and installation. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the event shows of the repository beside what all events show. */
  readonly repositoryFields?: Readonly<Record<string, unknown>>;
}

/** What one app is told. */
export interface Message {
  readonly app: App;
  readonly installation: Installation | null;
  readonly repository: Repository | null;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}
