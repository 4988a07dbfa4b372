import { describe, expect, it } from "@jest/globals";
import { type AppOptions, createApp } from "../../../src/app/app.ts";
import { createMetrics } from "../../../src/app/metrics.ts";
import { KeyedQueue, type QueueLimits } from "../../../src/app/queue.ts";
import { Strangers } from "../../../src/app/strangers.ts";
import type { Log } from "../../../src/lifecycle/workplace.ts";
import { requestId } from "../../../src/request/request-id.ts";
import { createFakeHost } from "../../support/fake-host.ts";

type Heard = (context: object) => void;

/** The app on something that looks like Probot; it cannot be reached, so that every job breaks. */
async function createScene(limits: Partial<QueueLimits> = {}) {
  const heard = new Map<string, Heard>();
  const errors: { error: unknown; about: object }[] = [];
  const logged: [object, string][] = [];
  const log: Log = {
    info: (...line) => void logged.push(line),
    warn: (...line) => void logged.push(line),
    error: (...line) => void logged.push(line),
    child: () => log,
  };
  const queue = new KeyedQueue({ running: 1, ...limits }, (error, about) =>
    errors.push({ error, about }),
  );
  const options = {
    queue,
    metrics: createMetrics(() => queue.size),
    strangers: new Strangers(() => new Date()),
    missed: new Set<number>(),
  };
  const app = {
    onAny: () => {},
    on: (names: string | string[], handler: Heard) => {
      for (const name of [names].flat()) heard.set(name, handler);
    },
    auth: async () => {
      throw new Error("GitHub is away");
    },
    getNodeMiddleware: async () => () => {},
  };
  const parts = options as unknown as AppOptions;
  await createApp(
    () => parts,
    async () => {},
  )(app as never, { cwd: "", addHandler: () => {} });
  const say = (name: string, payload: object) =>
    heard.get(name)?.({ id: "d-1", log, octokit: {}, payload: { ...payload, repository } });
  return { ...options, queue, errors, logged, say, heard };
}

const repository = {
  id: 7,
  name: "calc",
  full_name: "octo/calc",
  html_url: "https://github.test/octo/calc",
};

function comment(id: number, login = "alice") {
  const user = { login, id: login.length, type: "User" };
  return {
    ...{ action: "created", sender: user },
    comment: { id, user, body: "/generate", created_at: "2026-01-01T10:00:00Z" },
    issue: { number: id, title: "t", body: "b", state: "open", locked: false, user },
  };
}

describe("the app", () => {
  it("hears comments when they are new, not when somebody edits them", async () => {
    const { heard } = await createScene();
    const comments = [...heard.keys()].filter((name) => name.startsWith("issue_comment"));
    expect(comments).toEqual(["issue_comment.created"]);
  });

  it("says of a job that broke what it was about, and has the sweep look there", async () => {
    const { say, queue, errors, missed } = await createScene();
    say("issue_comment.created", comment(12));
    await queue.idle();
    const source = { kind: "comment" as const, id: 12 };
    const request = requestId({ repositoryId: 7, issue: 12, source });
    expect(errors).toEqual([
      {
        error: new Error("GitHub is away"),
        about: { delivery: "d-1", repository: "octo/calc", issue: 12, actor: "alice", request },
      },
    ]);
    expect(missed).toEqual(new Set([7]));
  });

  it("names the run of a job that was about one", async () => {
    const { say, queue, errors } = await createScene();
    const display_title = `Patchjudge #12 ${"a".repeat(40)}`;
    say("workflow_run.completed", { action: "completed", workflow_run: { id: 77, display_title } });
    await queue.idle();
    expect(errors[0]?.about).toMatchObject({ delivery: "d-1", issue: 12, run: 77 });
  });

  it("drops and counts what one person has too much of in a repository", async () => {
    const { say, queue, logged, metrics, missed } = await createScene({ perShare: 2 });
    for (const id of [1, 2, 3, 4]) say("issue_comment.created", comment(id, "mallory"));
    say("issue_comment.created", comment(5, "alice"));
    // One of them is at work already.
    expect(queue.size).toBe(4);
    expect(logged.map(([what]) => what)).toEqual([expect.objectContaining({ issue: 4 })]);
    expect(await metrics.text()).toMatch(/^patchjudge_jobs_dropped_total 1$/m);
    expect(missed.has(7)).toBe(true);
    await queue.idle();
  });

  it("asks nothing for somebody of whom it just heard that they may not ask", async () => {
    const { say, queue, errors, metrics, strangers } = await createScene();
    await strangers.watch(createFakeHost()).permissionOf("mallory");
    say("issue_comment.created", comment(12, "mallory"));
    await queue.idle();
    expect(errors).toEqual([]);
    expect(await metrics.text()).toMatch(/^patchjudge_outcomes_total\{outcome="ignored"\} 1$/m);
  });
});
