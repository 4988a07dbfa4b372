import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../../src/contracts/errors.ts";
import { RunSettings } from "../../../src/contracts/request.ts";
import {
  DEFAULT_SETTINGS,
  parseSettings,
  readSettings,
  runSettings,
} from "../../../src/request/settings-file.ts";

describe("the settings' file", () => {
  it("may be empty or a comment", () => {
    expect(parseSettings("")).toEqual(DEFAULT_SETTINGS);
    expect(parseSettings("# nothing yet\n")).toEqual(DEFAULT_SETTINGS);
  });

  it("changes what it names and leaves the rest", () => {
    const settings = parseSettings("candidates: 4\nlimits:\n  lines: 50\nbots: [17]\n");
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      candidates: 4,
      bots: [17],
      limits: { ...DEFAULT_SETTINGS.limits, lines: 50 },
    });
  });

  it.each([
    ["candidate: 4", 'knows no "candidate"; did you mean "candidates"?'],
    ["colour: red", 'knows no "colour"; it knows label, ask'],
    ["limits: {line: 5}", 'knows no "limits.line"; did you mean "lines"?'],
    ["candidates: 0", '"candidates": Too small'],
    ["candidates: ten", '"candidates": Invalid input: expected number'],
    ["ask: everyone", '"ask": Invalid option: expected one of "write"|"admin"'],
    ["workflow: ../x.yml", '"workflow": is the name of a file in .github/workflows'],
    ["- candidates", 'must be a list of settings, such as "candidates: 10"'],
    ["just words", 'must be a list of settings, such as "candidates: 10"'],
    ["candidates: [", "is no YAML"],
    ["bots: &a [1]\ndeny: *a", "uses aliases"],
  ])("%j is refused in words that help", (text, words) => {
    expect(() => parseSettings(text)).toThrow(UserError);
    expect(() => parseSettings(text)).toThrow(words);
  });

  it("is refused when it is huge", () => {
    expect(() => parseSettings(`# ${"x".repeat(60_000)}`)).toThrow("larger than 50000 bytes");
  });

  it("gives run settings that hold the contract", () => {
    const settings = runSettings(parseSettings("candidates: 2\ncontexts: 8\n"));
    expect(RunSettings.parse(settings)).toEqual(settings);
    expect(settings.contexts).toBe(2);
  });

  it("is read from the commit; a fault is told and the defaults hold", async () => {
    const asked: unknown[] = [];
    const host = (text: string | null) => ({
      readShared: async () => null,
      readFile: async (path: string, commit: string) => {
        asked.push([path, commit]);
        return text === null ? null : Buffer.from(text);
      },
    });
    expect(await readSettings(host(null), "c0")).toEqual({
      settings: DEFAULT_SETTINGS,
      fault: null,
    });
    expect(asked).toEqual([[".github/patchjudge.yml", "c0"]]);
    const bad = await readSettings(host("ask: everyone\n"), "c0");
    expect(bad.settings).toEqual(DEFAULT_SETTINGS);
    expect(bad.fault).toContain('.github/patchjudge.yml "ask"');
  });

  it("goes before what the organisation says for all its repositories, key by key", () => {
    const shared = "label: fix\nopen: ready\nlimits:\n  files: 3\n  lines: 40\n";
    const settings = parseSettings("open: branch\nlimits:\n  lines: 50\n", shared);
    expect(settings).toMatchObject({
      ...{ label: "fix", open: "branch", ask: "write" },
      limits: { files: 3, lines: 50, bytes: 102_400 },
    });
    expect(parseSettings(null, shared).label).toBe("fix");
    expect(() => parseSettings(null, "lable: fix\n")).toThrow(
      /the organisation's .* knows no "lable"; did you mean "label"/,
    );
    expect(() => parseSettings("quota:\n  persn: 1\n")).toThrow(/did you mean "person"/);
  });
});
