/** An answer before it is bytes. */
export interface Reply {
  readonly status: number;
  /** JSON, unless `text` or `bytes` is given. */
  readonly body?: unknown;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Set where a call that is no GET changed nothing, or where GraphQL changed something. */
  readonly wrote?: boolean;
  readonly operation?: string;
}

export function ok(body: unknown): Reply {
  return { status: 200, body };
}

export function created(body: unknown): Reply {
  return { status: 201, body };
}

export const NO_CONTENT: Reply = { status: 204 };

export function bytesOf(reply: Reply): Uint8Array {
  if (reply.bytes !== undefined) return reply.bytes;
  if (reply.text !== undefined) return Buffer.from(reply.text);
  return reply.body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(reply.body));
}
