import { createServer } from "node:http";
import { UserError } from "../contracts/errors.ts";
import type { Metrics } from "./metrics.ts";

/**
 * Answers `/metrics` on a port of its own: the webhooks' port is open to everybody, and behind a proxy
 * on the same machine every caller looks like a local one. Returns what closes it.
 */
export async function serveMetrics(
  metrics: Metrics,
  { host, port }: { host: string; port: number },
): Promise<() => void> {
  const server = createServer(async (request, response) => {
    if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { "content-type": metrics.contentType }).end(await metrics.text());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", ({ message }) =>
      reject(new UserError(`--metrics-port ${port} cannot be used (${message}); name another`)),
    );
    server.listen(port, host, resolve);
  });
  return () => {
    server.close();
    // Whoever scrapes keeps its connection open.
    server.closeAllConnections();
  };
}
