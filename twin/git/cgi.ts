import type { ChildProcessByStdio } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable, Writable } from "node:stream";

/**
 * Hands a request to a CGI program and its answer back: headers, an empty line, the body. The
 * answer ends only when `beforeEnd` is through.
 */
export async function pipeCgi(
  child: ChildProcessByStdio<Writable, Readable, null>,
  request: IncomingMessage,
  response: ServerResponse,
  beforeEnd: () => Promise<void>,
): Promise<void> {
  child.stdin.on("error", () => {});
  request.pipe(child.stdin);
  response.on("close", () => child.kill());
  let head: Buffer | undefined = Buffer.alloc(0);
  child.stdout.on("data", (chunk: Buffer) => {
    if (head === undefined) {
      response.write(chunk);
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf("\r\n\r\n");
    if (end < 0) return;
    const { status, headers } = parseHead(head.subarray(0, end).toString());
    response.writeHead(status, headers);
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  await beforeEnd();
  if (head !== undefined) response.writeHead(500);
  response.end();
}

function parseHead(text: string): { status: number; headers: Record<string, string> } {
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of text.split("\r\n")) {
    const at = line.indexOf(":");
    const name = line.slice(0, at).toLowerCase();
    const value = line.slice(at + 1).trim();
    if (name === "status") status = Number.parseInt(value, 10);
    else headers[name] = value;
  }
  return { status, headers };
}
