import { createHash } from "node:crypto";
import type { Segment } from "../contracts/engine.ts";
import { plainText } from "../prompt/chatml.ts";

/** What was asked, as one hash: pools keep it in place of texts that are not ours. */
export function hashPrompt(segments: readonly Segment[]): string {
  return createHash("sha256").update(plainText(segments)).digest("hex");
}

/** The same of several prompts that were asked about one task, one after the other. */
export function hashPrompts(prompts: readonly { readonly segments: readonly Segment[] }[]): string {
  return hashPrompt(prompts.flatMap(({ segments }) => segments));
}
