import { describe, expect, it } from "@jest/globals";
import { anchorsOf, brokenLinks, fencedBlocks } from "../../support/markdown.ts";

const PAGE = [
  "# Of `this` & that",
  "```sh check",
  "echo '# no heading'",
  "```",
  "## Twice",
  "- in a list:",
  "  ```yaml",
  "  a: 1",
  "  ```",
  "## Twice",
].join("\n");

describe("the reader of pages", () => {
  it("finds blocks, also in lists, and which are to be executed", () => {
    expect(fencedBlocks("x.md", PAGE)).toEqual([
      { page: "x.md", line: 2, language: "sh", checked: true, text: "echo '# no heading'\n" },
      { page: "x.md", line: 7, language: "yaml", checked: false, text: "a: 1\n" },
    ]);
  });

  it("names headings as GitHub does", () => {
    expect([...anchorsOf(PAGE)]).toEqual(["of-this--that", "twice", "twice-1"]);
  });

  it.each([
    ["[a](#twice-1)", []],
    ["[a](#thrice)", ["#thrice"]],
    ["[a](README.md) and [b](docs/nothing.md)", ["docs/nothing.md"]],
    ["[a](README.md#no-such-heading)", ["README.md#no-such-heading"]],
    ["[a](https://example.com/x#y)", []],
  ])("follows %s", (link, broken) => {
    expect(brokenLinks("x.md", `${PAGE}\n\n${link}`)).toEqual(broken);
  });
});
