import { createHash } from "node:crypto";
import type { Context } from "../contracts/context.ts";
import type { Task } from "../contracts/task.ts";
import { plainText } from "../prompt/chatml.ts";
import { judgeCandidate, judgeFence, judgePrefix, LABELS } from "./prompt.ts";

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

/** SHA-256 of the judge's prompt for a fixed task: it changes when the wording does. */
export function promptFingerprint(): string {
  const code = "golden = 2\n";
  const fence = judgeFence(CONTEXT, [code]);
  const segments = [...judgePrefix(TASK, CONTEXT, fence), ...judgeCandidate(code, fence)];
  return createHash("sha256")
    .update([plainText(segments), ...LABELS].join("\0"))
    .digest("hex");
}
