import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";

import { writeTinyModel } from "../../support/tiny-model.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiny-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function hash(seed: number): Promise<string> {
  const path = join(folder, "model.gguf");
  await writeTinyModel(path, { seed });
  return createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
}

describe("writeTinyModel", () => {
  it("writes the same bytes for the same seed", async () => {
    expect(await hash(1)).toBe(await hash(1));
  });

  it("writes other bytes for another seed", async () => {
    expect(await hash(1)).not.toBe(await hash(2));
  });

  it("writes a GGUF file of version 3", async () => {
    await hash(1);
    const bytes = await readFile(join(folder, "model.gguf"));
    expect(bytes.toString("latin1", 0, 4)).toBe("GGUF");
    expect(bytes.readUInt32LE(4)).toBe(3);
  });
});
