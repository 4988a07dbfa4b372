import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { type Browser, chromium, type Page } from "playwright-core";
import { Request } from "../../src/contracts/request.ts";
import { createScriptedEngine } from "../../src/engine/scripted/engine.ts";
import { run } from "../../src/pipeline/run.ts";
import { renderPage } from "../../src/report/page.ts";
import { parseIssue } from "../../src/request/issue-file.ts";
import { createSyntax } from "../../src/syntax/create-syntax.ts";
import { openRepository } from "../../src/workspace/repository.ts";
import { createGitFolder, removeFolders, temporaryFolder } from "../support/git-folder.ts";
import { describeWith } from "../support/needs.ts";
import { createSettings } from "../support/run-parts.ts";

jest.setTimeout(60_000);

const CHROMIUM = "/usr/bin/chromium";
const SCREENS = join(import.meta.dirname, "..", "..", "coverage", "screens");
const HOSTILE = "add <script>alert(1)</script><img src=x onerror=alert(2)> subtracts";
const LONG = `total_${"very_".repeat(60)}long = a + b`;
const ANSWERS = [
  `def add(a, b):\n    ${LONG}\n    return a + b`,
  "def add(a, b):\n    return b - a",
  "def add(a, b:",
  "",
];

afterAll(removeFolders);

/** The report of a whole run, with everything that can be in one. */
async function renderReport(): Promise<string> {
  const code = `def add(a, b):\n    return a - b\n\n\n${"def other(a):\n    return a\n\n\n".repeat(4)}`;
  const { root, base } = createGitFolder({ "calc.py": code });
  const repository = await openRepository(root);
  const engine = createScriptedEngine({ answers: ANSWERS });
  try {
    const request = Request.parse({
      version: 1,
      id: "a".repeat(64),
      repository: "calc",
      base: { ref: "HEAD", commit: base },
      task: parseIssue(`# ${HOSTILE}\n\n\`add(1, 2)\` in \`calc.py\` gives -1.\n`, "issue"),
      settings: createSettings({ candidates: ANSWERS.length }),
    });
    const syntax = await createSyntax();
    const ports = {
      repository,
      syntax,
      generator: engine,
      judge: engine,
      judgeFile: null,
      version: "0.0.0",
    };
    const { result } = await run(request, ports);
    return renderPage(result);
  } finally {
    await repository.close();
  }
}

describeWith("the report", existsSync(CHROMIUM) ? null : `there is no ${CHROMIUM}`, () => {
  let browser: Browser;
  let url = "";
  beforeAll(async () => {
    const file = join(temporaryFolder(), "report.html");
    writeFileSync(file, await renderReport());
    url = pathToFileURL(file).href;
    mkdirSync(SCREENS, { recursive: true });
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  afterAll(() => browser?.close());

  async function open(colorScheme: "light" | "dark", width: number) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const seen = { errors: [] as string[], requests: [] as string[], dialogs: [] as string[] };
    page.on("console", (message) => seen.errors.push(message.text()));
    page.on("pageerror", (error) => seen.errors.push(error.message));
    page.on("request", (request) => seen.requests.push(request.url()));
    page.on("dialog", (dialog) => {
      seen.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await page.goto(url);
    return { page, seen, close: () => context.close() };
  }

  describe.each([
    { scheme: "light", width: 1280 },
    { scheme: "dark", width: 1280 },
    { scheme: "light", width: 375 },
    { scheme: "dark", width: 375 },
  ] as const)("in $scheme at $width px", ({ scheme, width }) => {
    it("runs nothing, asks for nothing, and fits", async () => {
      const { page, seen, close } = await open(scheme, width);
      await openAll(page);
      await page.screenshot({ path: join(SCREENS, `${scheme}-${width}.png`), fullPage: true });
      expect(seen).toEqual({ errors: [], requests: [url], dialogs: [] });
      expect(await page.locator("h1").innerText()).toBe(HOSTILE);
      expect(await page.locator("script, img").count()).toBe(0);
      expect(await page.locator("table").isVisible()).toBe(true);
      expect(await page.locator("tbody tr").count()).toBe(ANSWERS.length);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      await close();
    });

    it("has text that stands out", async () => {
      const { page, close } = await open(scheme, width);
      await openAll(page);
      for (const selector of TEXTS) {
        const { ink, paper } = await coloursOf(page, selector);
        const ratio = contrast(ink, paper);
        expect(`${selector} ${ratio >= 4.5 ? "readable" : ratio}`).toBe(`${selector} readable`);
      }
      await close();
    });
  });

  it("opens its details by keyboard", async () => {
    const { page, close } = await open("light", 1280);
    const details = page.locator("details:not([open])").first();
    const before = await page.locator("details[open]").count();
    await details.locator("summary").focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("details[open]").count()).toBe(before + 1);
    await page.keyboard.press("Space");
    expect(await page.locator("details[open]").count()).toBe(before);
    await close();
  });

  it("leads from the table to a candidate by keyboard", async () => {
    const { page, close } = await open("light", 1280);
    await page.locator("tbody a").first().focus();
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toMatch(/^#candidate-\d$/);
    await close();
  });
});

const TEXTS = [
  "body",
  ".soft",
  "h1",
  "th",
  "td",
  "tr.chosen td:first-child",
  "td a",
  ".diff .add",
  ".diff .del",
  ".diff .hunk",
  ".diff .file",
];

async function openAll(page: Page): Promise<void> {
  // Not `.all()` of what is closed: that list shrinks while it is walked.
  for (let left = 20; left > 0; left--) {
    const closed = page.locator("details:not([open]) > summary").first();
    if ((await closed.count()) === 0) return;
    await closed.click();
  }
}

/** Pixels that the page is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
}

type Colour = readonly [number, number, number];

/** The colour of an element's text and the first opaque one behind it. */
async function coloursOf(page: Page, selector: string): Promise<{ ink: Colour; paper: Colour }> {
  const [ink = "", ...behind] = await page.evaluate<string[]>(`(() => {
    let element = document.querySelector(${JSON.stringify(selector)});
    const colours = [getComputedStyle(element).color];
    for (; element; element = element.parentElement) colours.push(getComputedStyle(element).backgroundColor);
    return colours;
  })()`);
  const paper = behind.find((colour) => !/, 0\)$/.test(colour)) ?? "rgb(255, 255, 255)";
  return { ink: parseColour(ink), paper: parseColour(paper) };
}

function parseColour(text: string): Colour {
  const [r = Number.NaN, g = Number.NaN, b = Number.NaN] = (text.match(/[\d.]+/g) ?? []).map(
    Number,
  );
  return [r, g, b];
}

/** Contrast ratio of WCAG 2. */
function contrast(a: Colour, b: Colour): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: Colour): number {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
