import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const ADAPTERS = ["engine", "weights", "workspace", "syntax", "sandbox", "github"];
const WAYS_IN = ["cli", "app", "action"];
const STEPS = [
  "request",
  "locate",
  "sample",
  "policy",
  "evidence",
  "judge",
  "report",
  "publish",
  "record",
];

/** What the files of a folder may import besides their own folder. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  prompt: ["contracts"],
  ...Object.fromEntries(STEPS.map((step) => [step, ["contracts"]])),
  // Both begin their prompts alike, so that one model reads that beginning once.
  sample: ["contracts", "prompt"],
  judge: ["contracts", "prompt"],
  ...Object.fromEntries(ADAPTERS.map((adapter) => [adapter, ["contracts"]])),
  // What is published shows the page's table, and asks the run's policy again.
  publish: ["contracts", "report", "policy"],
  pipeline: ["contracts", "prompt", ...STEPS],
  // Trains and measures judges with what a live run asks and reads; only the command line uses it.
  // Its report is a page like a run's: the same escaping, the same looks.
  learn: ["contracts", "prompt", "sample", "evidence", "judge", "report"],
  // A way in reads the request, builds adapters, calls the pipeline, and shows the report. `runs` shows
  // what the app recorded.
  cli: ["contracts", "pipeline", "request", "report", "record", "learn", "install", ...ADAPTERS],
  // Between gate and publish it keeps what is under way: claims, comments, the workflow's run.
  lifecycle: ["contracts", "pipeline", "request", "publish", "record"],
  action: ["contracts", "lifecycle", "request", "publish", "record", ...ADAPTERS],
  app: ["contracts", "lifecycle", "request", "publish", "record", ...ADAPTERS],
  // What `patchjudge init` writes.
  install: ["contracts"],
};

/** Imports against the rule: every one has a reason. */
const EXCEPTIONS: readonly { from: string; to: string; reason: string }[] = [
  {
    from: "cli/serve-command.ts",
    to: "app/serve.ts",
    reason: "the command line starts the app; it is bundled apart and loaded only then",
  },
  {
    from: "cli/locate-command.ts",
    to: "locate",
    reason: "the command shows this step alone, without a run",
  },
  {
    from: "cli/judge-files.ts",
    to: "judge/judge-file.ts",
    reason: "the pipeline gets the trained judge as a value, read and checked here",
  },
  {
    from: "cli/request.ts",
    to: "policy/settings.ts",
    reason: "the settings that are frozen into the request begin with the policy's defaults",
  },
];

/** Modules that reach out of the process, or that only one adapter may know. */
const OUTSIDE =
  /^(?:node:(?:fs|child_process|net|http|https|os|worker_threads)\b|openai|@?octokit)/;

interface Source {
  /** Below `src`, with `/`. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const ROOT = join(import.meta.dirname, "..", "..", "src");

function readSources(): Source[] {
  return readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => {
      const text = readFileSync(join(ROOT, path), "utf8");
      return { path, room: path.split("/")[0] ?? "", text, imports: importsOf(text) };
    });
}

/** The modules that a file names in `import … from`, `export … from`, `import "…"` and `import(…)`. */
function importsOf(text: string): string[] {
  const named = /^(?:import|export)\b[^;"']*?from\s*["']([^"']+)["']/gm;
  const bare = /^import\s*["']([^"']+)["']/gm;
  const dynamic = /\bimport\(\s*["']([^"']+)["']/g;
  return [named, bare, dynamic].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, module]) => module ?? ""),
  );
}

