import { generateKeyPairSync, randomBytes } from "node:crypto";
import { ensureUser } from "./people.ts";
import type {
  App,
  Installation,
  InstallationActor,
  Permissions,
  Repository,
  User,
} from "./types.ts";
import type { World } from "./world.ts";

export interface NewApp {
  readonly slug: string;
  readonly name?: string;
  readonly owner: User;
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  /** False for an app that never logs in: making keys takes time. */
  readonly hasKeys?: boolean;
}

/** What Patchjudge's kind of app asks for; every app can read metadata. */
export const USUAL_PERMISSIONS: Permissions = {
  actions: "write",
  checks: "write",
  contents: "write",
  issues: "write",
  metadata: "read",
  pull_requests: "write",
};

export const USUAL_EVENTS: readonly string[] = [
  "issue_comment",
  "issues",
  "pull_request",
  "pull_request_review_comment",
  "push",
  "workflow_job",
  "workflow_run",
];

export function createApp(world: World, app: NewApp): App {
  const { privateKey, publicKey } =
    app.hasKeys === false ? { privateKey: "", publicKey: "" } : createKeys();
  return {
    id: world.nextId(),
    clientId: `Iv23${randomBytes(8).toString("hex")}`,
    slug: app.slug,
    name: app.name ?? app.slug,
    owner: app.owner,
    bot: ensureUser(world, `${app.slug}[bot]`, "Bot"),
    privateKey,
    publicKey,
    permissions: { metadata: "read", ...app.permissions },
    events: app.events,
    createdAt: world.clock.now(),
    hookId: world.nextId(),
    webhook: {
      url: app.webhookUrl,
      secret: app.webhookSecret,
      contentType: "json",
      insecureSsl: "0",
    },
  };
}

function createKeys(): { privateKey: string; publicKey: string } {
  return generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
}

/** One installation an account; further repositories of the account join it. */
export function installOn(world: World, app: App, repository: Repository): Installation {
  const known = world.installations.find(
    (each) => each.app === app && each.account === repository.owner,
  );
  if (known !== undefined) {
    known.repositories.add(repository);
    return known;
  }
  const installation: Installation = {
    id: world.nextId(),
    app,
    account: repository.owner,
    repositories: new Set([repository]),
    permissions: app.permissions,
    createdAt: world.clock.now(),
  };
  world.installations.push(installation);
  return installation;
}

/** Hands out a token. Long and with dots, as GitHub's newer ones are: nobody may count on 40 characters. */
export function issueToken(
  world: World,
  actor: InstallationActor,
  lifeMs: number,
): { token: string; expiresAt: Date } {
  const token = `ghs_${actor.app.id}_${randomBytes(12).toString("base64url")}.${randomBytes(48).toString("base64url")}`;
  const expiresAt = new Date(world.clock.now().getTime() + lifeMs);
  world.tokens.set(token, { actor, expiresAt });
  return { token, expiresAt };
}
