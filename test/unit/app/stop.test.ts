import { describe, expect, it } from "@jest/globals";
import { KeyedQueue } from "../../../src/app/queue.ts";
import { endsWithin } from "../../../src/app/stop.ts";

describe("a stop", () => {
  it("waits for work, and tells that it has ended", async () => {
    const queue = new KeyedQueue({ running: 1 }, () => {});
    let done = false;
    queue.add("a", async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      done = true;
    });
    expect(await endsWithin(5_000, queue.idle())).toBe(true);
    expect(done).toBe(true);
  });

  it("does not wait for a job that hangs", async () => {
    const queue = new KeyedQueue({ running: 1 }, () => {});
    queue.add("a", () => new Promise(() => {}));
    const began = Date.now();
    expect(await endsWithin(50, queue.idle())).toBe(false);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it("hands on what broke", async () => {
    await expect(endsWithin(50, Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});
