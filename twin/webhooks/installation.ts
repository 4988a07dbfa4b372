import { installationShape } from "../shapes/app.ts";
import { api, iso, simpleUser } from "../shapes/user.ts";
import { nodeId } from "../state/node-id.ts";
import type { App, Installation, Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { send } from "./emit.ts";

/** Tells an app that it was installed. Nobody subscribes to this event: every app gets it. */
export function emitInstallation(
  world: World,
  installation: Installation,
  repository: Repository,
): void {
  const payload = {
    action: "created",
    installation: installationShape(world, installation),
    repositories: [
      {
        id: repository.id,
        node_id: nodeId("R", repository.id),
        name: repository.name,
        full_name: repository.fullName,
        private: repository.private,
      },
    ],
    requester: null,
    sender: simpleUser(world, installation.account),
  };
  const { app } = installation;
  send(world, { app, installation, repository: null, event: "installation", payload });
}

/** What GitHub sends to a new webhook, to see whether somebody is there. */
export function emitPing(world: World, app: App): void {
  const payload = {
    zen: "Keep it logically awesome.",
    hook_id: app.hookId,
    hook: {
      type: "App",
      id: app.hookId,
      name: "web",
      active: true,
      created_at: iso(app.createdAt),
      updated_at: iso(app.createdAt),
      url: api(world, `/app/hook/${app.hookId}`),
      ping_url: api(world, `/app/hook/${app.hookId}/pings`),
      app_id: app.id,
      events: [...app.events],
      config: { content_type: "json", insecure_ssl: "0", url: app.webhook.url },
    },
    sender: simpleUser(world, app.owner),
  };
  send(world, { app, installation: null, repository: null, event: "ping", payload });
}
