import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { serveControl } from "../control/server.ts";
import { serveGit } from "../git/smart-http.ts";
import { servePage } from "../pages/server.ts";
import { type ApiContext, serveApi } from "./api-endpoint.ts";
import { sendReply } from "./send.ts";

export interface ServerContext extends ApiContext {
  readonly controlToken: string;
}

/** API, git, control and pages on one port, told apart by their paths. */
export function createTwinServer(context: ServerContext): Server {
  return createServer((request, response) => {
    serve(context, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendReply(response, { status: 500, text: `the twin has a bug: ${explain(error)}\n` });
    });
  });
}

function explain(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function serve(
  context: ServerContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams: query } = new URL(request.url ?? "/", "http://twin");
  const api = apiPath(pathname);
  if (api !== undefined) return serveApi(context, { path: api, query }, request, response);
  if (pathname.startsWith("/_twin/")) return serveControl(context, pathname, request, response);
  if (/^\/[^/]+\/[^/]+\.git\//.test(pathname)) {
    return serveGit(context.world, pathname, request, response);
  }
  return servePage(context, { path: pathname, query }, request, response);
}

/** As on GitHub Enterprise Server: `/api/v3/…` and `/api/graphql`. */
function apiPath(pathname: string): string | undefined {
  if (pathname === "/api/graphql" || pathname === "/api/v3/graphql") return "/graphql";
  if (pathname === "/api/v3") return "/";
  return pathname.startsWith("/api/v3/") ? pathname.slice("/api/v3".length) : undefined;
}

export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

export async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
}
