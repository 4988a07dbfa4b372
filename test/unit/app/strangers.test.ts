import { describe, expect, it } from "@jest/globals";
import { Strangers } from "../../../src/app/strangers.ts";
import type { Permission } from "../../../src/contracts/code-host.ts";
import { createFakeHost } from "../../support/fake-host.ts";

function createScene(permission: Permission) {
  const clock = { at: Date.parse("2026-01-01T10:00:00Z") };
  const said = { permission };
  const asked: string[] = [];
  const strangers = new Strangers(() => new Date(clock.at));
  const permissionOf = async (login: string) => {
    asked.push(login);
    return said.permission;
  };
  const host = strangers.watch(createFakeHost({ permissionOf }));
  return { clock, said, asked, strangers, host };
}

describe("strangers", () => {
  it.each(["none", "read"] as const)("with %s are asked about once a minute", async (may) => {
    const { clock, said, asked, strangers, host } = createScene(may);
    expect(strangers.has(7, "mallory")).toBe(false);
    expect(await host.permissionOf("mallory")).toBe(may);
    expect(strangers.has(7, "mallory")).toBe(true);
    expect(strangers.has(8, "mallory")).toBe(false);
    said.permission = "write";
    clock.at += 59_000;
    expect(await host.permissionOf("mallory")).toBe("none");
    expect(asked).toEqual(["mallory"]);
    clock.at += 1_000;
    expect(strangers.has(7, "mallory")).toBe(false);
    expect(await host.permissionOf("mallory")).toBe("write");
  });

  it.each(["write", "admin"] as const)("that somebody has %s is asked each time", async (may) => {
    const { said, asked, strangers, host } = createScene(may);
    await host.permissionOf("alice");
    expect(strangers.has(7, "alice")).toBe(false);
    said.permission = "none";
    expect(await host.permissionOf("alice")).toBe("none");
    expect(asked).toHaveLength(2);
  });

  it("are no longer remembered when they are too many", async () => {
    const { strangers, host } = createScene("none");
    for (let i = 0; i <= 10_000; i++) await host.permissionOf(`m${i}`);
    expect(strangers.has(7, "m0")).toBe(false);
    expect(strangers.has(7, "m10000")).toBe(true);
  });
});
