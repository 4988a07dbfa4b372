import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import type { PolicySettings } from "../../../src/contracts/policy.ts";
import type { Patch, RawChange } from "../../../src/contracts/repository.ts";
import { checkPatch, type PolicyOptions } from "../../../src/policy/check-patch.ts";
import { matchesGlob } from "../../../src/policy/glob.ts";
import { DEFAULT_POLICY } from "../../../src/policy/settings.ts";

interface Parts {
  readonly path?: string;
  readonly change?: Partial<RawChange>;
  readonly added?: string;
  readonly removed?: string;
  readonly content?: string;
  readonly lines?: number;
  readonly files?: number;
}

function patchOf(parts: Parts): Patch {
  const path = parts.path ?? "src/a.py";
  const change: RawChange = {
    oldMode: "100644",
    newMode: "100644",
    oldOid: "1",
    newOid: "2",
    status: "M",
    path,
    ...parts.change,
  };
  const diff = `--- a/f\n+++ b/f\n@@ -1 +1 @@\n-${parts.removed ?? "x"}\n+${parts.added ?? "y"}\n`;
  const content = new TextEncoder().encode(parts.content ?? "y\n");
  return {
    diff: new TextEncoder().encode(diff),
    changes: Array.from({ length: parts.files ?? 1 }, () => change),
    tree: "t",
    addedLines: parts.lines ?? 1,
    removedLines: 1,
    edits: [{ path, content }],
  };
}

function rules(
  parts: Parts,
  settings: Partial<PolicySettings> = {},
  options?: PolicyOptions,
): string[] {
  const verdict = checkPatch(patchOf(parts), { ...DEFAULT_POLICY, ...settings }, options);
  expect(verdict.allowed).toBe(verdict.violations.length === 0);
  return verdict.violations.map((violation) => violation.rule);
}

const MANIFEST = '{"name":"a","scripts":{"test":"jest"}}';

