import { describe, expect, it } from "@jest/globals";
import { createScriptedEngine } from "../../../../src/engine/scripted/engine.ts";
import { factsOf, readRewording, rewordTask } from "../../../../src/learn/seed/reword.ts";
import type { RepositoryTask } from "../../../../src/learn/tasks/repository.ts";
import { plainText } from "../../../../src/prompt/chatml.ts";
import { createContext, createTask } from "../../../support/run-parts.ts";

const BODY =
  "`lower_first` of casing misbehaves.\n\n```python\nassert lower_first('Ab') == 'ab'\n```\n\n" +
  "```text\nExpected: 'ab'\nActual: 'Ab'\n```";
const ISSUE = createTask({ title: "`lower_first`: expected 'ab', got 'Ab'", body: BODY });
const GOOD = 'lower_first leaves a capital\n\nlower_first(\'Ab\') gives me "Ab" where I need "ab".';

const TASK: RepositoryTask = {
  ...{ id: "seeded/casing/1", problem: "seeded/casing", language: "python" },
  ...{ domain: "repository", task: ISSUE, context: createContext(), solution: "secret = 1" },
  tests: {
    ...{ style: "repository", package: "casing@1", path: "casing.py", startLine: 1 },
    ...{ originalEndLine: 2, sha256: "0", operator: "constant", killers: ["test"] },
  },
};
const { signal } = new AbortController();

async function reworded(answers: readonly string[], finish: "stop" | "length" = "stop") {
  const engine = createScriptedEngine({ answers, finish });
  return { engine, task: await rewordTask(TASK, engine, { seed: 7, signal }) };
}

describe("rewordTask", () => {
  it("is the same task with another text, under a name of its own", async () => {
    const { task, engine } = await reworded([GOOD]);
    const { title, body } = task?.task ?? {};
    expect(title).toBe("lower_first leaves a capital");
    expect(body).toBe('lower_first(\'Ab\') gives me "Ab" where I need "ab".');
    expect({ ...task, id: TASK.id, task: ISSUE }).toEqual(TASK);
    expect(task?.id).toBe("seeded/casing/1/reworded");
    expect(engine.requests.generate[0]?.sampling.seed).toBe(7);
  });

  it("is made from the issue alone: neither the code nor the solution is shown", async () => {
    const { engine } = await reworded([GOOD]);
    const segments = engine.requests.generate[0]?.prompts[0]?.segments ?? [];
    const shown = plainText(segments);
    expect(shown).toContain(BODY);
    expect(shown).not.toContain("secret");
    expect(shown).not.toContain(TASK.context.target.text);
    expect(plainText(segments.filter(({ trusted }) => trusted))).not.toContain("casing");
  });

  it("takes the first text that keeps the facts, and none where all lose them", async () => {
    const lost = "Wrong result\n\nIt gives a capital letter.";
    expect((await reworded([lost, "only a title", GOOD])).task?.task.title).toMatch(/^lower_first/);
    expect((await reworded([lost])).task).toBeNull();
    expect((await reworded([GOOD], "length")).task).toBeNull();
  });
});

describe("the facts of an issue", () => {
  it("are names, values without their quotes, and errors; long ones are not asked for", () => {
    expect(factsOf(ISSUE)).toEqual(["lower_first", "ab", "Ab"]);
    const raises = { title: "`f` raises KeyError", body: "```text\nKeyError: 'x'\n```" };
    expect(factsOf(raises)).toEqual(["f", "KeyError"]);
    const long = { title: "`f`", body: `Expected: ${"9".repeat(61)}\nActual: 3` };
    expect(factsOf(long)).toEqual(["f", "3"]);
  });

  it("are looked for in title and body, whatever marks a model puts around them", () => {
    expect(readRewording("**f is wrong**\n\nBody: it gives 3", ["f", "3"])).toEqual({
      title: "f is wrong",
      body: "it gives 3",
    });
    expect(readRewording("f is wrong\n\nit gives 4", ["3"])).toBeNull();
    for (const text of ["-3", "3.5", "13", "30", "x3"]) {
      expect(readRewording(`f is wrong\n\nit gives ${text}, no more`, ["3"])).toBeNull();
    }
    for (const text of ["a.f() gives 3.", "f gives [3, 4]", "(3) of f", "`f`: '3'"]) {
      expect(readRewording(`wrong\n\n${text}`, ["f", "3"])).not.toBeNull();
    }
    expect(readRewording("ff is wrong\n\nit gives 3", ["f"])).toBeNull();
    expect(readRewording(`${"f".repeat(91)}\n\nbody`, [])).toBeNull();
    expect(readRewording("title\n\n   ", [])).toBeNull();
    expect(readRewording(`title\n\n${"long\n".repeat(40)}`, [])).toBeNull();
  });
});
