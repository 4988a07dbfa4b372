import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";
import { reportCommand } from "../../src/cli/learn/report-command.ts";
import { removeFolders, temporaryFolder } from "../support/git-folder.ts";
import { createCrossFigures, createJudgeFigures } from "../support/judge-figures.ts";
import { describeWith } from "../support/needs.ts";

jest.setTimeout(60_000);

const CHROMIUM = "/usr/bin/chromium";
const SCREENS = join(import.meta.dirname, "..", "..", "coverage", "screens");
const HOSTILE = `<script>alert(1)</script>${"very_".repeat(60)}long`;

let folder = "";
let files: string[] = [];
let elsewhere: string[] = [];
beforeAll(() => {
  folder = temporaryFolder();
  const judges = [
    createJudgeFigures(),
    createJudgeFigures({ name: HOSTILE, tasks: 60, skill: 0.2 }),
  ];
  files = judges.map((figures, index) => {
    const file = join(folder, `judge ${index}.json`);
    writeFileSync(file, JSON.stringify(figures));
    return file;
  });
  elsewhere = ["humanevalpack.jsonl", HOSTILE].map((pool, index) => {
    const file = join(folder, `cross ${index}.json`);
    writeFileSync(file, JSON.stringify(createCrossFigures({ name: HOSTILE, tasks: 60 }, pool)));
    return file;
  });
});
afterAll(removeFolders);

describe("learn report", () => {
  it("writes the same page and the same Markdown each time", async () => {
    const read = async () => {
      const [out, markdown] = [join(folder, "new", "a.html"), join(folder, "new", "a.md")];
      await reportCommand(files, { elsewhere, out, markdown, image: "images/report.png" });
      return { page: readFileSync(out, "utf8"), text: readFileSync(markdown, "utf8") };
    };
    const { page, text } = await read();
    expect(await read()).toEqual({ page, text });
    expect(text).toContain(`'${files[0]}'`);
    expect(text).toContain(`--elsewhere '${elsewhere[0]}'`);
    expect(text).toContain("![The report as a page](<images/report.png>)");
  });

  it("refuses what it cannot read", async () => {
    const wrong = join(folder, "wrong.json");
    writeFileSync(wrong, `{"version":1}`);
    const out = join(folder, "never.html");
    await expect(reportCommand([wrong], { out })).rejects.toThrow("does not hold figures");
    const told = "does not hold figures of learn cross --json: tasks";
    await expect(reportCommand(files, { elsewhere: [wrong], out })).rejects.toThrow(told);
    const { pools } = createJudgeFigures();
    writeFileSync(wrong, JSON.stringify({ ...createCrossFigures({}, "own"), pools }));
    await expect(reportCommand(files, { elsewhere: [wrong], out })).rejects.toThrow(
      "judge-1.5b was trained on mbpp-0.5b.jsonl.gz: its figures there are too good to show",
    );
    writeFileSync(wrong, "no");
    await expect(reportCommand([wrong], { out })).rejects.toThrow("is not JSON");
    await expect(reportCommand(files, {})).rejects.toThrow("nothing to write");
    expect(existsSync(out)).toBe(false);
  });
});

describeWith("its page", existsSync(CHROMIUM) ? null : `there is no ${CHROMIUM}`, () => {
  let browser: Browser;
  let url = "";
  beforeAll(async () => {
    const out = join(folder, "report.html");
    await reportCommand(files, { elsewhere, out });
    url = pathToFileURL(out).href;
    mkdirSync(SCREENS, { recursive: true });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  describe.each([
    { scheme: "light", width: 1200 },
    { scheme: "dark", width: 1200 },
    { scheme: "light", width: 360 },
    { scheme: "dark", width: 360 },
  ] as const)("in $scheme at $width px", ({ scheme, width }) => {
    it("runs nothing, asks for nothing, fits, and can be seen", async () => {
      const context = await browser.newContext({
        colorScheme: scheme,
        viewport: { width, height: 900 },
      });
      const page = await context.newPage();
      const seen = { errors: [] as string[], requests: [] as string[] };
      page.on("console", (message) => seen.errors.push(message.text()));
      page.on("pageerror", (error) => seen.errors.push(error.message));
      page.on("request", (request) => seen.requests.push(request.url()));
      await page.goto(url);
      const path = join(SCREENS, `judge-${scheme}-${width}.png`);
      await page.screenshot({ path, fullPage: true });
      expect(seen).toEqual({ errors: [], requests: [url] });
      expect(await page.locator("script, img").count()).toBe(0);
      expect(await page.locator("svg[role=img]").count()).toBeGreaterThan(15);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expect(await invisible(page)).toEqual([]);
      await context.close();
    });
  });
});

/** Pixels that the page is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
}

/**
 * Drawn things without a size, or in the colour of what is behind them. A chart whose colours did not
 * follow the scheme would be found here.
 */
function invisible(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const paper = getComputedStyle(document.querySelector(".card")).backgroundColor;
    const wrong = [];
    for (const chart of document.querySelectorAll("svg.chart")) {
      const { width, height } = chart.getBoundingClientRect();
      if (width < 200 || height < 80) wrong.push("size " + width + " x " + height);
      for (const text of chart.querySelectorAll("text")) {
        if (getComputedStyle(text).fill === paper) wrong.push("text " + text.textContent);
      }
      for (const mark of chart.querySelectorAll("[aria-label=dot] path, [aria-label=dot] circle")) {
        if (getComputedStyle(mark).stroke === paper) wrong.push("dot");
      }
    }
    return wrong;
  })()`);
}
