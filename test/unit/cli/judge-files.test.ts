import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { chooseJudge } from "../../../src/cli/judge-files.ts";
import type { Engine } from "../../../src/contracts/engine.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";

const SMALL = "a".repeat(64);
const LARGE = "b".repeat(64);

let folder = "";
beforeAll(() => {
  folder = temporaryFolder();
  // In the order of their names the wrong one comes first for either domain, or other models.
  add("1-large", { sha256: LARGE });
  add("2-functions", { sha256: SMALL });
  add("3-repositories", { sha256: SMALL, domain: "repository", feature: "readLogprob" });
});
afterAll(removeFolders);

function add(name: string, own: { sha256: string; domain?: string; feature?: string }): void {
  const { sha256, domain, feature = "margin" } = own;
  const weights = Buffer.from(Float32Array.of(1).buffer).toString("base64");
  const blocks = [{ feature, centred: true }];
  const head = { kind: "linear", blocks, hiddenSize: 0, weights, intercept: 0, fill: weights };
  const judge = {
    ...{ version: 1, name, meaning: "m", base: { model: "m", sha256 }, view: "as-answer" },
    ...{ promptSha256: "c".repeat(64), pools: [], generators: [], head, calibrations: {} },
    ...{ metrics: {}, ...(domain === undefined ? {} : { domain }) },
  };
  writeFileSync(join(folder, `${name}.json`), JSON.stringify(judge));
}

function engine(modelSha256: string | null, reading = true): Engine {
  const info = { model: "m", modelSha256, abilities: { hidden: true, reading } };
  return { info: async () => info } as unknown as Engine;
}

describe("the judge that is used unless another is named", () => {
  const auto = (of: Engine, domain: "function" | "repository") =>
    chooseJudge("auto", { engine: of, folder, domain }).then((judge) => judge?.name ?? null);

  it("is its model's, by preference the one that was trained on the domain", async () => {
    expect(await auto(engine(SMALL), "function")).toBe("2-functions");
    expect(await auto(engine(SMALL), "repository")).toBe("3-repositories");
    expect(await auto(engine(LARGE), "repository")).toBe("1-large");
  });

  it("is one that the engine can serve, or none", async () => {
    expect(await auto(engine(SMALL, false), "repository")).toBe("2-functions");
    expect(await auto(engine("d".repeat(64)), "repository")).toBeNull();
    expect(await auto(engine(null), "function")).toBeNull();
  });
});
