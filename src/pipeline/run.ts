import type { Candidate } from "../contracts/candidate.ts";
import type { Context } from "../contracts/context.ts";
import type { Patch } from "../contracts/repository.ts";
import type { Request } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { decide, rankCandidates } from "../judge/decide.ts";
import { judgeCandidates } from "../judge/judge.ts";
import { locate } from "../locate/locate.ts";
import { plainText } from "../prompt/chatml.ts";
import { promptsFingerprint } from "../sample/fingerprint.ts";
import { fitPrompts, sampleAnswers } from "../sample/sample.ts";
import { gatherCandidates } from "./candidates.ts";
import type { RunDependencies } from "./dependencies.ts";
import { decodeToText, locateSettings, readTargets, summariseLocated, within } from "./files.ts";
import { buildManifest, Stopwatch } from "./manifest.ts";

export interface RunOutcome {
  readonly result: Result;
  /** The patches by candidate id, with the bytes that a branch is made of. */
  readonly patches: ReadonlyMap<number, Patch>;
}

/** Request → Result: locate, sample, gather evidence, judge, decide. Changes nothing anywhere. */
export async function run(request: Request, deps: RunDependencies): Promise<RunOutcome> {
  const { repository, syntax, generator: engine, judge, signal } = deps;
  const { task, settings, base } = request;
  const watch = new Stopwatch(deps.progress, signal);

  const located = await watch.step("locate", () =>
    locate({
      task,
      repository: within(repository, settings.policy.paths),
      commit: base.commit,
      syntax,
      decode: decodeToText,
      settings: locateSettings(settings),
      ...(signal ? { signal } : {}),
    }),
  );
  const shown = { task, contexts: located.contexts, settings };
  const sampling = { ...shown, engine, judge, ...watch.engineOptions };
  const prompts = await watch.step("fit", () => fitPrompts(sampling));
  const answers = await watch.step("sample", () => sampleAnswers(sampling, prompts));
  const contexts: Context[] = [...new Set(prompts.map(({ context }) => context))];
  const files = await readTargets(repository, base.commit, contexts);
  const gathered = await watch.step("evidence", () =>
    gatherCandidates(answers, { request, repository, syntax, files }),
  );
  const { candidates, evidence, patches } = gathered;
  const standing = candidates.filter(isJudged);
  const judged = await watch.step("judge", () =>
    judgeCandidates({
      task,
      contexts,
      candidates: standing,
      engine: judge,
      judge: deps.judgeFile,
      ...watch.engineOptions,
    }),
  );
  const conditions = {
    generatorSha256: (await engine.info()).modelSha256,
    ...{ contexts, candidates: settings.candidates, temperature: settings.temperature },
    promptsSha256: promptsFingerprint(prompts.flatMap(({ prompt }) => prompt.style ?? [])),
  };
  const verdict = decide(rankCandidates(judged), candidates, {
    ...{ judge: deps.judgeFile, run: conditions },
  });
  const manifest = await buildManifest({ request, deps, watch, prompts, answers, judged });
  const result: Result = {
    version: 1,
    task,
    located: summariseLocated(located),
    contexts,
    prompts: prompts.map(({ context, prompt, tokens }) => ({
      context: context.id,
      text: plainText(prompt.segments),
      tokens,
    })),
    candidates,
    evidence,
    verdict,
    manifest,
  };
  return { result, patches };
}

/** Whoever cannot be opened is not judged: on a CPU ten verdicts cost as much as the samples. */
function isJudged({ refusals, sameAs }: Candidate): boolean {
  return refusals.length === 0 && sameAs === undefined;
}
