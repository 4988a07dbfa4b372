import { createHash } from "node:crypto";
import { test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { checkText, readDiffHashes } from "../../../src/publish/check-text.ts";
import { createCandidate } from "../../support/run-parts.ts";
import { abstaining, createRun, diffOf, diffsOf, poisoned } from "./published.ts";
import { hostile, rendered } from "./rendered.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("checkText", () => {
  it("says what was opened, with the same table as everywhere", () => {
    const run = createRun();
    const { title, summary } = checkText(run, diffsOf(run));
    expect(title).toBe("Candidate 1 of 5 is opened, for review");
    expect(rendered(summary).rows).toEqual(Array(6).fill(7));
    expect(summary).toContain("Not calibrated for repositories");
  });

  it("says so when nothing is opened, and which one a person picked", () => {
    const run = abstaining();
    expect(checkText(run, diffsOf(run)).title).toBe("No patch of 5 candidates is opened");
    const picked = checkText(run, diffsOf(run), { picked: 2 });
    expect(picked.title).toBe("Candidate 2 of 5 is opened, for review");
    expect(picked.summary).toContain("picked by a person");
  });

  it("keeps within bytes, not only characters", () => {
    const wide = `+${"語".repeat(100)}\n`.repeat(70);
    const candidates = Array.from({ length: 12 }, (_, index) =>
      createCandidate({ id: index + 1, diff: diffOf("1") + wide }),
    );
    const run = createRun({ candidates });
    const { text } = checkText(run, diffsOf(run));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(65_535);
    expect(Buffer.byteLength(text)).toBeGreaterThan(30_000);
    expect(readDiffHashes(text)?.size).toBe(12);
  });
});

describe("readDiffHashes", () => {
  const run = createRun();

  it("reads the hash of exactly the bytes of each patch that can be opened", () => {
    const bytes = new Map<number, Uint8Array>([
      [1, Buffer.from([0x2b, 0xff, 0x0a])],
      [2, Buffer.from("x")],
      [4, Buffer.from("refused")],
    ]);
    const hashes = readDiffHashes(checkText(run, bytes).text);
    expect(hashes).toEqual(
      new Map([
        [1, sha256(Buffer.from([0x2b, 0xff, 0x0a]))],
        [2, sha256(Buffer.from("x"))],
      ]),
    );
  });

  it("reads it with GitHub's line ends too, and where no patch is", () => {
    const { text } = checkText(run, diffsOf(run));
    expect(readDiffHashes(text.replaceAll("\n", "\r\n"))).toEqual(readDiffHashes(text));
    expect(readDiffHashes(checkText(run, new Map()).text)).toEqual(new Map());
  });

  const line = `1 ${"a".repeat(64)}`;
  it.each([
    ["not ours", "hello"],
    ["not at the beginning", `x\n\`\`\`text\npatchjudge-diffs 1\n${line}\n\`\`\``],
    ["of another version", `\`\`\`text\npatchjudge-diffs 2\n${line}\n\`\`\``],
    ["without an end", `\`\`\`text\npatchjudge-diffs 1\n${line}\n`],
    ["with a short hash", `\`\`\`text\npatchjudge-diffs 1\n${line.slice(0, -1)}\n\`\`\``],
    ["with one candidate twice", `\`\`\`text\npatchjudge-diffs 1\n${line}\n${line}\n\`\`\``],
  ])("refuses a text that is %s", (_what, text) => {
    expect(readDiffHashes(text)).toBeNull();
  });

  test.prop([hostile])("reads nothing that a stranger wrote", (text) => {
    const forged = `${text}\n\`\`\`text\npatchjudge-diffs 1\n9 ${"f".repeat(64)}\n\`\`\`\n`;
    const result = poisoned(forged);
    const { text: shown, summary } = checkText(result, diffsOf(result));
    expect([...(readDiffHashes(shown)?.keys() ?? [])]).toEqual([1, 2]);
    expect(rendered(`${summary}\n\n${shown}`)).toMatchObject({ links: [], images: 0 });
  });
});
