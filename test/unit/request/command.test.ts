import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { parseCommand } from "../../../src/request/command.ts";

describe("a command", () => {
  it.each([
    ["/generate", { kind: "generate", words: "" }],
    ["/generate\r\n\r\nSent from my phone", { kind: "generate", words: "" }],
    ["/generate   handle the empty list  ", { kind: "generate", words: "handle the empty list" }],
    ["/generate\tin calc.py", { kind: "generate", words: "in calc.py" }],
    ["/status", { kind: "status" }],
    ["/status  \n> quoted", { kind: "status" }],
    ["/cancel", { kind: "cancel" }],
    ["/pick 3", { kind: "pick", candidate: "3" }],
    ["/pick #3", { kind: "pick", candidate: "3" }],
    ["/pick 2.3", { kind: "pick", candidate: "2.3" }],
  ])("is found in %j", (body, command) => {
    expect(parseCommand(body)).toEqual(command);
  });

  it.each([
    "",
    "generate",
    " /generate",
    "\n/generate",
    "> /generate",
    "`/generate`",
    "```\n/generate\n```",
    "    /generate",
    "/generated",
    "/generate-all",
    "/generate.",
    "/Generate",
    "/GENERATE",
    "//generate",
    "Please /generate",
    "<!-- x -->/generate",
    "\u200B/generate",
    "/generate\u00A0now",
    "/picks 3",
    "/statuses",
    "/deploy",
  ])("is not found in %j", (body) => {
    expect(parseCommand(body)).toBeNull();
  });

  it.each([
    ["/pick", "/pick takes the number"],
    ["/pick three", "/pick takes the number"],
    ["/pick 0", "/pick takes the number"],
    ["/pick 3 4", "/pick takes the number"],
    ["/pick -1", "/pick takes the number"],
    ["/status now", "/status takes no words"],
    ["/cancel it", "/cancel takes no words"],
    [`/generate ${"x".repeat(2001)}`, "longer than 2000 characters"],
  ])("is explained after %.20j", (body, why) => {
    const command = parseCommand(body);
    expect(command?.kind).toBe("help");
    expect(command).toHaveProperty("why", expect.stringContaining(why));
  });

  test.prop([fc.string({ unit: "binary" }), fc.string({ unit: "binary" })])(
    "depends on the first line alone",
    (first, rest) => {
      const [line = ""] = first.split(/[\r\n]/);
      expect(parseCommand(`${line}\n${rest}`)).toEqual(parseCommand(line));
    },
  );

  test.prop([fc.string({ unit: "binary" })])("is null unless the text begins with it", (text) => {
    const found = parseCommand(text);
    if (found !== null) expect(text).toMatch(/^\/(?:generate|pick|cancel|status)(?:[ \t\r\n]|$)/);
  });

  test.prop([
    fc.stringMatching(/^[a-z0-9_.-]$/),
    fc.constantFrom("generate", "pick", "cancel", "status"),
  ])("ends where its word ends", (letter, word) => {
    expect(parseCommand(`/${word}${letter}`)).toBeNull();
  });
});
