import { describe, expect, it } from "@jest/globals";
import { recordedModels } from "../../../../src/cli/runs/recorded-models.ts";
import type { ModelUse, Result } from "../../../../src/contracts/result.ts";
import { findPreset } from "../../../../src/weights/presets.ts";
import { createModelUse, createResult } from "../../../support/run-parts.ts";

const SMALL = local("0.5b");
const LARGE = local("1.5b");

function local(name: string): ModelUse {
  const { id = "", sha256 = "" } = findPreset(name) ?? {};
  return createModelUse({ engine: "local", model: id, modelSha256: sha256 });
}

function recorded(change: Partial<Result["manifest"]>, judge: string | null = null): Result {
  const result = createResult();
  const trained = judge === null ? null : { name: judge, meaning: "" };
  return {
    ...result,
    manifest: { ...result.manifest, ...change },
    verdict: { ...result.verdict, judge: trained },
  };
}

describe("the models of a recorded run", () => {
  it("are those that the record names", () => {
    const shared = recorded({ generator: SMALL, judge: SMALL });
    expect(recordedModels(shared, { gpu: "off", threads: 2 })).toEqual({
      ...{ engine: "local", model: SMALL.model, gpu: "off", threads: 2, judge: "none" },
    });
    const two = recorded({ generator: SMALL, judge: LARGE, sharedProcess: false }, "small");
    expect(recordedModels(two, { gpu: "auto" })).toEqual({
      ...{ engine: "local", model: SMALL.model, gpu: "auto", judge: "auto" },
      ...{ judgeEngine: "local", judgeModel: LARGE.model },
    });
  });

  it("are those that the user names", () => {
    const shared = recorded({ generator: SMALL, judge: SMALL });
    const engine = "http://127.0.0.1:8080";
    expect(recordedModels(shared, { gpu: "auto", engine, judge: "own.json" })).toMatchObject({
      ...{ engine, judge: "own.json" },
    });
    expect(recordedModels(shared, { gpu: "auto", model: "file.gguf" })).toMatchObject({
      ...{ engine: "local", model: "file.gguf" },
    });
  });

  it.each<[string, Partial<ModelUse>, RegExp]>([
    ["a server's", { engine: "http" }, /pass the address of a llama-server/],
    ["a file's", { model: "/etc/passwd.gguf" }, /none that is known by name.*--model/],
    ["another version's", { modelSha256: "0".repeat(64) }, /none that is known by name.*--model/],
  ])("are not guessed: %s", (_, change, says) => {
    const use = { ...SMALL, ...change };
    expect(() => recordedModels(recorded({ generator: use, judge: use }), { gpu: "auto" })).toThrow(
      says,
    );
  });
});
