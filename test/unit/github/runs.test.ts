import { describe, expect, it } from "@jest/globals";
import { ProbotOctokit } from "probot";
import { createRuns } from "../../../src/github/runs.ts";

const PLACE = { owner: "octo", repo: "calc" };
const SINCE = new Date("2026-01-01T10:00:00Z");

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** The adapter on a server that answers as the function says; undefined is 404. */
function createPort(answer: (asked: Asked) => unknown) {
  const asked: Asked[] = [];
  const fetch = async (url: string, init: { method: string; body?: string }) => {
    const { pathname: path, searchParams: query } = new URL(url);
    const body: unknown = init.body === undefined ? undefined : JSON.parse(init.body);
    const call = { method: init.method, path, query, body };
    asked.push(call);
    const said = answer(call);
    if (said instanceof Uint8Array) {
      return new Response(Buffer.from(said), { headers: { "content-type": "application/zip" } });
    }
    return Response.json(said ?? {}, { status: said === undefined ? 404 : 200 });
  };
  const octokit = new ProbotOctokit({
    ...{ auth: undefined, authStrategy: undefined },
    ...{ request: { fetch }, retry: { enabled: false }, throttle: { enabled: false } },
  });
  return { port: createRuns(octokit, PLACE), asked };
}

function rawRun(id: number) {
  const at = "2026-01-01T10:01:00Z";
  return {
    id,
    ...{ html_url: `https://github.test/runs/${id}`, display_title: `run ${id}` },
    ...{ event: "workflow_dispatch", path: ".github/workflows/patchjudge.yml" },
    ...{ head_branch: "main", head_sha: "c".repeat(40), status: "queued", conclusion: null },
    ...{ repository: { id: 7 }, head_repository: { id: 7 } },
    ...{ created_at: at, run_started_at: at, updated_at: at },
  };
}

describe("runs", () => {
  it("are started on the branch by its whole name: a tag may have the short one", async () => {
    const { port, asked } = createPort(({ method }) =>
      method === "GET"
        ? { default_branch: "main" }
        : { workflow_run_id: 5, html_url: "https://github.test/runs/5" },
    );
    const started = await port.dispatch("patchjudge.yml", { issue: "1", request: "b" });
    expect(started?.id).toBe(5);
    expect(asked.at(-1)?.body).toMatchObject({ ref: "refs/heads/main" });
  });

  it("are looked through page by page until the wanted one is found", async () => {
    const { port, asked } = createPort(({ query }) => {
      const first = (Number(query.get("page")) - 1) * 100;
      return { workflow_runs: Array.from({ length: 100 }, (_, i) => rawRun(first + i)) };
    });
    const find = (wanted: number) =>
      port.runsSince("patchjudge.yml", SINCE, ({ id }) => id === wanted);
    expect(await find(250)).toHaveLength(300);
    expect(asked).toHaveLength(3);
    expect(await find(-1)).toHaveLength(500);
    expect(asked).toHaveLength(8);
    expect(await port.runsSince("patchjudge.yml", SINCE)).toHaveLength(100);
    expect(asked).toHaveLength(9);
  });

  it("end with the last page, and are none where there is no workflow", async () => {
    const few = createPort(() => ({ workflow_runs: [rawRun(1)] }));
    expect(await few.port.runsSince("patchjudge.yml", SINCE, () => false)).toHaveLength(1);
    expect(few.asked).toHaveLength(1);
    const none = createPort(() => undefined);
    expect(await none.port.runsSince("patchjudge.yml", SINCE, () => false)).toEqual([]);
  });
});

describe("an artifact", () => {
  const zip = Buffer.from(`PK\u0003\u0004 files PK\u0005\u0006${"\0".repeat(18)}`, "latin1");
  const download = (bytes: Uint8Array, size_in_bytes: number) => {
    const artifact = { id: 3, name: "result", expired: false, size_in_bytes };
    const { port } = createPort(({ path }) =>
      path.endsWith("/zip") ? bytes : { total_count: 1, artifacts: [artifact] },
    );
    return port.artifact(1, "result", 1_000);
  };

  it("that broke off on its way is worth another try", async () => {
    await expect(download(zip.subarray(0, 12), zip.length)).rejects.toMatchObject({
      name: "Error",
      message: "of 33 bytes of the artifact came 12",
    });
  });

  it("is handed on whole, whatever it is", async () => {
    expect(await download(zip, zip.length)).toEqual(new Uint8Array(zip));
    // Some servers tell the size before it was packed.
    expect(await download(zip, 500)).toEqual(new Uint8Array(zip));
    const text = Buffer.from("no zip");
    expect(await download(text, text.length)).toEqual(new Uint8Array(text));
  });
});
