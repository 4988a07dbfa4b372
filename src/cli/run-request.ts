import type { Progress } from "../contracts/progress.ts";
import type { Repository } from "../contracts/repository.ts";
import type { Request } from "../contracts/request.ts";
import { type RunOutcome, run } from "../pipeline/run.ts";
import { createSyntax } from "../syntax/create-syntax.ts";
import { type EngineOptions, type Engines, openEngines } from "./engines.ts";
import type { Environment } from "./environment.ts";
import { chooseJudge } from "./judge-files.ts";

export interface RunParts {
  /** `judge` is `auto`, `none`, or a judge's file. */
  readonly options: EngineOptions & { readonly judge: string };
  readonly env: Environment;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Called with the open engines, before minutes are spent; what it throws ends the run. */
  readonly check?: (engines: Engines) => Promise<void>;
}

/** Opens the models that the options name, runs a request on them, and closes them again. */
export async function runRequest(
  request: Request,
  repository: Repository,
  { options, env, progress, signal, check }: RunParts,
): Promise<RunOutcome> {
  const engines = await openEngines(options, env, { progress, signal });
  try {
    await check?.(engines);
    const syntax = await createSyntax();
    const judgeFile = await chooseJudge(options.judge, {
      engine: engines.judge,
      folder: env.judgesDir,
      domain: "repository",
    });
    const deps = { repository, syntax, ...engines, judgeFile, progress, signal };
    return await run(request, { ...deps, version: env.version });
  } finally {
    await engines.close();
  }
}
