import { describe, expect, it } from "@jest/globals";
import { strToU8, type Zippable, zipSync } from "fflate";
import { UserError } from "../../../src/contracts/errors.ts";
import { openArtifact } from "../../../src/publish/artifact.ts";
import { asLink, renamed } from "../../support/forge.ts";

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
    ["candidates/1.diff\0.sh", "it has a file"],
    ["C:/candidates/1.diff", "absolute path"],
    [`../${"a".repeat(60_000)}`, "invalid relative path"],
  ])("with a file %j is refused", async (name, why) => {
    const opened = openArtifact(zip({ ...GOOD, [name]: strToU8("x") }));
    await expect(opened).rejects.toThrow(UserError);
    await expect(openArtifact(zip({ ...GOOD, [name]: strToU8("x") }))).rejects.toThrow(why);
  });

  it("says what is wrong in few words, however long the name is", async () => {
    const opened = openArtifact(zip({ ...GOOD, [`../${"a".repeat(60_000)}`]: strToU8("x") }));
    const said = await opened.catch((error: Error) => error.message);
    expect(String(said).length).toBeLessThan(300);
  });

  it("with a name twice is refused", async () => {
    const two = Buffer.from(zip({ ...GOOD, "candidates/2.diff": strToU8("x") }));
    await expect(openArtifact(two)).resolves.toBeDefined();
    const twice = renamed(two, "candidates/2.diff", "candidates/1.diff");
    await expect(openArtifact(twice)).rejects.toThrow("it has candidates/1.diff twice");
  });

  it.each(["result.json", "candidates/1.diff", "report.html"])(
    "whose %s is a link is refused",
    async (name) => {
      const linked = asLink(Buffer.from(zip({ ...GOOD, "report.html": strToU8("x") })), name);
      await expect(openArtifact(linked)).rejects.toThrow(
        `${JSON.stringify(name)} is no plain file`,
      );
    },
  );

  it.each([
    ["no zip file", Buffer.from("<html>the storage is down</html>")],
    ["zeros", Buffer.alloc(1_000)],
    ["only the end of one", Buffer.from(zip(GOOD)).subarray(-22)],
  ])("that is %s is refused", async (_, bytes) => {
    await expect(openArtifact(bytes)).rejects.toThrow(UserError);
  });

  it("many of whose names stand for the same bytes unpacks to no more than others", async () => {
    const big = { "candidates/2.diff": new Uint8Array(9_000_000) };
    const names = [3, 4].map((number) => [`candidates/${number}.diff`, new Uint8Array(1)]);
    const made = Buffer.from(zip({ ...GOOD, ...big, ...Object.fromEntries(names) }));
    const entries = centralEntries(made);
    const source = entries.find(({ name }) => name === "candidates/2.diff");
    // Sizes, and where the data is: taken from the big one.
    for (const { at, name } of entries.filter(({ name }) => /[34]\.diff$/.test(name))) {
      expect(name).not.toBe("");
      made.copy(made, at + 10, (source?.at ?? 0) + 10, (source?.at ?? 0) + 12);
      made.copy(made, at + 20, (source?.at ?? 0) + 20, (source?.at ?? 0) + 28);
      made.copy(made, at + 42, (source?.at ?? 0) + 42, (source?.at ?? 0) + 46);
    }
    await expect(openArtifact(made)).rejects.toThrow("it unpacks to more than 20000000 bytes");
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

/** Entries of the central directory: where each begins, and its name. */
function centralEntries(made: Buffer): { at: number; name: string }[] {
  const found: { at: number; name: string }[] = [];
  const header = Buffer.from("PK\u0001\u0002", "latin1");
  for (let at = made.indexOf(header); at !== -1; at = made.indexOf(header, at + 1)) {
    const name = made.toString("latin1", at + 46, at + 46 + made.readUInt16LE(at + 28));
    found.push({ at, name });
  }
  return found;
}
