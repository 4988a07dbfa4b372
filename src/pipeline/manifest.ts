import { createHash } from "node:crypto";
import type { Engine, EngineProgress, EngineUsage } from "../contracts/engine.ts";
import { StoppedError } from "../contracts/errors.ts";
import type { Progress } from "../contracts/progress.ts";
import { hashRequest, type Request } from "../contracts/request.ts";
import type { Manifest, ModelUse, TokenHash } from "../contracts/result.ts";
import type { JudgedCandidate } from "../judge/judge.ts";
import { plainText } from "../prompt/chatml.ts";
import type { Answer, PromptUse } from "../sample/sample.ts";
import type { RunDependencies } from "./dependencies.ts";

/** Times the steps of a run, and ends it between two of them when the user stops it. */
export class Stopwatch {
  readonly startedAt = new Date().toISOString();
  readonly timings: Record<string, number> = {};
  readonly engineOptions: {
    signal: AbortSignal | undefined;
    onProgress: (progress: EngineProgress) => void;
  };
  readonly #progress: Progress | undefined;

  constructor(progress: Progress | undefined, signal: AbortSignal | undefined) {
    this.#progress = progress;
    this.engineOptions = {
      signal,
      onProgress: ({ phase, done, total }) => progress?.({ step: phase, done, total }),
    };
  }

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    if (this.engineOptions.signal?.aborted) throw new StoppedError();
    if (name === "locate") this.#progress?.({ step: "locate", done: 0, total: 0 });
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.timings[name] = Math.round(performance.now() - began) / 1000;
    }
  }
}

export interface ManifestParts {
  readonly request: Request;
  readonly deps: RunDependencies;
  readonly watch: Stopwatch;
  readonly prompts: readonly PromptUse[];
  /** In the order of the candidates' numbers. */
  readonly answers: readonly Answer[];
  readonly judged: readonly JudgedCandidate[];
}

/** What reproduces the run. */
export async function buildManifest(parts: ManifestParts): Promise<Manifest> {
  const { request, deps, watch } = parts;
  const generatorPrompts = parts.prompts.map(({ prompt }) => plainText(prompt.segments));
  const tokens = await tokensOf(parts);
  const judged = parts.judged.map(({ candidate }) => candidate.code ?? "");
  return {
    patchjudge: deps.version,
    node: process.version,
    requestId: request.id,
    requestSha256: hashRequest(request),
    repository: request.repository,
    baseRef: request.base.ref,
    baseCommit: request.base.commit,
    settings: request.settings,
    ...(tokens === null ? {} : { tokens }),
    generator: await useOf(deps.generator, hashOf(generatorPrompts)),
    judge: await useOf(deps.judge, hashOf([...generatorPrompts, ...judged])),
    sharedProcess: deps.generator === deps.judge,
    startedAt: watch.startedAt,
    timings: watch.timings,
  };
}

/** Null where the engine knows no tokens. */
async function tokensOf({ deps, prompts, answers }: ManifestParts) {
  const read = [];
  for (const { context, prompt } of prompts) {
    const ids = await deps.generator.tokenIds(prompt.segments);
    if (ids === null) return null;
    read.push({ context: context.id, ...hashTokens(ids) });
  }
  const written = answers.flatMap(({ sample: { tokenIds } }, i) =>
    tokenIds === undefined ? [] : [{ candidate: i + 1, ...hashTokens(tokenIds) }],
  );
  return { prompts: read, answers: written };
}

function hashTokens(ids: readonly number[]): TokenHash {
  const sha256 = createHash("sha256").update(ids.join(",")).digest("hex");
  return { count: ids.length, sha256 };
}

async function useOf(engine: Engine, promptsSha256: string): Promise<ModelUse> {
  const info = await engine.info();
  const usage: EngineUsage = engine.usage();
  return {
    engine: info.engine,
    engineVersion: info.engineVersion,
    model: info.model,
    modelSha256: info.modelSha256,
    device: info.device,
    sharedPrefill: info.abilities.sharedPrefill,
    ...usage,
    promptsSha256,
  };
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex");
}
