import { nameOf } from "../access/authenticate.ts";
import type { Actor } from "../state/types.ts";
import type { World } from "../state/world.ts";

const HOUR_S = 3_600;
const ANONYMOUS = 60;

interface Window {
  readonly reset: number;
  used: number;
}

export interface Rate {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Seconds since 1970. */
  readonly reset: number;
}

/** Counters belong to a world and go with it. */
const WINDOWS = new WeakMap<World, Map<string, Window>>();

/** Counts a call. What it returns may be overdrawn: the call is then refused. */
export function countCall(world: World, actor: Actor): Rate & { readonly exceeded: boolean } {
  const window = windowOf(world, actor);
  window.used += 1;
  return { ...rateOf(world, actor), exceeded: window.used > limitOf(world, actor) };
}

export function rateOf(world: World, actor: Actor): Rate {
  const { used, reset } = windowOf(world, actor);
  const limit = limitOf(world, actor);
  return { limit, used: Math.min(used, limit), remaining: Math.max(0, limit - used), reset };
}

function limitOf(world: World, actor: Actor): number {
  return actor.kind === "anonymous" ? Math.min(ANONYMOUS, world.rateLimit) : world.rateLimit;
}

function windowOf(world: World, actor: Actor): Window {
  const windows = WINDOWS.get(world) ?? new Map<string, Window>();
  WINDOWS.set(world, windows);
  const now = Math.floor(world.clock.now().getTime() / 1000);
  const known = windows.get(nameOf(actor));
  if (known !== undefined && known.reset > now) return known;
  const fresh = { reset: now + HOUR_S, used: 0 };
  windows.set(nameOf(actor), fresh);
  return fresh;
}
