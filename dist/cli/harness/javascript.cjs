// Runs one candidate and its tests inside the sandbox; see python.py for descriptors and proof.
const fs = require("node:fs");
const { createRequire } = require("node:module");
const vm = require("node:vm");

const JOB = 3;
const REPORT = 4;

function main() {
  // Bound here, before the candidate may change what they come from.
  const { readSync, writeSync } = fs;
  const { stringify } = JSON;
  const leave = process.reallyExit.bind(process);
  const job = JSON.parse(readJob(readSync).toString());
  const secret = Buffer.alloc(1024);
  writeSync(REPORT, "ready\n");
  const failure = run(job.program, job.tests);
  if (failure === null) {
    const size = readSync(JOB, secret, 0, secret.length, null);
    secret[size] = 10;
    writeSync(REPORT, secret, 0, size + 1);
  } else {
    writeSync(REPORT, `${stringify(failure)}\n`);
  }
  leave(0);
}

function readJob(readSync) {
  const byte = Buffer.alloc(1);
  let size = "";
  while (readSync(JOB, byte, 0, 1, null) === 1 && byte[0] !== 10) size += byte.toString();
  const bytes = Buffer.alloc(Number(size));
  for (let at = 0; at < bytes.length; ) at += readSync(JOB, bytes, at, bytes.length - at, null);
  return bytes;
}

function run(program, tests) {
  const testScript = compileTests(tests);
  if (testScript.failure) return testScript.failure;
  const testRequire = requireForTests(tests);
  const testConsole = { ...console, assert: failingAssert };
  prepareGlobals();
  try {
    // A script of its own: what it declares is seen by the tests, and it cannot swallow them.
    new vm.Script(program, { filename: "candidate.js" });
  } catch (error) {
    return describe("syntax", error);
  }
  try {
    vm.runInThisContext(program, { filename: "candidate.js" });
    testScript.run(testRequire, testConsole, undefined);
  } catch (error) {
    return explain(error);
  }
  return null;
}

/**
 * The tests as a function: `require` and `console` are handed in, so that a candidate's own ones do
 * not count, and what the tests declare does not collide with the candidate's names. MBXP's tests
 * name a variable `x` in their messages that they never declare.
 */
function compileTests(tests) {
  const text = `(function (require, console, x) { (() => {${tests}\n})(); })`;
  try {
    return { run: vm.runInThisContext(text, { filename: "tests.js" }) };
  } catch (error) {
    return { failure: describe("bad-tests", error) };
  }
}

/** `console.assert` only prints, so a failed assertion would pass; here it throws. */
function failingAssert(condition, ...message) {
  if (!condition) throw new AssertionFailure(message.map(String).join(" "));
}

class AssertionFailure extends Error {}

/** The tests get their packages before the candidate does, and other instances of them. */
function requireForTests(tests) {
  const load = createRequire("/opt/label/tests.cjs");
  const loaded = new Map();
  for (const [, name] of tests.matchAll(/\brequire\(\s*["']([^"']+)["']\s*\)/g)) {
    try {
      loaded.set(name, Object.freeze(load(name)));
    } catch {
      // Told when the tests ask for it.
    }
  }
  for (const path of Object.keys(load.cache)) delete load.cache[path];
  return (name) => loaded.get(name) ?? load(name);
}

/** What a CommonJS file would have, since models write `module.exports = …`. */
function prepareGlobals() {
  globalThis.require = createRequire("/opt/label/candidate.cjs");
  globalThis.module = { exports: {} };
  globalThis.exports = globalThis.module.exports;
}

function explain(error) {
  const isMbxp = typeof error === "string" && /^Error at \d+th assert/.test(error);
  if (isMbxp || error instanceof AssertionFailure || error?.code === "ERR_ASSERTION") {
    return describe("assertion", error);
  }
  const failure = describe("exception", error);
  const missing = /^Cannot find module '([^']+)'/.exec(failure.text)?.[1];
  return error?.code === "MODULE_NOT_FOUND" && missing ? { ...failure, missing } : failure;
}

function describe(reason, error) {
  const text = textOf(error);
  const line = /tests\.js:\d+/.exec(textOf(error?.stack))?.[0] ?? "";
  return { reason, text, detail: [text, line].filter(Boolean).join(": ") };
}

function textOf(error) {
  try {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return text.replace(/^Error: /, "").slice(0, 300);
  } catch {
    return "?";
  }
}

// Last, since classes are not hoisted.
main();
