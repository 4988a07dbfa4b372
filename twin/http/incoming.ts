import type { IncomingMessage } from "node:http";
import { Failure } from "./failure.ts";

/** A blob of 40 MiB in base64, with its JSON. */
const MAX_BYTES = 60 * 1024 * 1024;

export async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BYTES) throw new Failure(413, "Payload Too Large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(400, "Problems parsing JSON");
  }
}

export function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(", ") : value;
}
