import type { IncomingMessage, ServerResponse } from "node:http";

/** GitHub sends no webhook that is larger (docs.github.com/webhooks, "payload cap"). */
const MOST_BYTES = 25 * 1024 * 1024;

export interface BodyLimits {
  /** Of one request. */
  readonly bytes: number;
  /** Of all requests that are under way: anybody may send some. */
  readonly together: number;
  /** GitHub itself gives up after ten seconds. */
  readonly waitMs: number;
}

const LIMITS: BodyLimits = { bytes: MOST_BYTES, together: 8 * MOST_BYTES, waitMs: 10_000 };

/** As Probot's and Octokit's handlers are: true where the request was answered. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean | undefined> | boolean | undefined;

/**
 * Reads bodies before a handler that would read them without an end, and refuses what is too large. The
 * handler is given `rawBody`, as from a server without streams, and reads no more.
 */
export function limitBodies(handle: Handler, limits = LIMITS) {
  let together = 0;
  return async (request: IncomingMessage, response: ServerResponse) => {
    if (Number(request.headers["content-length"] ?? 0) > limits.bytes) return refuse(response, 413);
    // Without a signature nobody reads the body.
    if (request.method !== "POST" || request.headers["x-hub-signature-256"] === undefined) {
      return handle(request, response);
    }
    let held = 0;
    const take = (bytes: number) => {
      held += bytes;
      together += bytes;
      return together <= limits.together;
    };
    try {
      const body = await readBody(request, limits, take);
      // With the connection is gone whoever would hear an answer.
      if (body === "gone") return true;
      if (typeof body === "number") return refuse(response, body);
      Object.assign(request, { body: {}, rawBody: body });
      return await handle(request, response);
    } finally {
      together -= held;
    }
  };
}

async function readBody(
  request: IncomingMessage,
  { bytes, waitMs }: BodyLimits,
  take: (bytes: number) => boolean,
): Promise<Buffer | 413 | 503 | "gone"> {
  const chunks: Buffer[] = [];
  let size = 0;
  const late = setTimeout(() => request.destroy(new Error("too slow")), waitMs);
  try {
    // Leaving the loop must not destroy the request, which is still to be answered.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > bytes) return 413;
      if (!take(chunk.length)) return 503;
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch {
    return "gone";
  } finally {
    clearTimeout(late);
  }
}

/** Closes the connection: the rest of the body is not worth hearing. */
function refuse(response: ServerResponse, status: 413 | 503): true {
  const headers = { "content-type": "text/plain", connection: "close" };
  response.writeHead(status, headers).end(status === 413 ? "too large\n" : "busy\n");
  return true;
}
