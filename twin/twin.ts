import { randomBytes } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { startByEvents } from "./change/triggers.ts";
import { type Fault, Faults } from "./faults/faults.ts";
import { StaleReads } from "./faults/spoil.ts";
import { createTwinServer, listen, type ServerContext, stop } from "./http/server.ts";
import { createPerson, type Person } from "./person.ts";
import { createRestRoutes } from "./rest/api.ts";
import { createApp, installOn, USUAL_EVENTS, USUAL_PERMISSIONS } from "./state/apps.ts";
import type { Clock } from "./state/clock.ts";
import { addUser, ensureUser } from "./state/people.ts";
import { addRepository, type NewRepository } from "./state/repositories.ts";
import type { App, Permissions, Repository, Role, User } from "./state/types.ts";
import { type RecordedCall, repositoryOf, userOf, type World } from "./state/world.ts";
import { Deliveries, type DeliveryRecord } from "./webhooks/deliveries.ts";
import { emitInstallation, emitPing } from "./webhooks/installation.ts";

export type { Fault } from "./faults/faults.ts";
export type { Person } from "./person.ts";
export type { NewRepository } from "./state/repositories.ts";
export type { RecordedCall } from "./state/world.ts";
export type { DeliveryRecord } from "./webhooks/deliveries.ts";

export interface TwinOptions {
  /** Where the bare repositories are put. */
  readonly dataDir: string;
  readonly port?: number;
  readonly host?: string;
  readonly clock?: Clock;
  /** GitHub waits ten seconds for a webhook to be answered. */
  readonly deliveryTimeoutMs?: number;
  readonly controlToken?: string;
  /** Calls an hour, for each user and each installation. */
  readonly rateLimit?: number;
}

export interface NewTwinApp {
  readonly slug: string;
  readonly name?: string;
  readonly owner?: string;
  readonly webhookUrl: string;
  readonly webhookSecret: string;
  readonly permissions?: Permissions;
  readonly events?: readonly string[];
}

export interface TwinUser extends Pick<User, "id" | "login" | "type" | "token"> {}

export interface TwinRepository
  extends Pick<Repository, "id" | "fullName" | "gitDir" | "defaultBranch"> {
  readonly cloneUrl: string;
}

export interface TwinApp extends Pick<App, "id" | "clientId" | "slug" | "name" | "privateKey"> {
  readonly webhookSecret: string;
  readonly botLogin: string;
}

/** A running twin, as tests and the demo see it. */
export interface Twin {
  readonly url: string;
  readonly apiUrl: string;
  readonly controlToken: string;
  addUser(login: string, options?: { type?: "User" | "Bot" }): TwinUser;
  addRepository(options: NewRepository): Promise<TwinRepository>;
  setPermission(repo: string, login: string, role: Role): void;
  addApp(options: NewTwinApp): TwinApp;
  /** Makes an app that exists once its manifest's code is converted; returns the code. */
  addManifest(options: NewTwinApp): string;
  install(app: { id: number }, repo: string): Promise<{ id: number }>;
  ping(app: { id: number }): void;
  as(login: string): Person;
  readonly faults: { add(fault: Fault): void; clear(): void; unused(): Fault[] };
  deliveries(): readonly DeliveryRecord[];
  redeliver(id: number): Promise<void>;
  calls(): readonly RecordedCall[];
  writes(): readonly RecordedCall[];
  /** Forgets the calls so far, so that a test sees its own. */
  forgetCalls(): void;
  unmodelled(): string[];
  idle(): Promise<void>;
  close(): Promise<void>;
}

const DELIVERY_TIMEOUT_MS = 10_000;

