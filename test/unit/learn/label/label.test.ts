import { describe, expect, it } from "@jest/globals";
import type { SandboxResult } from "../../../../src/contracts/sandbox.ts";
import { parseAnswer } from "../../../../src/learn/label/java.ts";
import { readLabel } from "../../../../src/learn/label/script.ts";
import { type LabelJob, labelOfFailure, oneLine } from "../../../../src/learn/label/types.ts";
import { stripTypes } from "../../../../src/learn/label/typescript.ts";

const SECRET = "5ec2e7";
const JOB: LabelJob = { language: "python", program: "x = 1\n", tests: "assert x == 1\n" };

function createResult(stdout: string, overrides: Partial<SandboxResult> = {}): SandboxResult {
  const output = { head: "", tail: "", bytes: 0, truncated: false };
  return {
    ended: "exit",
    exitCode: 0,
    signal: null,
    stdout: { ...output, head: stdout, bytes: stdout.length },
    stderr: output,
    wallMs: 50,
    ...overrides,
  };
}

const read = (result: SandboxResult) => readLabel(JOB, { name: "Python" }, result, SECRET);

describe("readLabel", () => {
  it("passes on the secret alone", () => {
    expect(read(createResult(`ready\n${SECRET}\n`))).toMatchObject({
      passed: true,
      reason: "passed",
    });
  });

  it.each([
    ["nothing more", "ready\n"],
    ["another word", "ready\npassed\n"],
    ["the secret with something behind it", `ready\n${SECRET}\nmore\n`],
    ["half of the secret", `ready\n${SECRET.slice(0, 3)}\n`],
    ["JSON that is no report", 'ready\n{"reason":"passed","detail":""}\n'],
  ])("takes %s for no proof", (_, stdout) => {
    expect(read(createResult(stdout))).toMatchObject({ passed: false, reason: "no-proof" });
  });

  it("does not pass on exit code 0", () => {
    expect(read(createResult("ready\n"))).toMatchObject({
      detail: "ended before all tests were executed (exit code 0)",
    });
  });

  it.each([
    ["timeout", "timeout"],
    ["cpu", "timeout"],
    ["memory", "memory"],
    ["output-limit", "output"],
  ] as const)("reads an end by %s as %s", (ended, reason) => {
    expect(read(createResult("ready\n", { ended, exitCode: null }))).toMatchObject({
      passed: false,
      reason,
    });
  });

  it("is an error, no label, if the interpreter did not start", () => {
    const stderr = { head: "python3: not found\n", tail: "", bytes: 19, truncated: false };

    expect(() => read(createResult("", { exitCode: 127, stderr }))).toThrow(
      "Python could not be started in the sandbox: python3: not found",
    );
  });
});

describe("labelOfFailure", () => {
  const failure = { reason: "exception", detail: "no module numpy", missing: "numpy" } as const;

  it("blames a candidate for a package that only the candidate wants", () => {
    expect(labelOfFailure(JOB, failure, 1)).toMatchObject({ passed: false, reason: "exception" });
  });

  it("has no answer if the task itself needs the package", () => {
    const tests = `import numpy\n${JOB.tests}`;

    expect(labelOfFailure({ ...JOB, tests }, failure, 1)).toEqual({ unlabelled: "needs numpy" });
  });

  it("has no answer if the tests cannot be read", () => {
    expect(labelOfFailure(JOB, { reason: "bad-tests", detail: "line 1" }, 1)).toEqual({
      unlabelled: "the tests cannot be read: line 1",
    });
  });
});

describe("oneLine", () => {
  it("removes line ends and control characters, and cuts", () => {
    expect(oneLine(" a\n\u001b[31mb\u202ec ")).toBe("a [31mb c");
    expect(oneLine("x".repeat(900))).toHaveLength(400);
  });
});

describe("parseAnswer of the Java worker", () => {
  const word = (text: string) => `=${Buffer.from(text).toString("base64")}`;

  it("passes on the secret alone", () => {
    expect(parseAnswer(`pass ${SECRET} keep`, SECRET)).toEqual({
      answer: { kind: "passed" },
      goesOn: true,
    });
    expect(parseAnswer("pass guess keep", SECRET).answer).toBeNull();
    expect(parseAnswer(`pass ${SECRET}`, SECRET).answer).toBeNull();
  });

  it("reads a failure", () => {
    const line = `fail assertion ${word("x0 = 3 ≠ 4")} ${word("")} retire`;

    expect(parseAnswer(line, SECRET)).toEqual({
      answer: { kind: "failed", failure: { reason: "assertion", detail: "x0 = 3 ≠ 4" } },
      goesOn: false,
    });
  });

  it("reads which package is missing", () => {
    const line = `fail compile ${word("d")} ${word("org.javatuples")} keep`;

    expect(parseAnswer(line, SECRET).answer).toMatchObject({
      failure: { missing: "org.javatuples" },
    });
  });

  it.each([null, "", "hello", "fail passed = = keep"])("takes %j for no answer", (line) => {
    expect(parseAnswer(line, SECRET)).toEqual({ answer: null, goesOn: false });
  });
});

describe("stripTypes", () => {
  const job: LabelJob = {
    language: "typescript",
    header: "import * as math from 'mathjs'\n",
    program: "export const f = (x: number): number => 2 * x;\n",
    tests: "import * as assert from 'assert'\nassert.deepEqual(f(2), 4);\n",
  };

  it("gives a script whose names the tests see", async () => {
    const script = await stripTypes(job);

    expect(script).toMatchObject({ language: "javascript" });
    expect(script).toMatchObject({
      program: expect.stringMatching(/^const f = \(x\) => 2 \* x;$/m),
    });
    expect(script).toMatchObject({ tests: expect.stringContaining('require("assert")') });
  });

  it("remembers what the header needs", async () => {
    expect(await stripTypes(job)).toMatchObject({ tests: expect.stringContaining("mathjs") });
  });

  it("is a label if the candidate is no TypeScript", async () => {
    expect(await stripTypes({ ...job, program: "const f = (x: number: => 1" })).toMatchObject({
      passed: false,
      reason: "syntax",
    });
  });
});
