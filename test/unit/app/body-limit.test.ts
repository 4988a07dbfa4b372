import { createServer, type IncomingMessage, type Server, request as send } from "node:http";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "@jest/globals";
import { type Handler, limitBodies } from "../../../src/app/body-limit.ts";

const LIMITS = { bytes: 1_000, together: 2_500, waitMs: 2_000 };

let server: Server;
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

type WithBody = IncomingMessage & { rawBody?: Buffer };

async function serve(limits = LIMITS, handle?: Handler) {
  const heard: (string | undefined)[] = [];
  const echo: Handler = (request, response) => {
    heard.push((request as WithBody).rawBody?.toString());
    response.end("ok");
    return true;
  };
  const limited = limitBodies(handle ?? echo, limits);
  server = createServer((request, response) => void limited(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return { port, heard };
}

const SIGNED = { "x-hub-signature-256": "sha256=0" };

/** The status that such a request gets; the body is written in pieces, and left open where told. */
function post(
  port: number,
  { headers = {}, pieces = [], open = false }: Sent,
): Promise<number | "broken"> {
  return new Promise((resolve) => {
    const all = { ...SIGNED, ...headers };
    const out = send({ host: "127.0.0.1", port, method: "POST", headers: all }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    out.on("error", () => resolve("broken"));
    out.flushHeaders();
    for (const piece of pieces) out.write(piece);
    if (!open) out.end();
  });
}

interface Sent {
  readonly headers?: Record<string, string | number>;
  readonly pieces?: readonly string[];
  readonly open?: boolean;
}

describe("a webhook's body", () => {
  it("is handed on whole", async () => {
    const { port, heard } = await serve();
    expect(await post(port, { pieces: ["{", "}"] })).toBe(200);
    expect(await post(port, { pieces: ["x".repeat(1_000)] })).toBe(200);
    expect(heard).toEqual(["{}", "x".repeat(1_000)]);
  });

  it("that says it is too large is refused before it comes", async () => {
    const { port, heard } = await serve();
    expect(await post(port, { headers: { "content-length": 1_001 }, open: true })).toBe(413);
    expect(heard).toEqual([]);
  });

  it("that says nothing is counted, and refused when it is too much", async () => {
    const { port, heard } = await serve();
    const pieces = Array.from({ length: 11 }, () => "x".repeat(100));
    expect(await post(port, { pieces, open: true })).toBe(413);
    expect(heard).toEqual([]);
  });

  it("that goes on after the refusal brings nothing down", async () => {
    const { port } = await serve();
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(
      "POST / HTTP/1.1\r\nhost: a\r\nx-hub-signature-256: s\r\ntransfer-encoding: chunked\r\n\r\n",
    );
    const closed = new Promise((resolve) => socket.on("close", resolve));
    const piece = `${(500).toString(16)}\r\n${"x".repeat(500)}\r\n`;
    for (let i = 0; i < 50 && socket.writable; i++) {
      socket.write(piece);
      await wait(1);
    }
    await closed;
    expect(await post(port, { pieces: ["{}"] })).toBe(200);
  });

  it("waits where others already take all the memory there is for them", async () => {
    const { port, heard } = await serve();
    const held = [0, 1].map(() => post(port, { pieces: ["x".repeat(900)], open: true }));
    await wait(50);
    expect(await post(port, { pieces: ["x".repeat(900)] })).toBe(503);
    server.closeAllConnections();
    expect(await Promise.all(held)).toEqual(["broken", "broken"]);
    await wait(50);
    expect(await post(port, { pieces: ["x".repeat(900)] })).toBe(200);
    expect(heard).toHaveLength(1);
  });

  it("that never ends is given up", async () => {
    const { port, heard } = await serve({ ...LIMITS, waitMs: 50 });
    expect(await post(port, { pieces: ["{"], open: true })).toBe("broken");
    expect(heard).toEqual([]);
  });

  it("without a signature is not read at all", async () => {
    const { port, heard } = await serve();
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: "{}" });
    expect(answer.status).toBe(200);
    expect(heard).toEqual([undefined]);
  });
});
