import { minimalRepository } from "../shapes/repository.ts";
import { organizationShape, simpleUser } from "../shapes/user.ts";
import { nodeId } from "../state/node-id.ts";
import type { World } from "../state/world.ts";
import type { HookEvent, Message } from "./types.ts";

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
