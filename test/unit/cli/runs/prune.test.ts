import { describe, expect, it } from "@jest/globals";
import { firstKept } from "../../../../src/cli/runs/prune-command.ts";

describe("the first month that stays", () => {
  it.each([
    [{ keepMonths: 1 }, "2026-01"],
    [{ keepMonths: 2 }, "2025-12"],
    [{ keepMonths: 13 }, "2025-01"],
    [{ before: "2024-06" }, "2024-06"],
  ])("of %j is %s", (options, month) => {
    expect(firstKept(options, new Date("2026-01-31T23:00:00Z"))).toBe(month);
  });

  it.each([
    [{}, "either"],
    [{ keepMonths: 1, before: "2026-01" }, "either"],
    [{ keepMonths: 0 }, "--keep-months"],
    [{ before: "2026-13" }, "--before"],
    [{ before: "../2026-01" }, "--before"],
  ])("of %j is an error", (options, says) => {
    expect(() => firstKept(options, new Date())).toThrow(says);
  });
});
