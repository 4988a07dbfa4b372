import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");

/** The README and every page of `docs/`, from the root; not the decisions, which are not instructions. */
export function pages(): string[] {
  const names = readdirSync(join(ROOT, "docs")).filter((name) => name.endsWith(".md"));
  return ["README.md", ...names.sort().map((name) => `docs/${name}`)];
}

export function readPage(page: string): string {
  return readFileSync(join(ROOT, page), "utf8");
}

export interface FencedBlock {
  readonly page: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** First word behind the fence; empty where there is none. */
  readonly language: string;
  /** `check` stands behind the language: a test executes it. */
  readonly checked: boolean;
  readonly text: string;
}

/** The fenced blocks of a page, also those within lists. */
export function fencedBlocks(page: string, markdown = readPage(page)): FencedBlock[] {
  return [...markdown.matchAll(/^( *)(`{3,}|~{3,})([^\n`]*)\n([\s\S]*?)^ *\2 *$/gm)].map(
    (match) => {
      const [, indent = "", , info = "", body = ""] = match;
      const [language = "", ...words] = info.trim().split(/\s+/);
      const lines = body
        .split("\n")
        .map((line) => line.replace(new RegExp(`^ {0,${indent.length}}`), ""));
      const line = markdown.slice(0, match.index).split("\n").length;
      return { page, line, language, checked: words.includes("check"), text: lines.join("\n") };
    },
  );
}

/** Anchors that GitHub gives to the headings of a page. */
export function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ""] of withoutBlocks(markdown).matchAll(/^#{1,6} +(.*)$/gm)) {
    const plain = heading.replace(/\]\([^)]*\)/g, "");
    const base = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-");
    let anchor = base;
    for (let n = 1; anchors.has(anchor); n++) anchor = `${base}-${n}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The relative links of a page that lead nowhere: no such file, or no such heading in it. */
export function brokenLinks(page: string, markdown = readPage(page)): string[] {
  const links = [...withoutBlocks(markdown).matchAll(/\]\(<?([^)\s>]+)>?\)/g)].map(
    ([, to = ""]) => to,
  );
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = "", anchor] = link.split("#", 2);
    const file = join(dirname(page), path);
    if (path !== "" && !existsSync(join(ROOT, file))) return true;
    const text = path === "" ? markdown : readIfPage(file);
    return anchor !== undefined && !anchorsOf(text).has(anchor);
  });
}

function readIfPage(file: string): string {
  return file.endsWith(".md") ? readPage(file) : "";
}

function withoutBlocks(markdown: string): string {
  return markdown.replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ *\2 *$/gm, "");
}
