import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { INPUT_NAMES, readInputs } from "../../../src/action/inputs.ts";

interface ActionFile {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const ROOT = join(import.meta.dirname, "..", "..", "..");
const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as ActionFile;

/** As GitHub hands them over: what is given, else the default of `action.yml`. */
const read = (given: Readonly<Record<string, string>>) =>
  readInputs((name) => given[name] ?? action.inputs[name]?.default ?? "");

const BLOB = "a".repeat(40);

describe("the action's inputs", () => {
  it("are those of action.yml, each described", () => {
    expect(Object.keys(action.inputs)).toEqual(INPUT_NAMES);
    for (const { description } of Object.values(action.inputs)) expect(description).not.toBe("");
  });

  it("need no more than a mode and what its job was handed", () => {
    expect(read({ mode: "gate" })).toMatchObject({ mode: "gate", model: "1.5b", judge: "auto" });
    expect(read({ mode: "run", request: BLOB })).toMatchObject({ engine: "local", gpu: "auto" });
    expect(read({ mode: "publish", request: BLOB, conclusion: "failure" })).toMatchObject({
      conclusion: "failure",
    });
  });

  it.each<[Record<string, string>, string]>([
    [{ mode: "generate" }, 'the input "mode" is one of gate, run, publish'],
    [{ mode: "gate", gpu: "yes" }, 'the input "gpu" is one of auto, off'],
    [{ mode: "gate", engine: "vllm" }, 'the input "engine" is local or the address'],
    [{ mode: "gate", token: "" }, 'the input "token" is empty'],
    [{ mode: "run" }, 'mode run needs the input "request"'],
    [{ mode: "run", request: "main" }, "as the output `request` of the job `gate` has it"],
    [{ mode: "publish", request: BLOB }, 'mode publish needs the input "conclusion"'],
    [
      { mode: "publish", request: BLOB, conclusion: "ok" },
      "success, failure, cancelled or skipped",
    ],
  ])("%j are refused in words", (given, why) => {
    expect(() => read(given)).toThrow(why);
  });
});
