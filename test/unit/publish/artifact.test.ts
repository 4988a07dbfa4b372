import { describe, expect, it } from "@jest/globals";
import { strToU8, type Zippable, zipSync } from "fflate";
import { UserError } from "../../../src/contracts/errors.ts";
import { openArtifact } from "../../../src/publish/artifact.ts";

const GOOD = { "result.json": strToU8("{}"), "candidates/1.diff": strToU8("diff\n") };

function zip(files: Zippable): Uint8Array {
  return zipSync(files, { level: 6 });
}

describe("an artifact", () => {
  it("gives the result and the diffs, byte for byte", async () => {
    const bytes = new Uint8Array([0xff, 0x00, 0x0a]);
    const files = await openArtifact(
      zip({ ...GOOD, "candidates/12.diff": bytes, "report.html": strToU8("x") }),
    );
    expect(Buffer.from(files.result).toString()).toBe("{}");
    expect([...files.diffs.keys()]).toEqual([1, 12]);
    expect(Buffer.from(files.diffs.get(12) ?? "").equals(Buffer.from(bytes))).toBe(true);
  });

  it.each([
    ["../../etc/passwd", "invalid relative path"],
    ["/etc/passwd", "absolute path"],
    ["candidates/../result.json", "invalid relative path"],
    ["candidates\\1.diff", "invalid characters in fileName"],
    ["candidates/0.diff", "it has a file"],
    ["candidates/1.diff.sh", "it has a file"],
    ["run.sh", "it has a file"],
  ])("with a file %j is refused", async (name, why) => {
    const opened = openArtifact(zip({ ...GOOD, [name]: strToU8("x") }));
    await expect(opened).rejects.toThrow(UserError);
    await expect(openArtifact(zip({ ...GOOD, [name]: strToU8("x") }))).rejects.toThrow(why);
  });

  it("with a result that is too long to be one is refused", async () => {
    const long = { "result.json": new Uint8Array(3_000_001) };
    await expect(openArtifact(zip(long))).rejects.toThrow("its result.json has 3000001 bytes");
  });

  it("without a result is refused", async () => {
    await expect(openArtifact(zip({ "candidates/1.diff": strToU8("x") }))).rejects.toThrow(
      "it has no result.json",
    );
  });

  it("that unpacks to far more than it is, is refused", async () => {
    const bomb = zip({ ...GOOD, "candidates/2.diff": new Uint8Array(30_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    await expect(openArtifact(bomb)).rejects.toThrow("it unpacks to more than 20000000 bytes");
  });

  it("with thousands of files is refused", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`candidates/${i + 1}.diff`, strToU8("x")]),
    );
    await expect(openArtifact(zip({ ...GOOD, ...many }))).rejects.toThrow(
      "it has 302 files".replace("302", "301"),
    );
  });

  it("that lies about its size is refused", async () => {
    const honest = Buffer.from(zip({ "result.json": strToU8("a".repeat(1000)) }));
    // The size of the unpacked file, in the central directory: signature, then 24 bytes on.
    const entry = honest.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    honest.writeUInt32LE(10, entry + 24);
    await expect(openArtifact(honest)).rejects.toThrow(UserError);
  });

  it.each([0, 1, 20, 60])("that is cut after %d bytes is refused", async (length) => {
    await expect(openArtifact(zip(GOOD).slice(0, length))).rejects.toThrow(UserError);
  });
});
