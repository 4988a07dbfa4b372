import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { decodeText, encodeText, NEW_FILE } from "../../../src/sample/text-file.ts";

function roundTrip(bytes: Uint8Array, change: (text: string) => string): string {
  const file = decodeText(bytes);
  if (file === null) return "binary";
  const encoded = encodeText(file, change(file.text));
  return "problem" in encoded ? encoded.problem : Buffer.from(encoded.content).toString("latin1");
}

function change(text: string, edit: (text: string) => string): string {
  return roundTrip(Buffer.from(text, "latin1"), edit);
}

describe("decodeText and encodeText", () => {
  it.each([
    ["a\nb\n", "a\nx\nb\n"],
    ["a\r\nb\r\n", "a\r\nx\r\nb\r\n"],
    ["a\rb", "a\rx\rb"],
    ["a\r\nb\nc\r\n", "a\r\nx\r\nb\nc\r\n"],
    ["a\nb", "a\nx\nb"],
  ])("keeps the line ends of %j", (before, after) => {
    expect(change(before, (text) => text.replace("a\n", "a\nx\n"))).toBe(after);
  });

  it("keeps the final newline as it was", () => {
    expect(change("a\n", () => "b")).toBe("b\n");
    expect(change("a", () => "b\n")).toBe("b");
  });

  it("gives a new file a final newline", () => {
    expect(encodeText(NEW_FILE, "a")).toEqual({ content: new TextEncoder().encode("a\n") });
  });

  it("knows binary files", () => {
    expect(decodeText(new Uint8Array([1, 0, 2]))).toBeNull();
    expect(decodeText(new Uint8Array([0xff, 0xfe, 1, 2, 3, 4]))).toBeNull();
  });

  it("says what Latin-1 cannot hold", () => {
    expect(change("gr\xfcn\n", (text) => `${text}→\n`)).toMatch("U+2192");
    expect(change("gr\xfcn\n", (text) => `${text}rot\n`)).toBe("gr\xfcn\nrot\n");
  });

  it("refuses NUL and half surrogates", () => {
    expect(change("a", () => "\0")).toMatch("NUL");
    expect(change("a", () => "\ud800")).toMatch("surrogate");
  });

  const piece = fc.constantFrom("a", "\r", "\n", "\r\n", "ä", "\uFEFF", "汉", " ");
  test.prop([fc.array(piece).map((p) => p.join(""))])("round trip of UTF-8", (text) => {
    const bytes = Buffer.from(text, "utf8");
    expect(roundTrip(bytes, (same) => same)).toBe(bytes.toString("latin1"));
  });

  test.prop([fc.uint8Array({ min: 1 })])("round trip of any bytes that are text", (bytes) => {
    const again = roundTrip(bytes, (same) => same);
    if (again !== "binary") expect(again).toBe(Buffer.from(bytes).toString("latin1"));
  });
});
