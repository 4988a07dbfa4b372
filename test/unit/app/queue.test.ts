import { describe, expect, it } from "@jest/globals";
import { KeyedQueue } from "../../../src/app/queue.ts";

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const nothing = async () => {};

describe("the queue", () => {
  it("does jobs of one key in order, of several side by side, and no more than allowed", async () => {
    const queue = new KeyedQueue({ running: 2 }, () => {});
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

  it("reports a job that fails, and what it was about, and goes on", async () => {
    const errors: unknown[] = [];
    const queue = new KeyedQueue({ running: 1 }, (error, about) => errors.push([error, about]));
    let done = false;
    const fail = async () => {
      throw new Error("no");
    };
    queue.add("a", fail, { about: { repository: "octo/calc", issue: 12 } });
    queue.add("a", async () => {
      done = true;
    });
    await queue.idle();
    expect(errors).toEqual([[new Error("no"), { repository: "octo/calc", issue: 12 }]]);
    expect(done).toBe(true);
  });

  it("is idle at once when there is nothing to do", async () => {
    await new KeyedQueue({ running: 1 }, () => {}).idle();
  });

  it("has room for so many jobs, and for fewer of one share", async () => {
    const queue = new KeyedQueue({ running: 1, waiting: 3, perShare: 1 }, () => {});
    // One runs, and leaves room for others.
    queue.add("a", () => wait(10), { share: "7:mallory" });
    expect(queue.add("b", nothing, { share: "7:mallory" })).toBe("added");
    expect(queue.add("c", nothing, { share: "7:mallory" })).toBe("full");
    expect(queue.add("c", nothing, { share: "7:alice" })).toBe("added");
    expect(queue.add("d", nothing)).toBe("added");
    expect(queue.add("e", nothing)).toBe("full");
    await queue.idle();
    expect(queue.add("c", nothing, { share: "7:mallory" })).toBe("added");
  });

  it("takes a name once as long as it waits, and knows whose key is busy", async () => {
    const queue = new KeyedQueue({ running: 1 }, () => {});
    queue.add("a", () => wait(10), { name: "first" });
    expect(queue.add("b", nothing, { name: "second" })).toBe("added");
    expect(queue.add("b", nothing, { name: "second" })).toBe("waits");
    expect([queue.has("a"), queue.has("b"), queue.has("c")]).toEqual([true, true, false]);
    expect(queue.size).toBe(2);
    await queue.idle();
    expect([queue.has("a"), queue.has("b")]).toEqual([false, false]);
  });
});
