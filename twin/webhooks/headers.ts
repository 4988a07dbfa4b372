import { createHmac } from "node:crypto";
import type { App } from "../state/types.ts";

/** Every header that GitHub sends with a webhook of an app. */
export function hookHeaders(hook: {
  app: App;
  event: string;
  guid: string;
  body: string;
  secret: string;
}): Record<string, string> {
  const { app, event, guid, body, secret } = hook;
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": `GitHub-Hookshot/${guid.slice(0, 7)}`,
    "x-github-delivery": guid,
    "x-github-event": event,
    "x-github-hook-id": String(app.hookId),
    "x-github-hook-installation-target-id": String(app.id),
    "x-github-hook-installation-target-type": "integration",
    ...(secret === "" ? {} : signatures(body, secret)),
  };
}

function signatures(body: string, secret: string): Record<string, string> {
  const sign = (hash: string) => `${hash}=${createHmac(hash, secret).update(body).digest("hex")}`;
  return { "x-hub-signature": sign("sha1"), "x-hub-signature-256": sign("sha256") };
}
