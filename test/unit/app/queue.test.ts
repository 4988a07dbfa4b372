import { describe, expect, it } from "@jest/globals";
import { KeyedQueue } from "../../../src/app/queue.ts";

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the queue", () => {
  it("does jobs of one key in order, of several side by side, and no more than allowed", async () => {
    const queue = new KeyedQueue(2, () => {});
    const log: string[] = [];
    let running = 0;
    let most = 0;
    const job = (name: string, ms: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      await wait(ms);
      log.push(name);
      running -= 1;
    };
    queue.add("a", job("a1", 30));
    queue.add("a", job("a2", 1));
    queue.add("b", job("b1", 5));
    queue.add("c", job("c1", 5));
    expect(queue.size).toBe(4);
    await queue.idle();
    expect(log.indexOf("a1")).toBeLessThan(log.indexOf("a2"));
    expect(log.indexOf("b1")).toBeLessThan(log.indexOf("a1"));
    expect(most).toBe(2);
    expect(queue.size).toBe(0);
  });

  it("reports a job that fails and goes on", async () => {
    const errors: unknown[] = [];
    const queue = new KeyedQueue(1, (error) => errors.push(error));
    let done = false;
    queue.add("a", async () => {
      throw new Error("no");
    });
    queue.add("a", async () => {
      done = true;
    });
    await queue.idle();
    expect(errors).toEqual([new Error("no")]);
    expect(done).toBe(true);
  });

  it("is idle at once when there is nothing to do", async () => {
    await new KeyedQueue(1, () => {}).idle();
  });
});
