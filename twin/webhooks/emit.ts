import { minimalRepository } from "../shapes/repository.ts";
import { organizationShape, simpleUser } from "../shapes/user.ts";
import type { App, Installation, Repository, User } from "../state/types.ts";
import { nodeId, type World } from "../state/world.ts";

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

/** Tells every app that is installed on the repository and asked for such events. */
export function emit(world: World, hook: HookEvent): void {
  const { event, action, repository, sender } = hook;
  const payload = {
    ...(action === undefined ? {} : { action }),
    ...hook.fields,
    repository: { ...minimalRepository(world, repository), ...hook.repositoryFields },
    ...(repository.owner.type === "Organization"
      ? { organization: organizationShape(world, repository.owner) }
      : {}),
    sender: simpleUser(world, sender),
  };
  for (const installation of world.installations) {
    const { app } = installation;
    if (!installation.repositories.has(repository) || !app.events.includes(event)) continue;
    send(world, { app, installation, event, repository, payload });
  }
  world.listeners.forEach((listen) => {
    listen(hook, payload);
  });
}

export interface Message {
  readonly app: App;
  readonly installation: Installation | null;
  readonly repository: Repository | null;
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Events of the app itself (`installation`, `ping`) come here directly: nobody subscribes to them. */
export function send(world: World, message: Message): void {
  const { installation } = message;
  const payload = {
    ...message.payload,
    ...(installation === null || "installation" in message.payload
      ? {}
      : {
          installation: {
            id: installation.id,
            node_id: nodeId("MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u", installation.id),
          },
        }),
  };
  world.deliveries.send({ ...message, payload });
}
