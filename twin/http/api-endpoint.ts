import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { authenticate, nameOf } from "../access/authenticate.ts";
import type { RouteEffect } from "../faults/faults.ts";
import { type StaleReads, spoil } from "../faults/spoil.ts";
import { answerGraphql } from "../graphql/endpoint.ts";
import { answerRest } from "../rest/api.ts";
import type { Routes } from "../rest/routes.ts";
import type { Actor } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { Failure } from "./failure.ts";
import { header, parseJson, readAll } from "./incoming.ts";
import { countCall } from "./rate-limit.ts";
import { bytesOf, type Reply } from "./reply.ts";
import { sendReply } from "./send.ts";

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string | undefined;
  readonly accept: string;
}

export interface ApiContext {
  readonly world: World;
  readonly routes: Routes;
  readonly stale: StaleReads;
}

/** Answers a call of REST or GraphQL over HTTP, with the fault that is due. */
export async function serveApi(
  context: ApiContext,
  place: { path: string; query: URLSearchParams },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = context;
  const call: ApiRequest = {
    method: request.method ?? "GET",
    ...place,
    body: (await readAll(request)).toString(),
    authorization: header(request, "authorization"),
    accept: header(request, "accept") ?? "",
  };
  const effect = world.faults.strikeRoute(call);
  if (effect !== undefined && "slowMs" in effect) await sleep(effect.slowMs);
  const reply = await struck(context, call, effect);
  if (reply === undefined) {
    response.destroy();
    return;
  }
  const truncate = effect !== undefined && "truncate" in effect;
  sendReply(response, notModified(call, request, reply), truncate);
}

/** The answer as the fault leaves it; undefined: the connection breaks. */
async function struck(
  context: ApiContext,
  call: ApiRequest,
  effect: RouteEffect | undefined,
): Promise<Reply | undefined> {
  return spoil(effect, {
    act: () => recorded(context, call),
    stale: () => context.stale.read(call),
    refuse: (reply) => {
      if (reply !== undefined) record(context.world, call, "fault", reply, 0);
      return reply;
    },
  });
}

/** Lets the call act, keeps it in the list, and remembers the answer for stale reads. */
async function recorded(context: ApiContext, call: ApiRequest): Promise<Reply> {
  const started = performance.now();
  const { reply, actor } = await answerCall(context, call);
  record(context.world, call, actor, reply, performance.now() - started);
  context.stale.keep(call, reply);
  return reply;
}

function record(world: World, call: ApiRequest, actor: string, reply: Reply, ms: number): void {
  const query = call.query.toString();
  const changes = call.method !== "GET" && reply.status < 300;
  world.calls.push({
    method: call.method,
    path: query === "" ? call.path : `${call.path}?${query}`,
    status: reply.status,
    actor,
    at: world.clock.now(),
    ms: Math.round(ms),
    wrote: reply.wrote ?? (changes && call.path !== "/graphql"),
    ...(reply.operation === undefined ? {} : { operation: reply.operation }),
  });
}

/** Also for callers inside this process, who want no faults and no record. */
export async function answerCall(
  { world, routes }: ApiContext,
  call: ApiRequest,
): Promise<{ reply: Reply; actor: string }> {
  let actor: Actor = { kind: "anonymous" };
  let rate: Record<string, string> = {};
  try {
    actor = authenticate(world, call.authorization);
    rate = rateHeaders(world, actor, call.path);
    const body = parseJson(call.body);
    const reply =
      call.path === "/graphql"
        ? await answerGraphql(world, { actor, method: call.method, body })
        : await answerRest(world, routes, { ...call, actor, body });
    return { reply: withHeaders(world, reply, rate), actor: nameOf(actor) };
  } catch (error) {
    return { reply: withHeaders(world, replyTo(error), rate), actor: nameOf(actor) };
  }
}

function replyTo(error: unknown): Reply {
  if (!(error instanceof Failure)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 500, body: { message: `the twin has a bug: ${text}` }, wrote: false };
  }
  const { message, errors, status, headers } = error;
  return {
    status,
    body: {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url: "https://docs.github.com/rest",
      status: String(status),
    },
    headers,
    wrote: false,
  };
}

function rateHeaders(world: World, actor: Actor, path: string): Record<string, string> {
  if (path === "/rate_limit") return {};
  const rate = countCall(world, actor);
  const headers = {
    "x-ratelimit-limit": String(rate.limit),
    "x-ratelimit-remaining": String(rate.remaining),
    "x-ratelimit-used": String(rate.used),
    "x-ratelimit-reset": String(rate.reset),
    "x-ratelimit-resource": path === "/graphql" ? "graphql" : "core",
  };
  if (rate.exceeded) throw new Failure(403, "API rate limit exceeded", undefined, headers);
  return headers;
}

function withHeaders(world: World, reply: Reply, rate: Record<string, string>): Reply {
  const headers = {
    date: world.clock.now().toUTCString(),
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": world.nextId().toString(16).toUpperCase(),
    ...rate,
    ...reply.headers,
  };
  return { ...reply, headers };
}

/** Equal answers to equal questions cost nothing. */
function notModified(call: ApiRequest, request: IncomingMessage, reply: Reply): Reply {
  if (call.method !== "GET" || reply.status !== 200) return reply;
  const etag = `W/"${createHash("sha256").update(bytesOf(reply)).digest("hex")}"`;
  const headers = { ...reply.headers, etag, "cache-control": "private, max-age=60" };
  if (header(request, "if-none-match") !== etag) return { ...reply, headers };
  return { status: 304, headers };
}
