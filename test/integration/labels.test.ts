import { existsSync } from "node:fs";
import { afterAll, expect, it } from "@jest/globals";
import type { Sandbox, SandboxJob } from "../../src/contracts/sandbox.ts";
import { createLabeller } from "../../src/learn/label/label.ts";
import type { Label, LabelJob, LabelLanguage } from "../../src/learn/label/types.ts";
import { describeWith } from "../support/needs.ts";
import { trySandbox } from "../support/sandbox.ts";

const { sandbox: opened, reason } = await trySandbox();

/** How many programs were started in the sandbox. */
let started = 0;

function countingSandbox(): Sandbox {
  if (opened === null) throw new Error("no sandbox");
  const count = <T>(start: (job: SandboxJob) => T) => {
    return (job: SandboxJob): T => {
      started += 1;
      return start(job);
    };
  };
  return {
    run: count((job) => opened.run(job)),
    start: count((job) => opened.start(job)),
    describe: () => opened.describe(),
  };
}

const labeller =
  opened === null
    ? null
    : createLabeller({ sandbox: countingSandbox(), time: { cpuSeconds: 1, wallMs: 20_000 } });

afterAll(() => labeller?.close());

async function label(job: LabelJob): Promise<Label> {
  if (labeller === null) throw new Error("no sandbox");
  return await labeller.label(job);
}

/** Tests of a function `f` that doubles. */
const TESTS: Readonly<Record<LabelLanguage, string>> = {
  python: "assert f(2) == 4\nassert f(3) == 6\n",
  javascript:
    'const _ = require("lodash")\nfunction compare(a, b) { return _.isEqual(a, b) }\nvar x0 = f(2);\n' +
    "if (!compare(x0, 4)) { throw 'Error at 1th assert statement. Value = ' + JSON.stringify(x) }\n" +
    "const test = () => { console.assert(f(3) === 6) }\ntest()\n",
  typescript:
    "import * as assert from 'assert'\nlet actual_1 = f(2);\nassert.deepEqual(actual_1, 4);\n" +
    "assert.deepEqual(f(3), 6);\n",
  java:
    "public class Main {\n  public static void main(String[] args) throws Exception {\n" +
    "    List<Integer> wanted = Arrays.asList(4, 6);\n" +
    '    if (S.f(2) != wanted.get(0)) throw new java.lang.Exception("Exception -- test case 0 did not pass.");\n' +
    "    if (S.f(3) != wanted.get(1)) throw new AssertionError();\n  }\n}\n",
};

const java = (body: string) => `class S { static int f(int x) { ${body} } }`;

const PROGRAMS: readonly (readonly [LabelLanguage, string, string, string])[] = [
  ["python", "right", "def f(x):\n  print('noise')\n  return 2 * x", "passed"],
  ["python", "half right", "def f(x): return 4", "assertion"],
  ["python", "no program", "def f(x) return", "syntax"],
  ["python", "failing", "def f(x): return x.nothing", "exception"],
  ["python", "endless", "def f(x):\n  while True: pass", "timeout"],
  [
    "python",
    "leaving at import",
    "import os\nprint('passed', flush=True)\nos._exit(0)",
    "no-proof",
  ],
  ["python", "leaving when called", "import os\ndef f(x): os._exit(0)", "no-proof"],
  ["python", "leaving politely", "import sys\ndef f(x): sys.exit(0)", "exception"],
  [
    "python",
    "replacing what failing needs",
    "import builtins, os, sys\nbuiltins.AssertionError = type('A', (Exception,), {})\n" +
      "sys.exit = os._exit = print\nsys.excepthook = lambda *a: None\ndef f(x): return 4",
    "exception",
  ],
  [
    "python",
    "reading its input",
    "secret = open(0).read()\nprint(secret or 'nothing')",
    "exception",
  ],
  ["python", "talkative", "def f(x):\n  while True: print('x' * 10000)", "output"],
  ["python", "greedy", "def f(x): return len('x' * (1 << 40))", "memory"],

  ["javascript", "right", "const f = (x) => { console.log('noise'); return 2 * x }", "passed"],
  [
    "javascript",
    "right, as a module",
    "function f(x) { return 2 * x }\nmodule.exports = { f }",
    "passed",
  ],
  [
    "javascript",
    "right, with the tests' names",
    "const _ = require('lodash'); const test = 1; function f(x) { return 2 * x }",
    "passed",
  ],
  ["javascript", "half right, by console.assert", "const f = (x) => 4", "assertion"],
  ["javascript", "wrong", "const f = (x) => 5", "assertion"],
  ["javascript", "no program", "const f = (x) => {", "syntax"],
  ["javascript", "swallowing the tests", "const f = (x) => 4; /*", "syntax"],
  ["javascript", "failing", "const f = (x) => x.a.b", "exception"],
  ["javascript", "endless", "const f = (x) => { for (;;); }", "timeout"],
  ["javascript", "leaving when read", "console.log('passed'); process.exit(0)", "no-proof"],
  ["javascript", "leaving when called", "const f = (x) => process.reallyExit(0)", "no-proof"],
  [
    "javascript",
    "replacing console.assert",
    "console.assert = () => {}; const f = (x) => 4",
    "assertion",
  ],
  [
    "javascript",
    "hiding the console",
    "const console = { assert() {} }; const f = (x) => 4",
    "assertion",
  ],
  [
    "javascript",
    "replacing the comparison",
    "const _ = require('lodash'); _.isEqual = () => true; const f = (x) => 5",
    "assertion",
  ],

  [
    "typescript",
    "right",
    "enum Two { two = 2 }\nexport const f = (x: number): number => Two.two * x",
    "passed",
  ],
  ["typescript", "half right", "const f = (x: number): number => 4", "assertion"],
  ["typescript", "no program", "const f = (x: number: number => 4", "syntax"],
  ["typescript", "leaving", "process.exit(0)", "no-proof"],
  [
    "typescript",
    "replacing assert",
    "require('assert').deepEqual = () => {}; const f = (x: number) => 5",
    "assertion",
  ],

  ["java", "right", java("System.out.println(1); return 2 * x;"), "passed"],
  ["java", "right and public", `import java.util.List;\npublic ${java("return 2 * x;")}`, "passed"],
  ["java", "half right", java("return 4;"), "assertion"],
  ["java", "wrong", java("return 5;"), "assertion"],
  ["java", "no program", java("return 2 * x"), "compile"],
  ["java", "swallowing the tests", `${java("return 4;")} /*`, "compile"],
  [
    "java",
    "bringing its own Main",
    `${java("return 4;")} class Main { public static void main(String[] a) {} }`,
    "compile",
  ],
  ["java", "failing", java("return f(x);"), "exception"],
  ["java", "leaving", java("System.exit(0); return 4;"), "no-proof"],
  ["java", "right, after one that left", java("return 2 * x;"), "passed"],
  ["java", "leaving at once", java("Runtime.getRuntime().halt(0); return 4;"), "no-proof"],
  ["java", "endless", java("while (true) {}"), "timeout"],
  ["java", "right, after an endless one", java("return 2 * x;"), "passed"],
  [
    "java",
    "writing its own report",
    "import java.io.*;\n" +
      java(
        'new PrintStream(new FileOutputStream(FileDescriptor.out), true).println("pass x keep"); return 4;',
      ),
    "no-proof",
  ],
  ["java", "greedy", java("return new long[Integer.MAX_VALUE - 8].length;"), "memory"],
];

