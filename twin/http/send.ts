import type { ServerResponse } from "node:http";
import { bytesOf, type Reply } from "./reply.ts";

export const JSON_TYPE = "application/json; charset=utf-8";

/** Sends an answer. `half` breaks the connection in the middle of the body. */
export function sendReply(response: ServerResponse, reply: Reply, half = false): void {
  const bytes = bytesOf(reply);
  const hasBody = reply.status !== 204 && reply.status !== 304;
  response.writeHead(reply.status, {
    ...(hasBody ? { "content-type": typeOf(reply), "content-length": bytes.length } : {}),
    ...reply.headers,
  });
  if (!half) {
    response.end(hasBody ? bytes : undefined);
    return;
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}

function typeOf(reply: Reply): string {
  return reply.type ?? (reply.text === undefined ? JSON_TYPE : "text/plain; charset=utf-8");
}