/** Starts a twin. Everything is in memory, but for the repositories, which are real ones. */
export async function startTwin(options: TwinOptions): Promise<Twin> {
  await mkdir(options.dataDir, { recursive: true });
  const world = createWorld(options);
  const controlToken = options.controlToken ?? randomBytes(24).toString("hex");
  const routes = createRestRoutes();
  const context: ServerContext = { world, routes, stale: new StaleReads(), controlToken };
  const server = createTwinServer(context);
  const host = options.host ?? "127.0.0.1";
  const port = await listen(server, options.port ?? 0, host);
  world.url = `http://${host}:${port}`;
  startByEvents(world);
  return {
    url: world.url,
    apiUrl: `${world.url}/api/v3`,
    controlToken,
    ...population(world),
    as: (login) => createPerson(context, userOf(world, login)),
    faults: world.faults,
    ...observation(world),
    close: async () => {
      await stop(server);
      await world.deliveries.close();
    },
  };
}

function createWorld(options: TwinOptions): World {
  const clock = options.clock ?? { now: () => new Date() };
  const faults = new Faults();
  // Ids of different things do not meet, so that mixing them up does not go unseen.
  let id = 1_000_000;
  const nextId = () => {
    id += 1;
    return id;
  };
  const timeoutMs = options.deliveryTimeoutMs ?? DELIVERY_TIMEOUT_MS;
  return {
    clock,
    dataDir: options.dataDir,
    url: "",
    users: new Map(),
    repositories: new Map(),
    apps: [],
    installations: [],
    manifests: new Map(),
    tokens: new Map(),
    runners: new Map(),
    deliveries: new Deliveries({ clock, faults, timeoutMs, nextId }),
    listeners: [],
    faults,
    calls: [],
    unmodelled: new Set(),
    rateLimit: options.rateLimit ?? 5_000,
    nextId,
  };
}

type Population = Pick<
  Twin,
  "addUser" | "addRepository" | "setPermission" | "addApp" | "addManifest" | "install" | "ping"
>;

function population(world: World): Population {
  return {
    addUser: (login, { type = "User" } = {}) => addUser(world, login, type),
    addRepository: async (wanted) => {
      const made = await addRepository(world, wanted);
      return { ...made, cloneUrl: `${world.url}/${made.fullName}.git` };
    },
    setPermission: (repo, login, role) => {
      ensureUser(world, login);
      repositoryOf(world, repo).roles.set(login.toLowerCase(), role);
    },
    addApp: (wanted) => {
      const app = appOf(world, wanted);
      world.apps.push(app);
      return { ...app, webhookSecret: app.webhook.secret, botLogin: app.bot.login };
    },
    addManifest: (wanted) => {
      const code = randomBytes(20).toString("hex");
      world.manifests.set(code, appOf(world, wanted));
      return code;
    },
    install: async (app, repo) => {
      const repository = repositoryOf(world, repo);
      const installation = installOn(world, knownApp(world, app.id), repository);
      emitInstallation(world, installation, repository);
      return { id: installation.id };
    },
    ping: (app) => emitPing(world, knownApp(world, app.id)),
  };
}

function appOf(world: World, wanted: NewTwinApp): App {
  return createApp(world, {
    permissions: USUAL_PERMISSIONS,
    events: USUAL_EVENTS,
    ...wanted,
    owner: ensureUser(world, wanted.owner ?? "octo-org", "Organization"),
  });
}

function knownApp(world: World, id: number): App {
  const app = world.apps.find((each) => each.id === id);
  if (app === undefined) throw new Error(`the twin has no app ${id}`);
  return app;
}

type Observation = Pick<
  Twin,
  "deliveries" | "redeliver" | "calls" | "writes" | "forgetCalls" | "unmodelled" | "idle"
>;

function observation(world: World): Observation {
  return {
    deliveries: () => world.deliveries.all(),
    redeliver: async (id) => {
      if (world.deliveries.redeliver(id) === undefined) throw new Error(`no delivery ${id}`);
      await world.deliveries.idle();
    },
    calls: () => [...world.calls],
    writes: () => world.calls.filter(({ wrote }) => wrote),
    forgetCalls: () => {
      world.calls.length = 0;
    },
    unmodelled: () => [...world.unmodelled],
    idle: () => world.deliveries.idle(),
  };
}
