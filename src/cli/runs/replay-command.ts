import { join, resolve } from "node:path";
import { UserError } from "../../contracts/errors.ts";
import type { ModelUse, Result } from "../../contracts/result.ts";
import type { RunOutcome } from "../../pipeline/run.ts";
import { type Check, type Comparison, compareResults } from "../../record/compare.ts";
import type { KeptRun } from "../../record/read.ts";
import { printable, printableJson } from "../../report/printable.ts";
import { openRepository } from "../../workspace/repository.ts";
import type { Engines } from "../engines.ts";
import type { Environment } from "../environment.ts";
import { assertWritable, writeOutput } from "../output.ts";
import { createProgress } from "../progress-bar.ts";
import { runRequest } from "../run-request.ts";
import { stopSignal } from "../stop-signal.ts";
import { findRun } from "./find.ts";
import type { LogOptions } from "./load.ts";
import { type ModelOptions, recordedModels } from "./recorded-models.ts";

export interface ReplayOptions extends LogOptions, ModelOptions {
  readonly json?: boolean;
  readonly out?: string;
}

/** `patchjudge runs replay`: runs a recorded request again and tells what came out the same. */
export async function replayCommand(
  id: string,
  options: ReplayOptions,
  env: Environment,
): Promise<void> {
  const { run, result } = await findRun(id, options);
  if (typeof result === "string")
    throw new UserError(
      `${run.id} cannot be replayed: ${result} (it ended: ${run.publication.kind})`,
    );
  const models = recordedModels(result, options);
  const folder = options.out === undefined ? null : resolve(options.out);
  if (folder !== null) await assertWritable(folder);
  const outcome = await runAgain(run, result, { options, models, env });
  if (folder !== null) await writeOutput(folder, outcome);
  const comparison = compareResults(result, outcome.result);
  if (options.json) {
    process.stdout.write(`${printableJson({ id: run.id, ...comparison, note: NOTE })}\n`);
    return;
  }
  process.stdout.write(`${renderComparison(run, comparison)}\n`);
  if (folder !== null) process.stdout.write(`report      ${join(folder, "report.html")}\n`);
}

async function runAgain(
  { request }: KeptRun,
  recorded: Result,
  parts: {
    options: ReplayOptions;
    models: ReturnType<typeof recordedModels>;
    env: Environment;
  },
): Promise<RunOutcome> {
  const { options, models, env } = parts;
  const repository = await openRepository(options.repo);
  const stop = stopSignal();
  const bar = createProgress(env.stderrIsTerminal);
  try {
    await assertCommit(repository, request.base);
    return await runRequest(request, repository, {
      options: models,
      env,
      progress: bar.progress,
      signal: stop.signal,
      check: (engines) => assertSameWeights(recorded, engines),
    });
  } catch (error) {
    throw await stop.why(error);
  } finally {
    bar.end();
    stop.release();
    await repository.close();
  }
}

async function assertCommit(
  repository: Awaited<ReturnType<typeof openRepository>>,
  { commit, ref }: KeptRun["request"]["base"],
): Promise<void> {
  try {
    await repository.resolve(commit);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `the base commit ${commit} (${ref}) is not in this clone; run git fetch there (with --unshallow in a shallow clone), then again`,
      { cause: error },
    );
  }
}

/** Other weights would be another experiment. A server's are unknown: the report says so. */
async function assertSameWeights({ manifest }: Result, engines: Engines): Promise<void> {
  const pairs = [
    ["generator", manifest.generator, engines.generator],
    ["judge", manifest.judge, engines.judge],
  ] as const;
  for (const [who, use, engine] of pairs) {
    const { model, modelSha256 } = await engine.info();
    if (use.modelSha256 !== null && modelSha256 !== null && use.modelSha256 !== modelSha256)
      throw new UserError(
        `${model} has other weights (SHA-256 ${modelSha256}) than the ${who} of the record (${named(use)}); pass that file with --${who === "judge" ? "judge-" : ""}model`,
      );
  }
}

function named({ model, modelSha256 }: ModelUse): string {
  return `${model}, ${modelSha256}`;
}

const NOTE =
  "Samples depend on the machine's arithmetic: other threads, batch shapes, processors, GPUs or engines add the same numbers " +
  "up in another order, and one token that differs makes another answer. So a candidate that differs proves nothing was " +
  "wrong; prompts, settings or weights that differ are another experiment.";

function renderComparison(run: KeptRun, comparison: Comparison): string {
  const { candidates, identical, marginDifference } = comparison;
  const differing = candidates.filter(({ same }) => !same).map(({ candidate }) => candidate);
  const other = differing.length === 0 ? "" : `; not ${differing.join(", ")}`;
  const ways = [...new Set(candidates.map(({ by }) => by))].join(" and ");
  const margins =
    marginDifference === null ? [] : [`margins     at most ${marginDifference.toFixed(4)} apart`];
  return [
    `run         ${run.id}`,
    ...comparison.checks.map(checkLine),
    `candidates  ${identical} of ${candidates.length} are identical${other} (compared by ${ways || "nothing"})`,
    ...margins,
    "",
    NOTE,
  ]
    .map(printable)
    .join("\n");
}

function checkLine({ what, before, after, same }: Check): string {
  const name = what.padEnd(20);
  if (same === null)
    return `${name}  unknown: ${before ?? "not recorded"}, now ${after ?? "not told"}`;
  const text = clip(before);
  return same ? `${name}  same (${text})` : `${name}  DIFFERENT: ${text}, now ${clip(after)}`;
}

function clip(text: string | null): string {
  const line = (text ?? "").replaceAll(/\s+/g, " ");
  return line.length > 160 ? `${line.slice(0, 160)}…` : line;
}
