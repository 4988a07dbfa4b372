import { z } from "zod";
import { notFound } from "../http/failure.ts";
import { ok } from "../http/reply.ts";
import { deliveryItem, deliveryShape, hookConfigShape } from "../shapes/app.ts";
import type { DeliveryRecord } from "../webhooks/deliveries.ts";
import { callingApp } from "./apps.ts";
import { type Call, numberParam, read } from "./call.ts";
import type { Routes } from "./routes.ts";

export function hookRoutes(routes: Routes): void {
  routes.on("GET", "/app/hook/config", (call) => ok(hookConfigShape(callingApp(call))));
  routes.on("PATCH", "/app/hook/config", changeConfig);
  routes.on("GET", "/app/hook/deliveries", listDeliveries);
  routes.on("GET", "/app/hook/deliveries/:id", (call) => ok(deliveryShape(named(call))));
  routes.on("POST", "/app/hook/deliveries/:id/attempts", (call) => {
    call.world.deliveries.redeliver(named(call).id);
    return { status: 202, body: {} };
  });
}

const HookConfig = z.object({
  url: z.string().optional(),
  secret: z.string().optional(),
  content_type: z.enum(["json", "form"]).optional(),
});

function changeConfig(call: Call) {
  const app = callingApp(call);
  const { url, secret } = read(call, HookConfig);
  app.webhook = {
    ...app.webhook,
    ...(url === undefined ? {} : { url }),
    ...(secret === undefined ? {} : { secret }),
  };
  return ok(hookConfigShape(app));
}

function deliveriesOf(call: Call): DeliveryRecord[] {
  const app = callingApp(call);
  return call.world.deliveries.all().filter((record) => record.app === app);
}

function named(call: Call): DeliveryRecord {
  const id = numberParam(call, "id");
  const found = deliveriesOf(call).find((record) => record.id === id);
  if (found === undefined) throw notFound();
  return found;
}

/** Newest first, by cursor instead of page: the cursor is the id of the last one seen. */
function listDeliveries(call: Call) {
  const size = Math.min(100, Number(call.query.get("per_page") ?? 30) || 30);
  const cursor = call.query.get("cursor");
  const status = call.query.get("status");
  const before = cursor === null ? Number.POSITIVE_INFINITY : Number(cursor.replace(/^v1_/, ""));
  const wanted = deliveriesOf(call)
    .filter((record) => record.id < before && record.outcome !== undefined)
    .filter((record) => status === null || (status === "success") === isSuccess(record))
    .reverse();
  const page = wanted.slice(0, size);
  const last = page.at(-1);
  const headers: Record<string, string> = {};
  if (last !== undefined && wanted.length > size) {
    const query = new URLSearchParams(call.query);
    query.set("cursor", `v1_${last.id}`);
    headers["link"] = `<${call.world.url}/api/v3${call.path}?${query}>; rel="next"`;
  }
  return { status: 200, body: page.map(deliveryItem), headers };
}

function isSuccess({ outcome }: DeliveryRecord): boolean {
  return outcome !== undefined && outcome.code >= 200 && outcome.code < 300;
}
