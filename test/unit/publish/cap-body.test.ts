import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { capBody, type Section, shorten } from "../../../src/publish/cap-body.ts";
import { fence, inline } from "../../../src/publish/safe-text.ts";
import { hostile, rendered } from "./rendered.ts";

const MARKER = "<!-- patchjudge:1 -->";

function section(name: string, markdown: string, spare: number): Section {
  return { name, markdown, spare };
}

describe("capBody", () => {
  const words = (count: number) => Array(count).fill("Some words.").join("\n\n");

  it("joins what fits and skips what is empty", () => {
    const sections = [section("a", MARKER, 0), section("b", "", 1), section("c", "text", 0)];
    expect(capBody(sections, 100)).toBe(`${MARKER}\n\ntext`);
  });

  it("leaves out the most spare first, and says what", () => {
    const sections = [
      section("the marker", MARKER, 0),
      section("the first diff", `first ${words(60)}`, 5),
      section("the middle", words(20), 1),
      section("the second diff", `second ${words(60)}`, 6),
    ];
    const body = capBody(sections, 1_300);
    expect(body.length).toBeLessThanOrEqual(1_300);
    expect(body.startsWith(MARKER)).toBe(true);
    expect(body).toContain(words(20));
    expect(body).not.toContain("second Some");
    expect(body).toMatch(/GitHub: the second diff; the rest of the first diff\._$/);
  });

  it("keeps the first section whatever happens", () => {
    const sections = [section("the marker", MARKER, 9), section("one", words(200), 1)];
    const body = capBody(sections, 450);
    expect(body.length).toBeLessThanOrEqual(450);
    expect(body.startsWith(`${MARKER}\n\n_Left out`)).toBe(true);
  });

  it("of equals leaves out the later one", () => {
    const sections = [
      section("the marker", MARKER, 0),
      section("one", `one ${words(50)}`, 1),
      section("two", `two ${words(50)}`, 1),
    ];
    expect(capBody(sections, 1_200)).toContain("one Some words.");
    expect(capBody(sections, 1_200)).not.toContain("two Some words.");
  });

  test.prop([
    fc.array(fc.tuple(hostile, fc.nat(3)), { maxLength: 8 }),
    fc.integer({ min: 600, max: 3_000 }),
  ])("keeps the marker first, the limit, and everything closed", (parts, max) => {
    const long = (text: string) => `${text}\n`.repeat(40);
    const sections = parts.map(([text, spare], index) =>
      section(
        `part ${index}`,
        `Part ${inline(text, 40)}\n\n<details>\n<summary>s</summary>\n\n${fence(long(text))}\n\n</details>`,
        spare,
      ),
    );
    const body = capBody([section("the marker", MARKER, 0), ...sections], max);
    expect(body.length).toBeLessThanOrEqual(max);
    expect(body.split("\n")[0]).toBe(MARKER);
    const page = rendered(`${body}\n\nAfter`);
    expect(page.words).toMatch(/After$/);
    expect(page).toMatchObject({ links: [], images: 0 });
    const opened = page.html.filter((tag) => tag.startsWith("<details>"));
    expect(page.html.filter((tag) => tag.startsWith("</details>"))).toHaveLength(opened.length);
  });
});

describe("shorten", () => {
  it("ends with a paragraph, never within a line", () => {
    const text = `${"a".repeat(150)}\n\n${"b".repeat(80)}\n${"c".repeat(80)}\n\n${"d".repeat(80)}`;
    const two = `${"a".repeat(150)}\n\n${"b".repeat(80)}\n${"c".repeat(80)}`;
    expect(shorten(text, 380)).toBe(two);
    // Within the second paragraph: the first alone is not worth showing.
    expect(shorten(text, 300)).toBe("");
  });

  it("ends a table with a row", () => {
    const rows = Array.from({ length: 30 }, (_, index) => `| ${index} | some more text |`);
    const short = shorten(rows.join("\n"), 400);
    expect(rows.join("\n").startsWith(short)).toBe(true);
    expect(short).toMatch(/ \|$/);
  });

  it("closes the fence and the details that it cuts", () => {
    const lines = Array.from({ length: 40 }, (_, index) => `+ line ${index}`).join("\n");
    const markdown = `<details>\n<summary>x</summary>\n\n\`\`\`\`diff\n${lines}\n\`\`\`\`\n\n</details>`;
    expect(shorten(markdown, 300)).toMatch(/\+ line \d+\n````\n\n<\/details>$/);
  });
});
