import type { IncomingMessage, ServerResponse } from "node:http";
import { sendReply } from "../http/send.ts";
import type { ServerContext } from "../http/server.ts";

export async function servePage(
  _context: ServerContext,
  { path }: { path: string; query: URLSearchParams },
  _request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  sendReply(response, { status: 404, text: `no page ${path}\n` });
}
