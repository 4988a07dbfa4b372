import { describe, expect, it } from "@jest/globals";
import { visible } from "../../../src/publish/visible.ts";

describe("visible", () => {
  it.each([
    [0x00, "⟨U+0000⟩"],
    [0x1b, "⟨U+001B⟩"],
    [0x85, "⟨U+0085⟩"],
    [0xad, "⟨U+00AD⟩"],
    [0x200b, "⟨U+200B⟩"],
    [0x202e, "⟨U+202E⟩"],
    [0x2066, "⟨U+2066⟩"],
    [0x3164, "⟨U+3164⟩"],
    [0xfeff, "⟨U+FEFF⟩"],
    [0xe0041, "⟨U+E0041⟩"],
    [0xdc00, "⟨U+DC00⟩"],
  ])("marks %i", (code, shown) => {
    expect(visible(`a${String.fromCodePoint(code)}b`)).toBe(`a${shown}b`);
  });

  it("leaves letters, tabs and line ends", () => {
    const text = "Grüße,\t世界\n\u{1f600}";
    expect(visible(text)).toBe(text);
  });

  it("marks a variation selector behind another, which can spell out a text", () => {
    expect(visible("❤\ufe0f\ufe01")).toBe("❤\ufe0f⟨U+FE01⟩");
  });
});
