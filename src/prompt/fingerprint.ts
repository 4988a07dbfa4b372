import { createHash } from "node:crypto";
import type { Context } from "../contracts/context.ts";
import type { Task } from "../contracts/task.ts";

const TASK: Task = {
  title: "Golden title",
  body: "Golden body",
  discussion: [{ author: "someone", body: "Golden comment" }],
  hiddenTextRemoved: [],
};

const REGION = {
  path: "golden.py",
  startLine: 1,
  endLine: 1,
  text: "golden = 1\n",
  language: "python",
  name: "golden",
  reasons: [],
  score: 0,
};

const CONTEXT: Context = { id: 1, format: "region", target: REGION, reading: [REGION] };

/** SHA-256 over what prompts say of a fixed task: it changes when their wording does. */
export function fingerprint(texts: (task: Task, context: Context) => readonly string[]): string {
  return createHash("sha256").update(texts(TASK, CONTEXT).join("\0")).digest("hex");
}
