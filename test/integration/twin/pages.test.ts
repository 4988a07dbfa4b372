import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { playEverything } from "./everything.ts";
import { REPO, type Scene, startScene } from "./start.ts";

jest.setTimeout(120_000);

const COMMENT = `<!-- patchjudge:abc123 -->
# Ten candidates

| # | votes | score |
|---|---|---:|
| 1 | 4 | 0.91 |
| 2 | 1 | 0.40 |

<details><summary>The patch</summary>

\`\`\`diff
- return total / people
+ return round(total / people, 2)
\`\`\`

</details>

[ok](https://example.org) [bad](javascript:alert(1)) <img src=x onerror=alert(1)>

<script>alert(1)</script>`;

let scene: Scene;
let browser: Browser;

beforeAll(async () => {
  scene = await startScene();
  await playEverything(scene);
  const { twin } = scene;
  const alice = twin.as("alice");
  const issue = await alice.openIssue(REPO, {
    title: "Splitting 10 by 3 loses a cent",
    body: "`split(10, 3)` gives **3.3333333**.\n\nExpected: `[3.34, 3.33, 3.33]`",
    labels: ["bug", "good first issue"],
  });
  await twin.as("bob").comment(REPO, issue.number, "/generate");
  const comment = await alice.comment(REPO, issue.number, COMMENT);
  await twin.as("bob").react(REPO, comment.id, "rocket");
  await alice.push(REPO, {
    branch: "patchjudge/issue-2",
    message: "Round to cents\n\nThe last one pays the rest.",
    files: {
      "src/split.py": "def split(total, people):\n    return round(total / people, 2)\n",
      "a.txt": "new\n",
    },
  });
  const pull = { title: "Round to cents", head: "patchjudge/issue-2", base: "main", draft: true };
  await alice.openPull(REPO, { ...pull, body: "Closes #3" });
  await twin.idle();
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser.close();
  await scene.close();
});

