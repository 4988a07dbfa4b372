import { createApp } from "./apps.ts";
import { ensureUser } from "./people.ts";
import type { App } from "./types.ts";
import type { World } from "./world.ts";

const APPS = new WeakMap<World, App>();

/** The app `github-actions`, in whose name jobs act. No key of it is ever given out. */
export function jobsApp(world: World): App {
  const known = APPS.get(world);
  if (known !== undefined) return known;
  const app = createApp(world, {
    slug: "github-actions",
    name: "GitHub Actions",
    owner: ensureUser(world, "github", "Organization"),
    webhookUrl: "",
    webhookSecret: "",
    permissions: {},
    events: [],
    hasKeys: false,
  });
  APPS.set(world, app);
  return app;
}