/** Languages of which this machine has the interpreter. */
function isHere(language: LabelLanguage): boolean {
  const paths = { python: "/usr/bin/python3", java: "/usr/bin/javac" };
  return language === "python" || language === "java" ? existsSync(paths[language]) : true;
}

for (const language of ["python", "javascript", "typescript", "java"] as const) {
  const missing = isHere(language) ? null : `no ${language} in /usr/bin`;
  describeWith(`labels of ${language}`, reason ?? missing, () => {
    const programs = PROGRAMS.filter(([of]) => of === language);

    it.each(programs)("%s, %s", async (_, __, program, expected) => {
      const found = await label({ language, program: `${program}\n`, tests: TESTS[language] });

      expect(found).toMatchObject({ reason: expected, passed: expected === "passed" });
    });
  });
}

describeWith("labels", reason, () => {
  it("do not blame a candidate for what the tests need", async () => {
    const found = await label({
      language: "python",
      program: "def f(x): return 2 * x\n",
      tests: "import no_such_package\nassert f(1) == 2\n",
    });

    expect(found).toEqual({ unlabelled: "needs no_such_package" });
  });

  it("do not blame a candidate for what the task's header needs", async () => {
    const found = await label({
      language: "typescript",
      header: "import * as math from 'mathjs'\n",
      program: "const f = (x: number) => math.add(x, x)\n",
      tests: TESTS.typescript,
    });

    expect(found).toEqual({ unlabelled: "needs mathjs" });
  });

  it("come in the order of the jobs, whatever ran at once", async () => {
    const seen: number[] = [];
    const jobs = ["return 2 * x", "return 4", "return 2 * x", "return )"].map(
      (body): LabelJob => ({
        language: "python",
        program: `def f(x): ${body}\n`,
        tests: TESTS.python,
      }),
    );
    const labels = await labeller?.labelMany(jobs, {
      concurrency: 2,
      onLabel: (_, index) => seen.push(index),
    });

    expect(labels?.map((found) => "reason" in found && found.reason)).toEqual([
      ...["passed", "assertion", "passed", "syntax"],
    ]);
    expect(seen.sort()).toEqual([0, 1, 2, 3]);
  });

  it("stop when the caller does", async () => {
    const job: LabelJob = { language: "python", program: "while True: pass\n", tests: "" };

    await expect(labeller?.label(job, AbortSignal.timeout(50))).rejects.toThrow(/stopped/);
  });

  it("are errors where the interpreter does not start", async () => {
    const missing = { path: "/usr/bin/no-such-python", mounts: [] };
    const other = createLabeller({ sandbox: countingSandbox(), interpreters: { python: missing } });

    await expect(other.label({ language: "python", program: "", tests: "" })).rejects.toThrow(
      /Python could not be started in the sandbox: .*not found/,
    );
  });
});

describeWith("the Java worker", reason ?? (isHere("java") ? null : "no java in /usr/bin"), () => {
  it("labels many candidates in one JVM", async () => {
    await label({ language: "java", program: java("return 2 * x;"), tests: TESTS.java });
    const before = started;
    for (const body of ["return 2 * x;", "return 4;", "return 2 * x"]) {
      await label({ language: "java", program: java(body), tests: TESTS.java });
    }

    expect(started).toBe(before);
  });

  it("does not blame a candidate for a library that the task needs", async () => {
    const found = await label({
      language: "java",
      header: "import no.such.library.*;\n",
      program: "class S { static Pair<Integer, Integer> f(int x) { return null; } }\n",
      tests: TESTS.java,
    });

    expect(found).toEqual({ unlabelled: "needs no.such.library" });
  });
});
