import type { z } from "zod";
import { Failure } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { Actor } from "../state/types.ts";
import type { World } from "../state/world.ts";

/** One call of the API, with everything that a handler may look at. */
export interface Call {
  readonly world: World;
  readonly actor: Actor;
  readonly method: string;
  /** Without the prefix `/api/v3` and without the query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly accept: string;
}

export type Handler = (call: Call) => Reply | Promise<Reply>;

export function param(call: Call, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route ${call.path} has no ${name}`);
  return value;
}

/** A number in the path; anything else is not found. */
export function numberParam(call: Call, name: string): number {
  const text = param(call, name);
  if (!/^\d{1,15}$/.test(text)) throw new Failure(404, "Not Found");
  return Number(text);
}

/** The body of the call, checked. Unknown properties pass, as on GitHub. */
export function read<T>(call: Call, schema: z.ZodType<T>): T {
  const found = schema.safeParse(call.body ?? {});
  if (found.success) return found.data;
  const first = found.error.issues[0];
  const where = first?.path.join(".") ?? "";
  throw new Failure(422, `Invalid request.\n\n"${where}": ${first?.message ?? "is not valid"}`);
}

/** A page of a list, with the `Link` header that says where the others are. */
export function paginate<T>(
  call: Call,
  items: readonly T[],
): { page: T[]; headers: Record<string, string> } {
  const size = Math.min(100, positive(call.query.get("per_page"), 30));
  const current = positive(call.query.get("page"), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const links: string[] = [];
  const link = (page: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set("page", String(page));
    links.push(`<${call.world.url}/api/v3${call.path}?${query}>; rel="${rel}"`);
  };
  if (current > 1) link(Math.min(current - 1, last), "prev");
  if (current < last) link(current + 1, "next");
  if (current < last) link(last, "last");
  if (current > 1) link(1, "first");
  const page = items.slice((current - 1) * size, current * size);
  return { page, headers: links.length === 0 ? {} : { link: links.join(", ") } };
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text);
  return text !== null && Number.isInteger(value) && value > 0 ? value : otherwise;
}

/** A list as GitHub answers it. */
export function list<T>(call: Call, items: readonly T[], shape: (item: T) => unknown): Reply {
  const { page, headers } = paginate(call, items);
  return { status: 200, body: page.map(shape), headers };
}

/** A list with its length beside it, as actions and checks have. */
export function counted<T>(
  call: Call,
  name: string,
  items: readonly T[],
  shape: (item: T) => unknown,
): Reply {
  const { page, headers } = paginate(call, items);
  return { status: 200, body: { total_count: items.length, [name]: page.map(shape) }, headers };
}