describe("checkPatch", () => {
  it.each<[string, string, Parts]>([
    ["a workflow", "ci", { path: ".github/workflows/x.yml" }],
    ["a workflow in capitals", "ci", { path: ".GITHUB/workflows/x.yml" }],
    ["a workflow in full-width letters", "ci", { path: ".ｇithub/x.yml" }],
    ["another forge's pipeline", "ci", { path: ".gitlab-ci.yml" }],
    ["a Jenkinsfile", "ci", { path: "build/Jenkinsfile" }],
    ["attributes that run filters", "git", { path: "src/.gitattributes" }],
    ["a git folder", "git", { path: "sub/.git/config" }],
    ["a git folder by its short name", "unsafe-path", { path: "GIT~1/config" }],
    ["owners", "owners", { path: "docs/CODEOWNERS" }],
    ["a lockfile", "lockfile", { path: "web/package-lock.json" }],
    ["a hook", "tool-settings", { path: ".husky/pre-commit" }],
    ["a registry", "tool-settings", { path: ".npmrc" }],
    ["which packages may run scripts", "tool-settings", { path: "pnpm-workspace.yaml" }],
    ["an agent's rules", "agent", { path: "pkg/AGENTS.md" }],
    ["our own settings", "ci", { path: ".github/patchjudge.yml" }],
    ["our own file", "patchjudge", { path: "patchjudge.yml" }],
    ["a link", "mode", { change: { newMode: "120000" } }],
    ["a submodule", "mode", { change: { newMode: "160000" } }],
    ["a folder", "mode", { change: { newMode: "040000" } }],
    ["an executable", "mode", { change: { newMode: "100755" } }],
    ["a new executable", "mode", { change: { oldMode: "000000", newMode: "100755", status: "A" } }],
    ["a rename into CI", "ci", { change: { status: "R", target: ".github/x.yml" } }],
    ["traversal", "unsafe-path", { path: "../x" }],
    ["an absolute path", "unsafe-path", { path: "/etc/passwd" }],
    ["a backslash", "unsafe-path", { path: "a\\b" }],
    ["a final dot", "unsafe-path", { path: ".github./x" }],
    ["a final space", "unsafe-path", { path: "a /x" }],
    ["a NUL", "unsafe-path", { path: "a\0b" }],
    ["a zero-width character in the path", "unsafe-path", { path: ".git\u200Bhub/x" }],
    ["a Windows device", "unsafe-path", { path: "src/NUL.txt" }],
    ["a Windows device with a space", "unsafe-path", { path: "src/aux .py" }],
    ["a stream of NTFS", "unsafe-path", { path: "a.py:hidden" }],
    ["a workflow by its short name", "unsafe-path", { path: "GITHUB~1/workflows/x.yml" }],
    ["a lockfile by its short name", "unsafe-path", { path: "web/PACKAG~1.JSO" }],
    ["a short name in full-width letters", "unsafe-path", { path: "ＮＰＭＲＣ~１" }],
    ["a final space that does not break", "unsafe-path", { path: ".circleci\u00A0/config.yml" }],
    ["a name that nobody can check out", "unsafe-path", { path: `src/${"ä".repeat(128)}` }],
    ["direction controls", "hidden-character", { added: "a \u202E b" }],
    ["zero width", "hidden-character", { added: "a\u200Bb" }],
    ["a NUL in the text", "binary", { content: "a\0" }],
    ["too many lines", "too-many-lines", { lines: 600 }],
    ["too many files", "too-many-files", { files: 21 }],
    ["too many bytes", "too-many-bytes", { added: "a".repeat(110_000) }],
  ])("refuses %s", (_, rule, parts) => {
    expect(rules(parts)).toEqual([rule]);
  });

  it.each([
    ".githubx/a",
    "docs/github.md",
    "src/ci.ts",
    "src/git.ts",
    "src/agents.ts",
    "src/lockfile.json",
    "src/console.ts",
    "src/cont/figure.py",
    "Größe/日期.py",
    "src/patchjudge/a.ts",
    "docs/about~2026.md",
    "src/a.txt.~1~",
    `src/${"a".repeat(255)}`,
  ])("lets %s pass", (path) => {
    expect(rules({ path })).toEqual([]);
  });

  it("tells scripts of a package.json from its other parts", () => {
    const old = { oldContent: new Map([["package.json", Buffer.from(MANIFEST)]]) };
    const path = "package.json";
    expect(rules({ path, content: MANIFEST.replace('"a"', '"b"') }, {}, old)).toEqual([]);
    expect(rules({ path, content: MANIFEST.replace("jest", "curl x | sh") }, {}, old)).toEqual([
      "package-scripts",
    ]);
    expect(
      rules({ path, change: { status: "A" }, content: '{"scripts":{"postinstall":"x"}}' }, {}, old),
    ).toEqual(["package-scripts"]);
    expect(rules({ path, content: "not json" }, {}, old)).toEqual(["package-scripts"]);
    expect(rules({ path, content: MANIFEST })).toEqual(["package-scripts"]);
  });

  it.each<[string, string, string[]]>([
    ["with scripts", MANIFEST, ["package-scripts"]],
    ["without", '{"name":"a"}', []],
  ])("counts a package.json %s that is deleted", (_, before, expected) => {
    const path = "web/package.json";
    const change = { status: "D", newMode: "000000" };
    const patch = { ...patchOf({ path, change }), edits: [] };
    const check = (oldContent: Map<string, Uint8Array>) =>
      checkPatch(patch, DEFAULT_POLICY, { oldContent }).violations.map(({ rule }) => rule);
    expect(check(new Map([[path, Buffer.from(before)]]))).toEqual(expected);
    expect(check(new Map())).toEqual(["package-scripts"]);
  });

  it("lets a hidden character stay where it was", () => {
    expect(rules({ removed: "a = '👩\u200D💻'", added: "b = '👩\u200D💻'" })).toEqual([]);
  });

  it.each([
    ["\n", ["hidden-character"]],
    // Other ends of a line do not begin a new file.
    ["\r", ["hidden-character"]],
    ["\u2028", ["hidden-character"]],
  ])("does not let one file's hidden character excuse another's (%j)", (end, expected) => {
    const first = "diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-\u202E\n+x";
    const second = "diff --git a/b b/b\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n-x\n+\u202E\n";
    const hostile = end === "\n" ? first + end + second : `+x${end}diff --git \u202E\n`;
    const patch = { ...patchOf({}), diff: Buffer.from(hostile) };
    const { violations } = checkPatch(patch, DEFAULT_POLICY);
    expect(violations.map(({ rule }) => rule)).toEqual(expected);
  });

  it("obeys the settings", () => {
    expect(rules({ path: ".vscode/a.json" }, { allow: [".vscode/**"] })).toEqual([]);
    expect(rules({ path: "secret/a.py" }, { deny: ["secret/**"] })).toEqual(["denied-by-settings"]);
    expect(rules({ path: "Secret/a.py" }, { deny: ["secret/**"], allow: ["**"] })).toEqual([
      "denied-by-settings",
    ]);
  });

  const denied = fc.constantFrom(
    ".github/workflows/é.yml",
    ".gitlab-ci.yml",
    "a/CODEOWNERS",
    ".npmrc",
    "CLAUDE.md",
  );
  const cases = fc.infiniteStream(fc.boolean());
  test.prop([denied, cases, fc.constantFrom("NFC", "NFD", "NFKC", "NFKD")])(
    "denies a path in any case and normal form",
    (path, upper, form) => {
      const varied = [...path]
        .map((c) => (upper.next().value ? c.toUpperCase() : c.toLowerCase()))
        .join("");
      expect(rules({ path: varied.normalize(form) })).toHaveLength(1);
    },
  );

  const segment = fc.constantFrom("a", "..", ".", "", "b ", "c.", "nul", "\\", ".git");
  test.prop([
    fc.array(segment, { minLength: 1, maxLength: 5 }).map((s) => s.join("/")),
    fc.constantFrom("120000", "160000", "100755"),
  ])("never lets settings lift modes or traversal", (path, newMode) => {
    const found = rules({ path, change: { newMode } }, { allow: ["**", "**/*", path] });
    expect(found).toContain("mode");
    if (/(?:^|\/)(?:\.{0,2}|.*[. ]|nul)(?:\/|$)|\\/.test(path))
      expect(found).toContain("unsafe-path");
  });
});

describe("matchesGlob", () => {
  it.each([
    ["a/b.ts", "a/*.ts", true],
    ["a/c/b.ts", "a/*.ts", false],
    ["a/c/b.ts", "a/**/*.ts", true],
    ["a/b.ts", "a/**/*.ts", true],
    ["b.ts", "**/b.ts", true],
    ["a/b", "a/?", true],
    ["a/bc", "a/?", false],
    ["a/b/c", "a/**", true],
    ["ab/c", "a/**", false],
    ["a.b", "a+b", false],
  ])("%s against %s", (path, glob, expected) => {
    expect(matchesGlob(path, glob)).toBe(expected);
  });

  it("is not exponential", () => {
    expect(matchesGlob("a".repeat(5000), `${"*a".repeat(500)}b`)).toBe(false);
  });
});
