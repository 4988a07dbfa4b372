import type { Syntax } from "../../contracts/syntax.ts";
import { parsesAfter } from "../../evidence/syntax.ts";
import { draftEdit } from "../../sample/draft.ts";
import { generatorPrompt } from "../../sample/prompt.ts";
import type { TextFile } from "../../sample/text-file.ts";
import { type Mergeable, mergeEqual } from "../../sample/votes.ts";
import type { StyledCandidate } from "../collect/pool.ts";
import type { LearnTask } from "../tasks/types.ts";

/** What a live run makes of an answer. */
export interface LiveCandidate {
  readonly id: number;
  /** The target's new text, as the judge reads it; equal to the last character where live runs merge. */
  readonly code: string;
  /** Of the whole file; `null` where there is no patch, or something speaks against it. */
  readonly newText: string | null;
  /** Why a live run would not judge it. */
  readonly refused: string | null;
}

/**
 * Answers as `pipeline/candidates.ts` reads them: cut to the region, indented, refused where half, empty, a
 * stub, a copy or broken, and merged where equal. The team's policy is not asked: it differs from
 * repository to repository.
 */
export async function liveCandidates(
  task: LearnTask,
  answers: readonly StyledCandidate[],
  ports: { readonly file: TextFile; readonly syntax: Syntax },
): Promise<LiveCandidate[]> {
  const { file, syntax } = ports;
  const { context } = task;
  const drafts: (Mergeable & { readonly newText: string | null })[] = [];
  for (const { id, code: text, style, ...sample } of answers) {
    const prompt = generatorPrompt(task.task, context, style);
    const draft = draftEdit({ context, prompt, sample: { ...sample, text } }, file);
    const refusals = [...draft.refusals];
    if (draft.newText !== undefined) {
      const names = { path: context.target.path, oldText: file.text, newText: draft.newText };
      const { parses, detail } = await parsesAfter(syntax, names);
      if (parses === false) refusals.push({ code: "syntax", detail });
    }
    drafts.push({
      ...{ id, context: context.id, files: [context.target.path], refusals, votes: 1 },
      ...(draft.edit === undefined || draft.code === undefined
        ? {}
        : { code: draft.code, diff: "" }),
      newText: draft.newText ?? null,
    });
  }
  const merged = mergeEqual(drafts);
  return merged.map(({ id, sameAs, refusals }) => {
    const first = merged.find((own) => own.id === (sameAs ?? id));
    const refused = refusals[0]?.code ?? null;
    return {
      ...{ id, code: first?.code ?? "", refused },
      newText: refused === null ? (first?.newText ?? null) : null,
    };
  });
}
