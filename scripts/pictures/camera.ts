import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

/** About as wide as a README is shown. */
const WIDTH = 1000;

/** What is longer is cut: nobody reads a picture by scrolling. */
const TALLEST = 1400;

/** Around what is shown. */
const MARGIN = 14;

export interface Shot {
  readonly name: string;
  readonly url: string;
  /** What has to be on it, from the first to the last. */
  readonly from: Place;
  readonly to?: Place;
  readonly dark?: boolean;
  readonly tallest?: number;
}

export interface Place {
  readonly selector: string;
  /** Which of several; the last one unless told. */
  readonly nth?: number;
}

export interface Camera {
  take(shot: Shot): Promise<void>;
  close(): Promise<void>;
}

/** A browser that puts pictures of pages into a folder. */
export async function createCamera(folder: string): Promise<Camera> {
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  return {
    take: async (shot) => {
      const context = await contextFor(browser, shot);
      try {
        const file = join(folder, `${shot.name}.png`);
        await shoot(await context.newPage(), shot, file);
        const { size } = await stat(file);
        console.log(`${shot.name}.png  ${Math.round(size / 1024)} KB`);
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}

function contextFor(browser: Browser, { dark = false }: Shot): Promise<BrowserContext> {
  return browser.newContext({
    viewport: { width: WIDTH, height: 800 },
    deviceScaleFactor: 1.5,
    colorScheme: dark ? "dark" : "light",
  });
}

async function shoot(page: Page, shot: Shot, path: string): Promise<void> {
  const { url, from, to = from, tallest = TALLEST } = shot;
  await page.goto(url);
  const [first, last] = [await boxOf(page, from), await boxOf(page, to)];
  const x = Math.max(0, Math.min(first.x, last.x) - MARGIN);
  const y = Math.max(0, first.y - MARGIN);
  const right = Math.max(first.x + first.width, last.x + last.width) + MARGIN;
  const height = Math.min(last.y + last.height + MARGIN - y, tallest);
  const clip = { x, y, width: Math.min(right, WIDTH) - x, height };
  await page.screenshot({ path, fullPage: true, clip });
}

async function boxOf(page: Page, { selector, nth = -1 }: Place) {
  const found = page.locator(selector);
  const box = await (nth < 0 ? found.last() : found.nth(nth)).boundingBox();
  if (box === null) throw new Error(`nothing to see of ${selector}`);
  return box;
}
