import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { renderOutput } from "../../../src/contracts/sandbox.ts";
import { Capture } from "../../../src/sandbox/capture.ts";
import { LineReader } from "../../../src/sandbox/lines.ts";

function capture(limit: number, pieces: readonly string[]) {
  const kept = new Capture(limit);
  for (const piece of pieces) kept.push(Buffer.from(piece));
  return kept.output();
}

describe("Capture", () => {
  it("keeps everything up to the limit", () => {
    expect(capture(10, ["abc", "defg", "hij"])).toEqual({
      head: "abcdefghij",
      tail: "",
      bytes: 10,
      truncated: false,
    });
  });

  it("keeps a character that lies across head and tail", () => {
    expect(capture(6, ["ab€d"]).head).toBe("ab€d");
  });

  it("keeps beginning and end of more", () => {
    const output = capture(6, ["abc", "d".repeat(100), "xyz"]);

    expect(output).toEqual({ head: "abc", tail: "xyz", bytes: 106, truncated: true });
    expect(renderOutput(output)).toBe("abc\n[… 106 bytes in all …]\nxyz");
  });

  it("does not depend on how the stream is cut", () => {
    const pieces = fc.array(fc.stringMatching(/^[a-z]{0,12}$/), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, fc.integer({ min: 2, max: 40 }), (list, limit) => {
        expect(capture(limit, list)).toEqual(capture(limit, [list.join("")]));
      }),
    );
  });
});

describe("LineReader", () => {
  it("cuts pieces into lines, and gives null after the end", async () => {
    const lines = new LineReader();
    const first = lines.next();
    for (const piece of ["on", "e\ntwo\nth", "ree\nfour"]) lines.push(Buffer.from(piece));
    lines.end();

    expect(await first).toBe("one");
    expect(await lines.next()).toBe("two");
    expect(await lines.next()).toBe("three");
    expect(await lines.next()).toBeNull();
  });

  it("answers those who wait when the end comes", async () => {
    const lines = new LineReader();
    const waiting = lines.next();
    lines.end();

    expect(await waiting).toBeNull();
  });
});
