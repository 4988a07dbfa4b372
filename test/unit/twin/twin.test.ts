import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parseWorkflow } from "../../../twin/change/workflow-file.ts";
import { Faults } from "../../../twin/faults/faults.ts";
import { renderMarkdown } from "../../../twin/pages/markdown.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

async function sources(folder: string): Promise<{ path: string; text: string }[]> {
  const names = await readdir(join(ROOT, folder), { recursive: true });
  return Promise.all(
    names
      .filter((name) => name.endsWith(".ts"))
      .map(async (name) => ({
        path: `${folder}/${name}`,
        text: await readFile(join(ROOT, folder, name), "utf8"),
      })),
  );
}

describe("the twin's files", () => {
  it("take nothing from src, which takes nothing from them", async () => {
    const twin = await sources("twin");
    expect(twin.length).toBeGreaterThan(80);
    expect(twin.filter(({ text }) => /from "(\.\.\/)+src\//.test(text))).toEqual([]);
    const src = await sources("src");
    expect(src.length).toBeGreaterThan(80);
    expect(src.filter(({ text }) => /from "(\.\.\/)+twin\//.test(text))).toEqual([]);
  });

  it("have at most 300 lines", async () => {
    const long = (await sources("twin")).filter(({ text }) => text.split("\n").length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe("parseWorkflow", () => {
  const file = (jobs: string, top = "") =>
    parseWorkflow(`on: workflow_dispatch\n${top}\njobs:\n${jobs}`);

  it.each([
    [
      "what the job says",
      "permissions: write-all",
      "permissions: { issues: write }",
      { issues: "write", metadata: "read" },
    ],
    [
      "what the file says",
      "permissions: { contents: read }",
      "",
      { contents: "read", metadata: "read" },
    ],
    ["reading of contents", "", "", { contents: "read", metadata: "read" }],
    ["nothing, if the block is empty", "permissions: {}", "", { metadata: "read" }],
    [
      "names as tokens have them",
      "",
      "permissions: { pull-requests: write, checks: none }",
      { pull_requests: "write", metadata: "read" },
    ],
  ])("grants %s", (_, top, job, expected) => {
    const parsed = file(`  a:\n    runs-on: x\n    ${job}`, top);
    expect(parsed?.jobs[0]?.permissions).toEqual(expected);
  });

  it("reads labels, needs and events in all their forms", () => {
    expect(file("  a: { runs-on: [self-hosted, gpu], needs: b }")?.jobs[0]).toMatchObject({
      labels: ["self-hosted", "gpu"],
      needs: ["b"],
    });
    expect(parseWorkflow("on: [push, issues]\njobs: {}")?.on).toEqual({ push: {}, issues: {} });
    expect(parseWorkflow("jobs: [")).toBeUndefined();
    expect(parseWorkflow("name: no jobs")).toBeUndefined();
  });
});

describe("Faults", () => {
  const call = { method: "GET", path: "/repos/o/r/issues/1", body: "" };
  const effect = { status: 500 };

  it.each([
    ["/repos/o/r/issues/1", true],
    ["/repos/*/issues/*", true],
    ["*", true],
    ["/repos/o/r/issues", false],
    ["/repos/o.r/issues/1", false],
  ])("with path %s strikes: %s", (path, expected) => {
    const faults = new Faults();
    faults.add({ path, effect });
    expect(faults.strikeRoute(call) !== undefined).toBe(expected);
    expect(faults.unused()).toHaveLength(expected ? 0 : 1);
  });

  it("skips, then strikes as often as it was told", () => {
    const faults = new Faults();
    faults.add({ path: "*", skip: 1, times: 2, effect });
    const struck = [1, 2, 3, 4].map(() => faults.strikeRoute(call) !== undefined);
    expect(struck).toEqual([false, true, true, false]);
  });

  it("looks into the body, where it should", () => {
    const faults = new Faults();
    faults.add({ path: "/graphql", body: /createCommitOnBranch/, effect });
    const ask = (body: string) => faults.strikeRoute({ method: "POST", path: "/graphql", body });
    expect(ask("{ viewer }")).toBeUndefined();
    expect(ask("mutation { createCommitOnBranch }")).toEqual(effect);
  });
});

describe("renderMarkdown", () => {
  it.each([
    ["<!-- hidden -->seen", "hidden"],
    ["<script>alert(1)</script>", "<script"],
    ['<a href="javascript:alert(1)">x</a>', "javascript:"],
    ['<p onclick="x()">y</p>', "onclick"],
    ['<img src="https://example.org/x.png">', "<img"],
    ['<form action="/x"><button>b</button></form>', "<form"],
    ["```diff\n+<script>alert(1)</script>\n```", "<script"],
  ])("lets nothing through of %s", (text, never) => {
    expect(renderMarkdown(text).markup).not.toContain(never);
  });

  it("colours diffs, and keeps details and tables", () => {
    const text =
      "<details><summary>s</summary>\n\n```diff\n-a\n+b\n```\n\n</details>\n\n|a|b|\n|-|-|\n|1|2|";
    const { markup } = renderMarkdown(text);
    expect(markup).toContain("<summary>s</summary>");
    expect(markup).toContain('<span class="del">-a</span>');
    expect(markup).toContain('<span class="add">+b</span>');
    expect(markup).toContain("<td>1</td>");
  });
});
