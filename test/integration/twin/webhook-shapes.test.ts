import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { playEverything } from "./everything.ts";
import { type Scene, startScene } from "./start.ts";

interface Recorded {
  readonly name: string;
  readonly examples: readonly Record<string, unknown>[];
}

const recorded = createRequire(import.meta.url)(
  "@octokit/webhooks-examples/api.github.com/index.json",
) as readonly Recorded[];

let scene: Scene;

beforeAll(async () => {
  scene = await startScene();
  await playEverything(scene);
});

afterAll(() => scene.close());

/** Paths of all keys; of lists, those that every element has. Values that are null end a path. */
function keysOf(value: unknown, prefix = ""): string[] {
  if (Array.isArray(value)) {
    const each = value.map((item) => keysOf(item, `${prefix}[]`));
    return each.length === 0 ? [] : each.reduce(inBoth);
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => {
    const path = prefix === "" ? key : `${prefix}.${key}`;
    // Which permissions an app has is its own affair.
    return key === "permissions" ? [path] : [path, ...keysOf(below, path)];
  });
}

function inBoth(a: string[], b: string[]): string[] {
  const second = new Set(b);
  return a.filter((path) => second.has(path));
}

/** Keys below something that is null or empty in ours cannot be compared. */
function isComparable(path: string, ours: unknown): boolean {
  let value: unknown = ours;
  for (const part of path.split(".").slice(0, -1)) {
    const name = part.replaceAll("[]", "");
    value = (value as Record<string, unknown>)[name];
    while (Array.isArray(value)) value = value[0] as unknown;
    if (value === null || value === undefined) return false;
  }
  return true;
}

function missingIn(event: string, action: string | undefined): string[] {
  const hook = scene.receiver.hooks.find((each) => each.event === event && each.action === action);
  if (hook === undefined) throw new Error(`the twin sent no ${event} ${action}`);
  const examples = recorded
    .find(({ name }) => name === event)
    ?.examples.filter((example) => example["action"] === action);
  if (examples === undefined || examples.length === 0) {
    throw new Error(`no recorded ${event} ${action}`);
  }
  const always = examples.map((example) => keysOf(example)).reduce(inBoth);
  const ours = new Set(keysOf(hook.payload));
  return always.filter((path) => !ours.has(path) && isComparable(path, hook.payload)).sort();
}

const EVENTS: [string, string | undefined][] = [
  ["issue_comment", "created"],
  ["issue_comment", "edited"],
  ["issue_comment", "deleted"],
  ["issues", "opened"],
  ["issues", "edited"],
  ["issues", "labeled"],
  ["issues", "unlabeled"],
  ["issues", "reopened"],
  ["pull_request", "opened"],
  ["pull_request", "labeled"],
  ["pull_request", "synchronize"],
  ["pull_request", "ready_for_review"],
  ["pull_request", "closed"],
  ["pull_request_review_comment", "created"],
  ["check_run", "created"],
  ["check_run", "completed"],
  ["workflow_run", "requested"],
  ["workflow_run", "completed"],
  ["workflow_job", "queued"],
  ["workflow_job", "in_progress"],
  ["workflow_job", "completed"],
  ["installation", "created"],
  ["push", undefined],
  ["ping", undefined],
];

describe("webhooks beside recorded ones", () => {
  it.each(EVENTS)("%s %s has every key that all recorded ones have", (event, action) => {
    expect(missingIn(event, action)).toEqual([]);
  });

  it("come in the order of events, with a GUID each", () => {
    const guids = scene.receiver.hooks.map(({ headers }) => headers["x-github-delivery"]);
    expect(new Set(guids).size).toBe(guids.length);
  });
});
