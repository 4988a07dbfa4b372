import type { App, Installation } from "../state/types.ts";
import type { World } from "../state/world.ts";
import type { DeliveryRecord } from "../webhooks/deliveries.ts";
import type { Schemas } from "./schemas.ts";
import { api, appPermissions, iso, simpleUser } from "./user.ts";

export function installationShape(world: World, installation: Installation) {
  const { app, account } = installation;
  return {
    id: installation.id,
    client_id: app.clientId,
    account: simpleUser(world, account),
    repository_selection: "selected",
    access_tokens_url: api(world, `/app/installations/${installation.id}/access_tokens`),
    repositories_url: api(world, "/installation/repositories"),
    html_url: `${world.url}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: appPermissions(installation.permissions),
    events: [...app.events],
    created_at: iso(installation.createdAt),
    updated_at: iso(installation.createdAt),
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: null,
  } satisfies Schemas["installation"];
}

/** The secret is never shown. */
export function hookConfigShape(app: App): Schemas["webhook-config"] {
  return {
    content_type: app.webhook.contentType,
    insecure_ssl: app.webhook.insecureSsl,
    ...(app.webhook.secret === "" ? {} : { secret: "********" }),
    url: app.webhook.url,
  };
}

export function deliveryItem(record: DeliveryRecord): Schemas["hook-delivery-item"] {
  return {
    id: record.id,
    guid: record.guid,
    delivered_at: record.sentAt.toISOString(),
    redelivery: record.redelivery,
    duration: (record.outcome?.ms ?? 0) / 1000,
    status: record.outcome?.status ?? "pending",
    status_code: record.outcome?.code ?? 0,
    event: record.event,
    action: record.action,
    installation_id: record.installation?.id ?? null,
    repository_id: record.repository?.id ?? null,
    throttled_at: null,
  };
}

export function deliveryShape(record: DeliveryRecord): Schemas["hook-delivery"] {
  return {
    ...deliveryItem(record),
    url: record.url,
    request: {
      headers: { ...record.requestHeaders },
      payload: JSON.parse(record.body) as Record<string, unknown>,
    },
    response: {
      headers: record.outcome?.headers ?? null,
      payload: record.outcome?.body ?? null,
    },
  };
}