async function open(path: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${scene.twin.url}${path}`);
  return page;
}

async function withoutScript(): Promise<BrowserContext> {
  return browser.newContext({ javaScriptEnabled: false });
}

/** Addresses of pages, found as a visitor finds them. */
async function paths(page: Page): Promise<Record<string, string>> {
  const firstLink = async (path: string, selector: string) => {
    await page.goto(`${scene.twin.url}${path}`);
    return (await page.locator(selector).first().getAttribute("href", { timeout: 5_000 })) ?? "";
  };
  return {
    index: "/",
    code: `/${REPO}`,
    issues: `/${REPO}/issues`,
    new: `/${REPO}/issues/new`,
    issue: `/${REPO}/issues/3`,
    pull: `/${REPO}/pull/4`,
    commit: await firstLink(`/${REPO}/pull/4`, "#commits + ul a"),
    run: await firstLink(`/${REPO}/actions`, "main li a"),
    check: await firstLink(`/${REPO}/pull/2`, "#checks + ul a"),
    delivery: await firstLink("/_deliveries", "tbody a"),
    deliveries: "/_deliveries",
    calls: "/_calls",
  };
}

/** All rules once; the dark page is the same page in other colours. */
async function runAxe(page: Page, colorScheme: "light" | "dark"): Promise<axe.AxeResults> {
  if (colorScheme === "light") {
    await page.locator("details").evaluateAll((all) => {
      for (const each of all) each.setAttribute("open", "");
    });
    await page.evaluate(axe.source);
  }
  const rules = colorScheme === "light" ? "" : 'runOnly: ["color-contrast"],';
  return (await page.evaluate(
    `axe.run({ ${rules} resultTypes: ["violations"] })`,
  )) as axe.AxeResults;
}

/** With TWIN_SHOTS=folder, pictures for people. */
async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env["TWIN_SHOTS"];
  if (folder !== undefined)
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

describe("the twin's pages", () => {
  it("pass axe, and in dark colours its rules about contrast", async () => {
    const page = await open("/");
    const found: string[] = [];
    for (const [name, path] of Object.entries(await paths(page))) {
      await page.goto(`${scene.twin.url}${path}`);
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        const { violations, passes } = await runAxe(page, colorScheme);
        expect(passes.length).toBeGreaterThan(0);
        found.push(...violations.map(({ id, nodes }) => `${name}: ${id}: ${nodes[0]?.html}`));
        await shoot(page, `${name}-${colorScheme}`);
      }
    }
    await page.context().close();
    expect(found).toEqual([]);
  });

  it("show Markdown without what could act, and without hidden comments", async () => {
    const page = await open(`/${REPO}/issues/3`);
    const text = page.locator(".post").last().locator(".text");
    expect(await text.locator("table td").first().textContent()).toBe("1");
    expect(await text.locator("summary").textContent()).toBe("The patch");
    const markup = await text.innerHTML();
    expect(markup).not.toMatch(/patchjudge:abc123|<script|<img|href="javascript:|onerror/);
    expect(await text.locator("a").first().getAttribute("href")).toBe("https://example.org");
    await page.context().close();
  });

  it("take a comment, a label and a reaction by forms, without any script", async () => {
    const context = await withoutScript();
    const page = await context.newPage();
    await page.goto(`${scene.twin.url}/${REPO}/issues/3`);
    await page.getByLabel("Comment").fill("/generate\nplease");
    await page.getByLabel("Who are you?").selectOption("bob");
    await page.getByRole("button", { name: "Comment", exact: true }).click();
    await page.waitForURL(/#issuecomment-/);
    expect(await page.locator(".post").last().textContent()).toContain("please");
    // The page remembers who spoke.
    expect(await page.getByLabel("You are", { exact: true }).inputValue()).toBe("bob");
    await page.getByLabel("Add a label").fill("patchjudge");
    await page.getByRole("button", { name: "Add" }).click();
    expect(await page.locator(".event").last().textContent()).toContain(
      "bob added the label patchjudge",
    );
    await page.locator(".post").last().getByText("React", { exact: true }).click();
    await page.locator(".post").last().getByRole("button", { name: "React with eyes" }).click();
    expect(await page.locator(".post").last().locator(".chip").textContent()).toBe("👀 1");
    await scene.twin.idle();
    const hook = scene.receiver.hooks.filter(({ event }) => event === "issue_comment").at(-1);
    expect(hook?.payload).toMatchObject({
      sender: { login: "bob" },
      comment: { body: "/generate\r\nplease" },
    });
    await context.close();
  });

  it("say no to those who may not, in words", async () => {
    const context = await withoutScript();
    const page = await context.newPage();
    await page.goto(`${scene.twin.url}/${REPO}/issues/3`);
    await page.getByLabel("You are", { exact: true }).selectOption("stranger");
    await page.getByRole("button", { name: "Switch" }).click();
    await page.getByLabel("Add a label").fill("nonsense");
    await page.getByRole("button", { name: "Add" }).click();
    expect(await page.locator("main").textContent()).toMatch(
      /stranger.*403.*Must have admin rights/s,
    );
    await context.close();
  });

  it("take no form from another site", async () => {
    const answer = await fetch(`${scene.twin.url}/${REPO}/issues/3/comments`, {
      method: "POST",
      headers: { origin: "https://evil.example" },
      body: new URLSearchParams({ as: "alice", body: "/generate" }),
    });
    expect(answer.status).toBe(403);
  });

  it("merge a pull request, and send a webhook again", async () => {
    const context = await withoutScript();
    const page = await context.newPage();
    await page.goto(`${scene.twin.url}/${REPO}/pull/4`);
    await page.getByLabel("You are", { exact: true }).selectOption("alice");
    await page.getByRole("button", { name: "Switch" }).click();
    await page.getByRole("button", { name: "Ready for review" }).click();
    await page.getByRole("button", { name: "Merge" }).click();
    expect(await page.locator(".badge").first().textContent()).toBe("Merged");
    await scene.twin.idle();
    const before = scene.receiver.hooks.length;
    await page.goto(`${scene.twin.url}/_deliveries`);
    await page
      .getByRole("button", { name: /Redeliver/ })
      .first()
      .click();
    await scene.twin.idle();
    const guids = scene.receiver.hooks
      .slice(before - 1)
      .map(({ headers }) => headers["x-github-delivery"]);
    expect(guids).toHaveLength(2);
    expect(new Set(guids).size).toBe(1);
    await context.close();
  });
});
