import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { checkCard } from "../../../../src/cli/doctor/card.ts";

const LIBRARIES = ["libcudart.so.13", "libcublas.so.13", "libcublasLt.so.13"];

describe("the doctor's look at the card", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "card-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("no driver", () => {
    const found = checkCard({ cuda: false, variables: {} }, () => "");
    expect(found).toMatchObject({ state: "warning", detail: "no NVIDIA driver" });
  });

  test("a driver without CUDA's libraries is no card for the models, and which are missing is said", () => {
    const found = checkCard({ cuda: true, variables: {} }, () => "libcudart.so.13 => /lib/x");
    expect(found.state).toBe("warning");
    expect(found.detail).toContain("no libcublas.so.13, libcublasLt.so.13:");
  });

  test.each(["the loader's cache", "LD_LIBRARY_PATH"])("all there, found by %s", (where) => {
    const listed = where === "LD_LIBRARY_PATH" ? "" : LIBRARIES.join("\n");
    if (listed === "") for (const name of LIBRARIES) writeFileSync(join(folder, name), "");
    const variables = { LD_LIBRARY_PATH: `/nowhere:${folder}` };
    expect(checkCard({ cuda: true, variables }, () => listed).state).toBe("ok");
  });
});
