import type { Candidate, Evidence } from "../contracts/candidate.ts";
import type { Patch, Repository } from "../contracts/repository.ts";
import type { Request } from "../contracts/request.ts";
import type { Syntax } from "../contracts/syntax.ts";
import { parsesAfter } from "../evidence/syntax.ts";
import { checkPatch } from "../policy/check-patch.ts";
import { type Draft, draftEdit } from "../sample/draft.ts";
import type { Answer } from "../sample/sample.ts";
import type { TextFile } from "../sample/text-file.ts";
import { mergeEqual } from "../sample/votes.ts";

export interface Gathered {
  readonly candidates: Candidate[];
  readonly evidence: Evidence[];
  /** The patches by candidate id, with the bytes that a branch is made of. */
  readonly patches: Map<number, Patch>;
}

interface Ports {
  readonly request: Request;
  readonly repository: Repository;
  readonly syntax: Syntax;
  /** Decoded files by path; absent for a file that does not exist. */
  readonly files: ReadonlyMap<string, { file: TextFile; content: Uint8Array }>;
}

interface Checked {
  readonly draft: Draft;
  readonly patch: Patch | null;
  readonly parses: boolean | null;
  readonly allowed: boolean;
}

/** Turns answers into candidates with evidence, and merges equal ones. */
export async function gatherCandidates(
  answers: readonly Answer[],
  ports: Ports,
): Promise<Gathered> {
  const patches = new Map<number, Patch>();
  const single: Candidate[] = [];
  const checks: Checked[] = [];
  for (const [index, answer] of answers.entries()) {
    const checked = await check(answer, ports);
    const candidate = toCandidate(index + 1, answer, checked);
    if (checked.patch !== null) patches.set(candidate.id, checked.patch);
    single.push(candidate);
    checks.push(checked);
  }
  const candidates = mergeEqual(single);
  const evidence = candidates.map((candidate, i) => ({
    candidate: candidate.id,
    applies: candidate.diff !== undefined,
    allowed: checks[i]?.allowed ?? false,
    parses: checks[i]?.parses ?? null,
    votes: candidate.votes,
  }));
  return { candidates, evidence, patches };
}

async function check(answer: Answer, ports: Ports): Promise<Checked> {
  const { path } = answer.context.target;
  const known = ports.files.get(path);
  const draft = draftEdit(answer, known?.file ?? null);
  if (draft.edit === undefined || draft.newText === undefined) {
    return { draft, patch: null, parses: null, allowed: false };
  }
  const patch = await ports.repository.makePatch(ports.request.base.commit, [draft.edit]);
  const { settings } = ports.request;
  const old = known === undefined ? {} : { oldContent: new Map([[path, known.content]]) };
  const policy = checkPatch(patch, settings.policy, old);
  const oldText = known?.file.text ?? "";
  const syntax = await parsesAfter(ports.syntax, { path, oldText, newText: draft.newText });
  for (const { rule, detail } of policy.violations) {
    draft.refusals.push({ code: "policy", detail: `${rule}: ${detail}` });
  }
  if (syntax.parses === false) draft.refusals.push({ code: "syntax", detail: syntax.detail });
  return { draft, patch, parses: syntax.parses, allowed: policy.allowed };
}

function toCandidate(id: number, { context, prompt, sample }: Answer, checked: Checked): Candidate {
  const { draft, patch } = checked;
  return {
    id,
    context: context.id,
    ...(prompt.style === undefined ? {} : { style: prompt.style }),
    answer: sample.text,
    tokens: sample.tokens,
    finish: sample.finish,
    meanLogprob: sample.meanLogprob,
    certainty: sample.certainty,
    ...(draft.code === undefined ? {} : { code: draft.code }),
    ...(patch === null ? {} : { diff: Buffer.from(patch.diff).toString(), tree: patch.tree }),
    files: patch?.changes.map(({ path }) => path) ?? [],
    addedLines: patch?.addedLines ?? 0,
    removedLines: patch?.removedLines ?? 0,
    refusals: draft.refusals,
    votes: 1,
  };
}
