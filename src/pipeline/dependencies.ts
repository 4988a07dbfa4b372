import type { Engine } from "../contracts/engine.ts";
import type { Progress } from "../contracts/progress.ts";
import type { Repository } from "../contracts/repository.ts";
import type { Syntax } from "../contracts/syntax.ts";
import type { JudgeFile } from "../judge/judge-file.ts";

/** What a run works with, built by the way in. */
export interface RunDependencies {
  readonly repository: Repository;
  readonly syntax: Syntax;
  readonly generator: Engine;
  /** May be the generator itself: then the beginning of their prompts is read once. */
  readonly judge: Engine;
  /** The trained judge for the judge's model; null ranks by the bare margin. */
  readonly judgeFile: JudgeFile | null;
  readonly version: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal;
}
