import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { commitMessage } from "../../../src/publish/commit-message.ts";
import {
  type PullRequestParts,
  pullRequestBody,
  pullRequestTitle,
} from "../../../src/publish/pull-request-text.ts";
import { findSecrets } from "../../../src/publish/secrets.ts";
import {
  createCandidate,
  createContext,
  createRegion,
  createRequest,
  createTask,
} from "../../support/run-parts.ts";
import { abstaining, createRun, diffOf, poisoned } from "./published.ts";
import { hostile, rendered } from "./rendered.ts";

const RUN = "https://git.example/octo/calc/actions/runs/5";

function body(overrides: Partial<PullRequestParts> = {}): string {
  const links = { run: RUN };
  return pullRequestBody({
    request: createRequest(),
    result: createRun(),
    issueNumber: 12,
    links,
    ...overrides,
  });
}

function calibratedRun() {
  const run = createRun();
  const basis = { tasks: 44, packages: 30, languages: ["python"] };
  const known = { calibration: "repository" as const, probability: 0.72, basis };
  return { ...run, verdict: { ...run.verdict, ...known } };
}

describe("pullRequestBody", () => {
  it("begins with the marker and says what changes, for whom, and what wrote it", () => {
    const text = body();
    expect(text.split("\n")[0]).toBe(`<!-- patchjudge:${createRequest().id} -->`);
    expect(text).toContain(
      "**This patch changes `add` in `calc.py`, lines 1 to 2: 1 line added, 1 removed.**",
    );
    expect(text).toContain("It is meant to solve #12, `add subtracts`.");
    expect(text).toContain("Why this place: the issue names add.");
    expect(text).toMatch(/^Closes #12\.$/m);
    expect(text).toContain(
      "Written by a language model and ranked by another; review before merging.",
    );
  });

  it("names no probability unless one was calibrated on repositories", () => {
    expect(body()).toContain("Not calibrated for repositories: it ranks, it is not a probability.");
    expect(body()).not.toContain("How likely it is right: about");
    expect(body({ result: calibratedRun() })).toContain(
      "How likely it is right: about 70 % of picks that looked like this one passed the tests, of 44 bugs planted in 30 packages (python).",
    );
    expect(body({ result: calibratedRun() })).not.toContain("Not calibrated");
  });

  it("gives a person's choice no probability of the judge's", () => {
    const picked = body({ result: calibratedRun(), picked: 2 });
    expect(picked).not.toContain("How likely it is right: about");
    expect(picked).toContain("(a person picked it; the probability would be that of the judge");
    const same = body({ result: calibratedRun(), picked: 1 });
    expect(same).toContain("about 70 % of picks");
  });

  it("says what was checked and that no tests were run", () => {
    expect(body()).toContain("and it parses. No tests were run on it.");
    const result = createRun();
    const evidence = result.evidence.map((seen) => ({ ...seen, parses: null }));
    expect(body({ result: { ...result, evidence } })).toContain("there is no parser here");
  });

  it("shows the diffs of what could be opened instead, and of nothing that was refused", () => {
    const page = rendered(body());
    expect(page.blocks).toEqual([{ info: "diff", text: diffOf("sum([a, b])") }]);
    expect(page.html.join("\n")).toContain("<summary>Candidate 2: rank 2, +1 −1</summary>");
    expect(body()).toContain("Comment `/pick 2` here");
  });

  it("offers no pick where nothing else could be opened", () => {
    const text = body({ result: createRun({ candidates: [createCandidate()] }) });
    expect(text).not.toContain("/pick");
    expect(text).toContain("There is no other candidate");
  });

  it("shows a picked candidate as opened, and what the judge would have done", () => {
    const text = body({ picked: 2 });
    expect(text).toContain(
      "Candidate 2 was picked by a person; the judge would have opened candidate 1. It has rank 2 of 2, and 1 of 5 samples wrote it.",
    );
    expect(text).toContain("| **opened** | 2 | 2 |");
    expect(text).toContain("| `/pick 1` | 1 | 1 |");
    expect(body({ picked: 2, result: abstaining() })).toContain("the judge would have opened none");
  });

  it("refuses to be written for a run that opens nothing", () => {
    expect(() => body({ result: abstaining() })).toThrow("needs a candidate");
  });

  it.each([
    [{ format: "new-file" as const }, "adds the file `calc.py`:"],
    [{ format: "whole-file" as const }, "changes `calc.py`:"],
    [{ target: createRegion({ name: "lines 1–2" }) }, "changes lines 1 to 2 of `calc.py`:"],
  ])("says what is changed in the terms of how it was asked for: %j", (context, words) => {
    expect(body({ result: createRun({ contexts: [createContext(context)] }) })).toContain(words);
  });

  it("tells of text that was hidden in the issue", () => {
    const task = createTask({ hiddenTextRemoved: ["HTML comments", "invisible characters"] });
    const text = body({ request: createRequest({ task }) });
    expect(text).toContain("do not see:** HTML comments and invisible characters.");
    expect(body()).not.toContain("do not see");
  });

  it("has in its manifest what reproduces the run", () => {
    const run = createRun();
    const generator = {
      ...run.manifest.generator,
      model: "qwen-1.5b",
      modelSha256: "c".repeat(64),
    };
    const text = body({ result: { ...run, manifest: { ...run.manifest, generator } } });
    for (const part of [
      `\`qwen-1.5b\` (SHA-256 \`${"c".repeat(12)}\`)`,
      "| Seeds | 1 to 10 |",
      "temperature 0.8, top-p 0.95, top-k 40",
      `\`HEAD\` at \`${"b".repeat(40)}\``,
      "| Started | 2026-01-01 00:00 UTC |",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("links the run, and each candidate where it can be compared", () => {
    const compare = (candidate: number) => `https://git.example/compare/${candidate}`;
    const links = { run: RUN, report: "https://git.example/report", compare };
    expect(rendered(body({ links })).links).toEqual([
      ...[1, 3, 2, 4, 5].map(compare),
      RUN,
      "https://git.example/report",
    ]);
    expect(rendered(body({ links: { run: null } })).links).toEqual([]);
  });

  it("looks like no secret itself", async () => {
    expect(await findSecrets(body())).toEqual([]);
  });

  it("stays within 60,000 characters, losing the last diffs first", () => {
    const line = `+${"x".repeat(70)}\n`;
    const candidates = Array.from({ length: 20 }, (_, index) =>
      createCandidate({ id: index + 1, diff: diffOf("1") + line.repeat(100) }),
    );
    const ranking = candidates.map(({ id }) => {
      return { candidate: id, rank: id, margin: 0, labelMass: 1, score: -id };
    });
    const run = createRun({ candidates });
    const text = body({ result: { ...run, verdict: { ...run.verdict, ranking } } });
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toContain("<summary>Candidate 2:");
    expect(text).not.toContain("<summary>Candidate 20:");
    expect(text).toContain("Closes #12");
    expect(text).toContain("| What | Value |");
    expect(text).toMatch(/_Left out because .*the diff of candidate 20; .*_$/);
  });

  test.prop([hostile, fc.option(fc.constant(2), { nil: undefined })], { numRuns: 60 })(
    "gives a stranger's text no meaning, wherever it comes from",
    (text, picked) => {
      const result = poisoned(text);
      const task = { ...result.task, hiddenTextRemoved: [text] };
      const request = createRequest({ task });
      const page = rendered(body({ result, request, ...(picked === undefined ? {} : { picked }) }));
      expect(page.links).toEqual([RUN]);
      expect(page.images).toBe(0);
      expect(page.words.replaceAll("#12", "")).not.toMatch(/[@#<`]|www\.|:\/\//);
      expect(
        page.html.flatMap((tags) => tags.split("\n")).filter((tag) => !OURS.test(tag)),
      ).toEqual([]);
      expect(page.headings).toBe(3);
      expect(page.rows.slice(0, 6)).toEqual(Array(6).fill(7));
      expect(page.rows.slice(6)).toEqual(Array(11).fill(2));
    },
  );
});

const OURS =
  /^(?:<!-- patchjudge:[0-9a-f]{64} -->|<\/?details>|<summary>(?:Candidate \d+: rank \d+, \+\d+ −\d+|Why some cannot be opened|How this was made)<\/summary>)$/;

describe("pullRequestTitle", () => {
  it("is the issue's title, in which nothing is set off", () => {
    const task = createTask({ title: "add subtracts, fixes #3 @octocat\n[skip ci]" });
    expect(pullRequestTitle(createRequest({ task }))).toBe(
      "add subtracts, fixes ＃3 ＠octocat ［skip ci]",
    );
    expect(pullRequestTitle(createRequest({ task: createTask({ title: " \n" }) }))).not.toBe("");
  });
});

describe("commitMessage", () => {
  it("has the title as headline and trailers that say where it comes from", () => {
    const request = createRequest();
    expect(commitMessage(request, createRun(), 2)).toEqual({
      headline: "add subtracts",
      body: [
        "Written by a language model and ranked by another; review before merging.",
        "",
        `Patchjudge-Request: ${request.id}`,
        "Patchjudge-Candidate: 2",
        "Patchjudge-Generator: model",
        "Patchjudge-Judge: model",
      ].join("\n"),
    });
  });

  test.prop([hostile])("gives a stranger no line, trailer or reference of their own", (text) => {
    const task = createTask({ title: `${text}\nCo-authored-by: x` });
    const { headline, body: rest } = commitMessage(createRequest({ task }), poisoned(text), 1);
    expect(headline.length).toBeLessThanOrEqual(72);
    expect(`${headline}${rest}`).not.toMatch(/[@#\r]|\[skip ci\]/);
    expect(headline).not.toContain("\n");
    expect(rest.split("\n")).toHaveLength(6);
  });
});