/** The file below `src` that a relative import names. */
function resolveImport(from: string, module: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of module.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function isException(from: string, to: string): boolean {
  return EXCEPTIONS.some((known) => known.from === from && to.startsWith(known.to));
}

const sources = readSources();
const relative = sources.flatMap(({ path, room, imports }) =>
  imports
    .filter((module) => module.startsWith("."))
    .map((module) => ({ path, room, to: resolveImport(path, module) })),
);

describe("imports of src", () => {
  it("are found", () => {
    const text = `import a, {\n  type B,\n} from "../x.ts";\nexport * from "./y.ts";\nimport "z";\nawait import("./w.ts");\n`;
    expect(importsOf(text)).toEqual(["../x.ts", "./y.ts", "z", "./w.ts"]);
    expect(relative.length).toBeGreaterThan(100);
  });

  it("come from folders that have a rule", () => {
    expect([...new Set(sources.map(({ room }) => room))].sort()).toEqual(
      Object.keys(ALLOWED).sort(),
    );
  });

  it("point one way: ways in, pipeline, steps and adapters, contracts", () => {
    const wrong = relative.filter(({ path, room, to }) => {
      const target = to.split("/")[0] ?? "";
      return target !== room && !ALLOWED[room]?.includes(target) && !isException(path, to);
    });
    expect(wrong.map(({ path, to }) => `${path} imports ${to}`)).toEqual([]);
  });

  it("need every exception that is listed", () => {
    const unused = EXCEPTIONS.filter(
      ({ from, to }) => !relative.some((found) => found.path === from && found.to.startsWith(to)),
    );
    expect(unused).toEqual([]);
  });

  it("name files that exist, with their suffix", () => {
    const known = new Set(sources.map(({ path }) => path));
    const missing = relative.filter(({ to }) => !known.has(to) && !to.endsWith(".json"));
    expect(missing.map(({ path, to }) => `${path} imports ${to}`)).toEqual([]);
  });

  it("keep steps, prompts, contracts and pipeline away from files, processes and networks", () => {
    const inner = sources.filter(({ room }) => !WAYS_IN.includes(room) && !ADAPTERS.includes(room));
    const wrong = inner.flatMap(({ path, imports }) =>
      imports.filter((module) => OUTSIDE.test(module)).map((module) => `${path} imports ${module}`),
    );
    expect(wrong).toEqual([]);
  });

  it("lead from a run, the action and the app to no place where a candidate's code is run", () => {
    const reach = (starts: readonly string[]) => {
      const reached = new Set(starts);
      for (const at of reached)
        for (const { to } of relative.filter(({ path }) => path === at)) reached.add(to);
      return [...reached].filter((path) => path.startsWith("sandbox/"));
    };
    expect(reach(["cli/learn/label-command.ts"])).toContain("sandbox/open.ts");
    expect(reach(["cli/run-command.ts", "action/main.ts", "app/serve.ts"])).toEqual([]);
  });

  it("know the OpenAI client in one adapter only", () => {
    const users = sources.filter(({ imports }) => imports.some((module) => /^openai/.test(module)));
    expect(users.filter(({ path }) => !path.startsWith("engine/http/"))).toEqual([]);
  });
});

describe("files of src", () => {
  it("read environment variables in three places only", () => {
    const readers = sources.filter(({ text }) =>
      /\bprocess\s*\.\s*env\b|\benv\b.*from "node:process"/.test(text),
    );
    expect(readers.map(({ path }) => path).sort()).toEqual([
      "action/surroundings.ts",
      "cli/environment.ts",
      "workspace/git.ts",
    ]);
  });

  it.each(["cli/main.ts", "action/main.ts", "engine/local/worker-main.ts"])(
    "%s is an entry: short, exports nothing",
    (path) => {
      const text = sources.find((source) => source.path === path)?.text ?? "";
      expect(text).not.toBe("");
      expect(text.trimEnd().split("\n").length).toBeLessThan(10);
      expect(text).not.toMatch(/^export\b/m);
    },
  );

  it("have at most 300 lines", () => {
    const long = sources.filter(({ text }) => text.trimEnd().split("\n").length > 300);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it("export by name", () => {
    expect(
      sources.filter(({ text }) => /^export default\b/m.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});
