import { describe, expect, it } from "@jest/globals";
import { checkReport } from "../../../src/sandbox/probe.ts";

const GOOD = [
  "env PATH",
  "env HOME",
  "env PWD",
  "init-environment 0",
  "status Uid:65534",
  "status CapEff:0000000000000000",
  "status CapBnd:0000000000000000",
  "status NoNewPrivs:1",
  "status Seccomp:2",
  "interface lo:",
  "tmp works",
  "end",
];

describe("checkReport", () => {
  it("is content with a sandbox that holds", () => {
    expect(checkReport(GOOD.join("\n"), true)).toEqual([]);
  });

  it.each([
    ["env AWS_SECRET", "the variable AWS_SECRET got in"],
    ["interface eth0:", "there is a network besides the loopback"],
    ["writable /usr/probe", "/usr/probe can be written to"],
  ])("complains about %s", (line, complaint) => {
    expect(checkReport([line, ...GOOD].join("\n"), true)).toEqual([complaint]);
  });

  it.each([
    ["status CapEff:0000000000000000", "/proc/self/status does not say CapEff:0000000000000000"],
    ["status Seccomp:2", "/proc/self/status does not say Seccomp:2"],
    ["init-environment 0", "the first process has an environment"],
    ["tmp works", "/tmp cannot be written to"],
    ["end", "the probe did not run to its end"],
  ])("misses %s", (line, complaint) => {
    const report = GOOD.filter((known) => known !== line).join("\n");

    expect(checkReport(report, true)).toEqual([complaint]);
  });

  it("asks for the filter only where there is one", () => {
    const report = GOOD.filter((line) => !line.includes("Seccomp")).join("\n");

    expect(checkReport(report, false)).toEqual([]);
  });
});
