import { describe, expect, it } from "@jest/globals";
import { isParsed } from "../../../../src/learn/collect/pool.ts";

describe("isParsed", () => {
  it.each([
    ["passed", true],
    ["assertion", true],
    ["exception", true],
    ["syntax", false],
    ["compile", false],
    [undefined, undefined],
  ])("takes a label's reason %s for %s", (reason, expected) => {
    expect(isParsed(reason)).toBe(expected);
  });
});
