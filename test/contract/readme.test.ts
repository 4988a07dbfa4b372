import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";

const ROOT = join(import.meta.dirname, "..", "..");
const MAIN = join(ROOT, "dist", "cli", "main.js");

interface Use {
  readonly words: readonly string[];
  readonly flags: readonly string[];
}

/** What stands in code, inline or in blocks; lines that end in a backslash go on. */
function codeOf(markdown: string): string[] {
  const text = markdown.replace(/\\\r?\n\s*/g, " ");
  const blocks = [...text.matchAll(/^ *(`{3,}|~{3,})[^\n]*\n([\s\S]*?)^ *\1/gm)].map(
    ([, , code]) => code ?? "",
  );
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? "");
  return [...blocks, ...inline].flatMap((code) => code.split("\n"));
}

/** The scripts that code names: `npm run build`, `npm test`. */
function npmScripts(markdown: string): string[] {
  return codeOf(markdown).flatMap((line) => [
    ...[...line.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name]) => name ?? ""),
    ...(/\bnpm (?:test|t)\b/.test(line) ? ["test"] : []),
  ]);
}

/** The commands and flags of ours that code names. */
function commandUses(markdown: string): Use[] {
  const lines = codeOf(markdown).map((line) =>
    line.replaceAll(/\bnode \S*dist\/cli\/main\.js\b/g, "patchjudge"),
  );
  const calls = lines.flatMap((line) => [
    ...line.matchAll(/(?:^|[\s;&|(])patchjudge((?:\s+[^\s;&|#)]+)*)/g),
  ]);
  return calls.map(([, rest]) => {
    const parts = (rest ?? "").trim().split(/\s+/).filter(Boolean);
    const end = parts.findIndex((part) => !/^[a-z][a-z-]*$/.test(part));
    const flags = parts
      .filter((part) => part.startsWith("--"))
      .map((part) => part.replace(/=.*/, ""));
    return { words: parts.slice(0, end < 0 ? parts.length : end), flags };
  });
}

const helps = new Map<string, string>();

function help(words: readonly string[]): string {
  const key = words.join(" ");
  const known = helps.get(key);
  if (known !== undefined) return known;
  const text = execFileSync(process.execPath, [MAIN, ...words, "--help"], { encoding: "utf8" });
  helps.set(key, text);
  return text;
}

/** The names below `Commands:`. */
function commandsIn(text: string): string[] {
  const list = /^Commands:\n((?: .*\n?)*)/m.exec(text)?.[1] ?? "";
  return [...list.matchAll(/^ {2}([a-z][a-z-]*)/gm)].map(([, name]) => name ?? "");
}

/** What a use names that does not exist; empty where all is well. */
function problemsOf({ words, flags }: Use): string[] {
  const path: string[] = [];
  for (const word of words) {
    const known = commandsIn(help(path));
    if (known.length === 0) break;
    if (!known.includes(word)) return [`there is no command "${[...path, word].join(" ")}"`];
    path.push(word);
  }
  const text = help(path);
  const named = (flag: string) => new RegExp(`(?:^|[\\s,])${flag}(?![\\w-])`, "m").test(text);
  return flags
    .filter((flag) => flag !== "--help" && !named(flag))
    .map((flag) => `"patchjudge ${path.join(" ")}" has no ${flag}`);
}

function documents(): string[] {
  const docs = join(ROOT, "docs");
  const inDocs = existsSync(docs) ? readdirSync(docs).filter((name) => name.endsWith(".md")) : [];
  return ["README.md", ...inDocs.map((name) => join("docs", name))];
}

describe("the reader of this test", () => {
  const markdown = [
    "Say `npm test`, or `patchjudge apply best --from x`. In prose npm run nothing counts not.",
    "```sh",
    "npm run build && npx patchjudge run --issue a.md \\",
    "  --seed=2 # --not-this",
    "node dist/cli/main.js models list",
    "```",
  ].join("\n");

  it("finds scripts in code", () => {
    expect(npmScripts(markdown).sort()).toEqual(["build", "test"]);
  });

  it("finds commands and flags in code", () => {
    expect(commandUses(markdown)).toEqual([
      { words: ["run"], flags: ["--issue", "--seed"] },
      { words: ["models", "list"], flags: [] },
      { words: ["apply", "best"], flags: ["--from"] },
    ]);
  });
});

describe.each(documents())("%s", (name) => {
  const read = () => readFileSync(join(ROOT, name), "utf8");

  it("exists and names scripts that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
    expect(npmScripts(read()).filter((script) => !(script in scripts))).toEqual([]);
  });

  it("names commands and flags that exist", () => {
    expect(commandUses(read()).flatMap(problemsOf)).toEqual([]);
  });
});

describe("the program", () => {
  it.each<[Use, number]>([
    [{ words: ["run"], flags: ["--issue", "--repo", "--candidates"] }, 0],
    [{ words: ["apply", "best"], flags: ["--from"] }, 0],
    [{ words: [], flags: ["--version"] }, 0],
    [{ words: ["fly"], flags: [] }, 1],
    [{ words: ["run"], flags: ["--repos", "--rep"] }, 2],
  ])("is asked whether it knows %j", (use, problems) => {
    expect(problemsOf(use)).toHaveLength(problems);
  });
});
