import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import findMyWay, { type HTTPMethod } from "find-my-way";
import { z } from "zod";
import { endJob } from "../change/runs.ts";
import { spoil } from "../faults/spoil.ts";
import { Failure, notFound } from "../http/failure.ts";
import { header, parseJson, readAll } from "../http/incoming.ts";
import { NO_CONTENT, ok, type Reply } from "../http/reply.ts";
import { sendReply } from "../http/send.ts";
import type { World } from "../state/world.ts";
import { acquire } from "./acquire.ts";
import { artifactFor, storeArtifact } from "./artifacts.ts";
import { type FoundJob, findJob } from "./jobs.ts";

interface ControlCall {
  readonly world: World;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly bytes: Buffer;
}

type ControlHandler = (call: ControlCall) => Reply;

const ROUTES = createControlRoutes();

/** The runner's door: everything under `/_twin/`, for those who hold the control token. */
export async function serveControl(
  { world, controlToken }: { world: World; controlToken: string },
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const bytes = await readAll(request);
  try {
    const found = ROUTES.find((request.method ?? "GET") as HTTPMethod, pathname);
    if (found === null) throw notFound();
    const reply = () => (found.store as ControlHandler)({ world, params: found.params, bytes });
    // Downloads are the API's, and carry their right in the address.
    if (pathname.startsWith("/_twin/download/")) {
      await sendSpoilt(world, pathname, reply, response);
      return;
    }
    checkToken(request, controlToken);
    sendReply(response, reply());
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    sendReply(response, { status: error.status, body: { message: error.message } });
  }
}

/** What the app downloads can go wrong like every other call. */
async function sendSpoilt(
  world: World,
  path: string,
  act: () => Reply,
  response: ServerResponse,
): Promise<void> {
  const effect = world.faults.strikeRoute({ method: "GET", path, body: "" });
  if (effect !== undefined && "slowMs" in effect) await sleep(effect.slowMs);
  const reply = await spoil(effect, {
    act: async () => act(),
    stale: () => undefined,
    refuse: (refusal) => refusal,
  });
  if (reply === undefined) response.destroy();
  else sendReply(response, reply, effect !== undefined && "truncate" in effect);
}

function checkToken(request: IncomingMessage, controlToken: string): void {
  const shown = Buffer.from((header(request, "authorization") ?? "").replace(/^Bearer /, ""));
  const wanted = Buffer.from(controlToken);
  if (shown.length !== wanted.length || !timingSafeEqual(shown, wanted)) {
    throw new Failure(401, "the control token is wrong");
  }
}

function createControlRoutes() {
  const router = findMyWay({ maxParamLength: 1_000 });
  const on = (method: HTTPMethod, path: string, handler: ControlHandler) =>
    router.on(method, path, () => {}, handler);
  on("POST", "/_twin/runner/acquire", ({ world, bytes }) => {
    const job = acquire(
      world,
      read(bytes, z.object({ labels: z.array(z.string()), name: z.string() })),
    );
    return job === undefined ? NO_CONTENT : ok(job);
  });
  const job = "/_twin/runner/jobs/:job";
  on("POST", `${job}/heartbeat`, (call) => heartbeat(call, running(call)));
  on("POST", `${job}/log`, (call) => {
    const found = running(call);
    found.job.log.push(...read(call.bytes, z.object({ lines: z.array(z.string()) })).lines);
    return heartbeat(call, found);
  });
  on("PUT", `${job}/artifacts/:name`, (call) =>
    ok(storeArtifact(call.world, running(call), call.params["name"] ?? "", call.bytes)),
  );
  on("GET", `${job}/artifacts/:name`, (call) => {
    const found = running(call).run.artifacts.find(({ name }) => name === call.params["name"]);
    return found === undefined ? NO_CONTENT : zip(found.bytes);
  });
  on("POST", `${job}/complete`, (call) => {
    const { repository, run, job: ended } = running(call);
    const Body = z.object({ conclusion: z.enum(["success", "failure", "cancelled"]) });
    endJob({ world: call.world, repository }, run, ended, read(call.bytes, Body).conclusion);
    return NO_CONTENT;
  });
  on("GET", "/_twin/download/:id/:key", ({ world, params }) => {
    const found = artifactFor(world, Number(params["id"]), params["key"] ?? "");
    if (found === undefined) throw notFound();
    return zip(found.bytes);
  });
  return router;
}

function read<T>(bytes: Buffer, schema: z.ZodType<T>): T {
  const found = schema.safeParse(parseJson(bytes.toString()));
  if (found.success) return found.data;
  throw new Failure(422, z.prettifyError(found.error));
}

function running({ world, params }: ControlCall): FoundJob {
  const found = findJob(world, Number(params["job"]));
  if (found === undefined) throw notFound();
  if (found.job.status !== "in_progress") throw new Failure(409, "the job is not in progress");
  return found;
}

function heartbeat({ world }: ControlCall, { run, job }: FoundJob): Reply {
  job.heardAt = world.clock.now();
  return ok({ cancelled: run.cancelRequested });
}

function zip(bytes: Buffer): Reply {
  return { status: 200, bytes, type: "application/zip" };
}
