import { describe, expect, it } from "@jest/globals";
import { importTasks } from "../../../../src/learn/tasks/import-tasks.ts";
import { assertNotReserved, isReserved } from "../../../../src/learn/tasks/reserved.ts";

const MBPP = {
  task_id: 9001,
  text: "Write a function to double a pair.",
  code: "class Pair(object):\r\n\tdef __init__(self, a):\r\n\t\tself.a = a\r\n\r\ndef helper(x):\r\n\treturn x\r\n\r\ndef double_pair(pair, times = 2):\r\n\treturn helper(pair.a) * times\r\n",
  test_setup_code: "",
  test_list: ["assert double_pair(Pair(1)) == 2", "assert double_pair(Pair(2), 3) == 6"],
  challenge_test_list: ["assert double_pair(Pair(0)) == 0"],
};

const JAVA = {
  task_id: "MBJP/9002",
  prompt:
    "import java.util.*;\n\nclass AddOne {\n    /**\n     * Write a function to add one.\n     *\n     * > addOne(1)\n     * 2\n     * > addOne(5)\n     * 6\n     */\n    public static int addOne(int n) {\n",
  entry_point: "addOne",
  test: "class Main { }",
  description: "Write a function to add one.",
  language: "java",
  canonical_solution: "        return n + 1;\n    }\n}",
};

const JAVASCRIPT = {
  ...JAVA,
  task_id: "MBJSP/9002",
  language: "javascript",
  prompt:
    "/**\n * Write a function to add one.\n *\n * > addOne(1)\n * 2\n * > addOne(5)\n * 6\n */\nfunction addOne(n) {\n",
};

const FIX = {
  task_id: "Python/7",
  declaration: "from typing import List\n\n\ndef total(xs: List[int]) -> int:\n",
  docstring: "Sum of the numbers.\n>>> total([1, 2])\n3",
  canonical_solution: "    return sum(xs)\n",
  buggy_solution: "    return len(xs)\n",
  test: "assert total([1, 2]) == 3\n",
  entry_point: "total",
};

const HUMAN_EVAL = {
  task_id: "HumanEval/3",
  prompt:
    'from typing import List\n\n\ndef total(xs: List[int]) -> int:\n    """ Sum of the numbers.\n    """\n',
  entry_point: "total",
  canonical_solution: "    return sum(xs)\n",
  test: "def check(candidate):\n    assert candidate([1]) == 1\n",
};

function one(record: unknown) {
  const [task] = importTasks(JSON.stringify(record), "file");
  if (task === undefined) throw new Error("no task");
  const { tests } = task;
  if (tests === null || tests.style === "repository") throw new Error("no task of a benchmark");
  return { ...task, tests };
}

describe("importTasks", () => {
  it("makes an issue of an MBPP task: one assert shown, all of them tests, the head as stub", () => {
    const task = one(MBPP);
    expect(task).toMatchObject({ id: "mbpp/9001", problem: "mbpp/9001", domain: "function" });
    expect(task.task.body).toContain("assert double_pair(Pair(1)) == 2");
    expect(task.task.body).not.toContain("== 6");
    expect(task.tests.code.split("\n").filter((line) => line.startsWith("assert"))).toHaveLength(3);
    const { text } = task.context.target;
    expect(text).toContain("def double_pair(pair, times = 2):\n    raise NotImplementedError\n");
    expect(text).toContain("class Pair(object):");
    expect(text).not.toContain("helper");
    expect(text).not.toContain("\r");
  });

  it("reads MBPP+, whose program of tests labels as well, and sanitised MBPP, which has none", () => {
    const { task_id, text, code, test_list } = MBPP;
    const sanitised = { task_id, prompt: text, code, test_list, test_imports: ["import math"] };
    const plus = {
      ...sanitised,
      test: "for n in range(3):\n    assert double_pair(Pair(n)) == 2 * n\n",
    };
    const task = one(plus);
    expect(task).toMatchObject({ id: "mbpp/9001", language: "python" });
    expect(task.task.body).toContain("Write a function to double a pair.");
    expect(task.task.body).toContain("assert double_pair(Pair(1)) == 2");
    expect(task.task.body).not.toContain("range(3)");
    expect(task.tests.code.split("\n")).toEqual([
      "import math",
      ...test_list,
      ...plus.test.split("\n"),
    ]);
    expect(one(sanitised).tests.code).toBe(["import math", ...test_list].join("\n"));
  });

  it("shows one example of an MBXP task, and keeps imports out of the region", () => {
    const task = one(JAVA);
    expect(task).toMatchObject({ id: "mbjp/9002", problem: "mbpp/9002", language: "java" });
    expect(task.task.body).toContain("addOne(1)\n// 2");
    expect(task.task.body).not.toContain("addOne(5)");
    expect(task.tests.header).toBe("import java.util.*;\n");
    expect(task.context.target.text).toBe(
      'class AddOne {\n    public static int addOne(int n) {\n        throw new UnsupportedOperationException("not implemented");\n    }\n}\n',
    );
  });

  it("gives one problem in several languages one name", () => {
    expect(one(JAVASCRIPT).problem).toBe(one(JAVA).problem);
    expect(one(JAVASCRIPT).context.target.text).toBe(
      'function addOne(n) {\n    throw new Error("not implemented");\n}\n',
    );
  });

  it("makes a fault to mend of a HumanEvalPack task", () => {
    const task = one(FIX);
    expect(task.id).toBe("humanevalpack-python/7");
    expect(task.task.title).toBe("`total` gives wrong results");
    expect(task.context.target.text).toBe("def total(xs: List[int]) -> int:\n    return len(xs)\n");
    expect(task.tests.header).toBe("from typing import List\n\n\n");
    expect(JSON.stringify(task.task)).not.toContain("sum(xs)");
  });

  it("takes the docstring of a HumanEval task as the issue", () => {
    const task = one(HUMAN_EVAL);
    expect(task.task.body).toBe("Sum of the numbers.");
    expect(task.context.target.text).not.toContain('"""');
    expect(task.tests.code).toContain("check(total)");
  });

  it.each([
    ["not JSON", "{", "file, line 1: this is not JSON"],
    ["an unknown format", '{"a":1}', "file, line 1: no known format"],
    ["nothing", "\n\n", "file holds no tasks"],
    ["no function", JSON.stringify({ ...MBPP, code: "x = 1" }), "the solution defines no function"],
  ])("says what is wrong with %s", (_what, text, message) => {
    expect(() => importTasks(text, "file")).toThrow(message);
  });
});

describe("problems kept for the final measurement", () => {
  it.each([
    ["mbpp/10", false],
    ["mbpp/11", true],
    ["mbpp/510", true],
    ["mbpp/511", false],
    ["humaneval/39", false],
    ["humaneval/40", true],
    ["other/100", false],
  ])("%s: %s", (problem, expected) => {
    expect(isReserved(problem)).toBe(expected);
  });

  it("are refused by name", () => {
    expect(() => assertNotReserved(["mbpp/601", "mbpp/42"])).toThrow("mbpp/42 is kept");
  });
});
