import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { PAGES, withTables } from "../../scripts/docs/tables.ts";
import { settingsFile } from "../../src/install/settings.ts";
import { helpText } from "../../src/publish/reply-text.ts";
import { DEFAULT_SETTINGS, parseSettings } from "../../src/request/settings-file.ts";
import {
  brokenLinks,
  type FencedBlock,
  fencedBlocks,
  pages,
  ROOT,
  readPage,
} from "../support/markdown.ts";
import { NOT_EXECUTED } from "./not-executed.ts";

/** Words of a reader's shell or file; drawings and answers are not to be executed. */
const EXECUTABLE = new Set(["sh", "bash", "shell", "console", "yaml", "yml", "json", "ts", "js"]);

const decisions = readdirSync(join(ROOT, "docs", "decisions")).map(
  (name) => `docs/decisions/${name}`,
);

describe.each([...pages(), ...decisions, "CONTRIBUTING.md"])("%s", (page) => {
  it("links to files and headings that exist", () => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

describe("blocks that no test executes", () => {
  // Without a language: a drawing, unless it begins like something to type.
  const isTyped = ({ language, text }: FencedBlock) =>
    language === "" ? /^(?:patchjudge|npm|node|git) /.test(text) : EXECUTABLE.has(language);
  const found = pages()
    .flatMap((page) => fencedBlocks(page))
    .filter((block) => isTyped(block) && !block.checked);

  it("are listed with the reason", () => {
    const isListed = ({ page, text }: FencedBlock) =>
      NOT_EXECUTED.some(([of, first]) => of === page && text.startsWith(first));
    const places = found
      .filter((block) => !isListed(block))
      .map(({ page, line }) => `${page}:${line}`);
    expect(places).toEqual([]);
  });

  it("are there, all that are listed", () => {
    expect(found).toHaveLength(NOT_EXECUTED.length);
    const gone = NOT_EXECUTED.filter(
      ([of, first]) => !found.some(({ page, text }) => of === page && text.startsWith(first)),
    );
    expect(gone).toEqual([]);
  });

  it("say why", () => {
    for (const [, , why] of NOT_EXECUTED) expect(why).not.toBe("");
  });
});

describe("tables", () => {
  it.each(PAGES)("of %s are those that npm run docs makes", (page) => {
    expect(readPage(page)).toBe(withTables(page, readPage(page)));
  });

  it("have no place where a page has lost its mark", () => {
    expect(() => withTables("docs/settings.md", "# Settings")).toThrow("has no place");
  });

  it("of settings name every key, with the default that init writes", () => {
    const written = parseSettings(settingsFile({ label: DEFAULT_SETTINGS.label }));
    expect(written).toEqual(DEFAULT_SETTINGS);
    const keys = Object.entries(DEFAULT_SETTINGS).flatMap(([key, value]) =>
      typeof value === "object" && !Array.isArray(value)
        ? Object.keys(value).map((inner) => `${key}.${inner}`)
        : [key],
    );
    const rows = [...readPage("docs/settings.md").matchAll(/^\| `([\w.]+)` \| `(.*?)` \|/gm)];
    expect(rows.map(([, key]) => key).sort()).toEqual(keys.sort());
  });

  it("of inputs name every input of action.yml, with its default", () => {
    const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as {
      inputs: Record<string, { default?: string }>;
      outputs: Record<string, unknown>;
    };
    const page = readPage("docs/install-action.md");
    for (const [name, { default: fallback }] of Object.entries(action.inputs)) {
      const shown = fallback === undefined ? "none, must be given" : fallback || "empty";
      const cell = /^(?:empty|none, must be given)$/.test(shown) ? shown : `\`${shown}\``;
      expect(page).toContain(`| \`${name}\` | ${cell} |`);
    }
    for (const name of Object.keys(action.outputs)) expect(page).toContain(`| \`${name}\` |`);
  });
});

describe("the rules of docs/security.md", () => {
  const rows = [...readPage("docs/security.md").matchAll(/^\| (I\d+) \| (.+?) \| (.+?) \|$/gm)];

  it("are numbered without a gap", () => {
    expect(rows.length).toBeGreaterThan(20);
    expect(rows.map(([, number]) => number)).toEqual(rows.map((_, i) => `I${i + 1}`));
  });

  it.each(rows.map(([, number = "", , tests = ""]) => [number, tests]))(
    "%s is held by tests that exist",
    (_, tests) => {
      const files = [...tests.matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? "");
      expect(files).not.toEqual([]);
      for (const file of files) expect(file).toMatch(/^test\/[\w/.-]+\.ts$/);
      expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    },
  );
});

describe("pages", () => {
  it("are all listed in the README", () => {
    const readme = readPage("README.md");
    const missing = pages().filter((page) => page !== "README.md" && !readme.includes(`](${page}`));
    expect(missing).toEqual([]);
  });

  it("name every command that the help on an issue names", () => {
    const commands = [...helpText("").matchAll(/^\| `(\/[^`]+)` \|/gm)].map(([, word]) => word);
    expect(commands.length).toBeGreaterThan(4);
    const page = readPage("docs/commands.md");
    for (const command of commands) expect(page).toContain(`| \`${command}\` |`);
  });

  it("that texts of the program name exist", () => {
    const sources = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
    const named = sources
      .filter((name) => name.endsWith(".ts"))
      .flatMap((name) => [
        ...readFileSync(join(ROOT, "src", name), "utf8").matchAll(/\bdocs\/[\w/-]+\.md/g),
      ])
      .map(([path]) => path);
    expect(named).not.toEqual([]);
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
