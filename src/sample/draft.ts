import type { Refusal } from "../contracts/candidate.ts";
import type { FileEdit } from "../contracts/repository.ts";
import { parseAnswer } from "./answer.ts";
import { applyEdits } from "./apply.ts";
import type { Answer } from "./sample.ts";
import { findStub } from "./stub.ts";
import { encodeText, NEW_FILE, type TextFile } from "./text-file.ts";

/** What an answer became before git has seen it. */
export interface Draft {
  /** The bytes to write, where the answer could be read as an edit. */
  readonly edit?: FileEdit;
  /** The file's text after the edit, and the target's part of it. */
  readonly newText?: string;
  readonly code?: string;
  readonly refusals: Refusal[];
}

/**
 * Turns an answer into the new bytes of the target's file. `file` is `null` for a file that does
 * not exist yet. Reasons against it are collected, not thrown: a half answer is shown all the same.
 */
export function draftEdit({ context, prompt, sample }: Answer, file: TextFile | null): Draft {
  const refusals: Refusal[] = [];
  if (sample.finish === "length") {
    refusals.push({ code: "half-answer", detail: `cut off after ${sample.tokens} tokens` });
  }
  const old = file ?? NEW_FILE;
  // Nothing is nothing, whatever it would have gone on with.
  const text = sample.text.trim() === "" ? "" : `${prompt.begun ?? ""}${sample.text}`;
  const parsed = parseAnswer(text, context, {
    opened: prompt.fence !== null,
    ...(prompt.fence === null ? {} : { fence: prompt.fence }),
    ...(file === null ? {} : { fileText: old.text }),
  });
  if ("refusal" in parsed) return { refusals: [...refusals, parsed.refusal] };
  const newText = applyEdits(old.text, parsed.edits);
  const code = targetPart(context.target, old.text, newText);
  const stub = findStub(context.target.text, code);
  if (stub !== null) refusals.push({ code: "stub", detail: stub });
  if (newText === old.text) refusals.push({ code: "no-op", detail: "the code stays as it was" });
  const encoded = encodeText(old, newText);
  if ("problem" in encoded) {
    refusals.push({ code: "encoding", detail: encoded.problem });
    return { newText, code, refusals };
  }
  return { edit: { path: context.target.path, content: encoded.content }, newText, code, refusals };
}

/** The target's lines in the new text: all edits lie inside it, so what follows it only moved. */
function targetPart(
  target: { startLine: number; endLine: number },
  oldText: string,
  newText: string,
): string {
  const oldLines = oldText === "" ? 0 : oldText.replace(/\n$/, "").split("\n").length;
  const newLines = newText.replace(/\n$/, "").split("\n");
  const after = Math.max(0, oldLines - target.endLine);
  return newLines.slice(target.startLine - 1, newLines.length - after).join("\n");
}
