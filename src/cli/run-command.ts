import { basename, join, resolve } from "node:path";
import picocolors from "picocolors";
import { UsageError } from "../contracts/errors.ts";
import type { Request } from "../contracts/request.ts";
import type { RunOutcome } from "../pipeline/run.ts";
import { printableJson } from "../report/printable.ts";
import { renderTable } from "../report/table.ts";
import { openRepository } from "../workspace/repository.ts";
import { assertChoice, branchCandidate, chooseCandidate } from "./branch.ts";
import type { EngineOptions } from "./engines.ts";
import type { Environment } from "./environment.ts";
import { assertWritable, writeOutput } from "./output.ts";
import { createProgress } from "./progress-bar.ts";
import {
  freezeRequest,
  readIssue,
  readRequest,
  type SettingsOptions,
  settingsFrom,
} from "./request.ts";
import { runRequest } from "./run-request.ts";
import { stopSignal } from "./stop-signal.ts";

export interface RunOptions extends EngineOptions, SettingsOptions {
  readonly issue?: string;
  /** A request that was frozen elsewhere; its own settings hold. */
  readonly request?: string;
  readonly repo: string;
  readonly base: string;
  readonly apply?: string;
  readonly out?: string;
  readonly json?: boolean;
  /** `auto`, `none`, or a judge's file. */
  readonly judge: string;
}

type Branch = { name: string; commit: string };
type OpenRepository = Awaited<ReturnType<typeof openRepository>>;

/** `patchjudge run`: candidates for an issue, ranked, written to a folder, one perhaps on a branch. */
export async function runCommand(options: RunOptions, env: Environment): Promise<void> {
  const freeze = readWork(options);
  const repository = await openRepository(options.repo);
  const stop = stopSignal();
  const bar = createProgress(env.stderrIsTerminal);
  try {
    const request = await freeze(repository);
    const folder = resolve(options.out ?? join(repository.privateDir, request.id.slice(0, 8)));
    await assertWritable(folder);
    const hooks = { progress: bar.progress, signal: stop.signal };
    const outcome = await runRequest(request, repository, { options, env, ...hooks });
    bar.end();
    await writeOutput(folder, outcome);
    let branch: Branch | null = null;
    try {
      branch = await applyChoice(options, repository, outcome);
    } finally {
      // A choice that cannot be applied must not hide what was found.
      show(options, env, { outcome, folder, branch });
    }
  } catch (error) {
    throw await stop.why(error);
  } finally {
    bar.end();
    stop.release();
    await repository.close();
  }
}

/**
 * What is to be done, read and checked before anything is opened: an issue's text or a frozen
 * request. Returns how to freeze it for a repository.
 */
function readWork(options: RunOptions): (repository: OpenRepository) => Promise<Request> {
  const { issue, request: file } = options;
  if ((issue === undefined) === (file === undefined)) {
    throw new UsageError("pass either --issue or --request");
  }
  if (file !== undefined) {
    const request = readRequest(file);
    assertChoice(options.apply, request.settings.candidates);
    return async (repository) => {
      await repository.resolve(request.base.commit);
      return request;
    };
  }
  const settings = settingsFrom(options);
  assertChoice(options.apply, settings.candidates);
  const task = readIssue(issue ?? "");
  const { model, engine, judgeModel = model, judgeEngine = engine, base: ref } = options;
  const models = [model, engine, judgeModel, judgeEngine];
  return (repository) =>
    freezeRequest({ repository, name: basename(repository.root), ref, task, settings, models });
}

async function applyChoice(options: RunOptions, repository: OpenRepository, outcome: RunOutcome) {
  if (options.apply === undefined) return null;
  const { result, patches } = outcome;
  const id = chooseCandidate(result, options.apply);
  const patch = id === null ? undefined : patches.get(id);
  if (id === null || patch === undefined) return null;
  return branchCandidate(repository, { result, id, diff: patch.diff });
}

function show(
  options: RunOptions,
  env: Environment,
  shown: { outcome: RunOutcome; folder: string; branch: Branch | null },
): void {
  const { outcome, folder, branch } = shown;
  if (options.json) {
    const output = { ...outcome.result, out: folder, branch };
    process.stdout.write(`${printableJson(output)}\n`);
    return;
  }
  const colors = picocolors.createColors(env.stdoutIsTerminal && picocolors.isColorSupported);
  const width = Math.max(60, Math.min(env.columns, 140));
  process.stdout.write(`${renderTable(outcome.result, colors, width)}\n\n`);
  process.stdout.write(`report  ${join(folder, "report.html")}\n`);
  if (branch !== null) {
    process.stdout.write(
      `branch  ${branch.name}\n        git diff ${options.base}..${branch.name}\n`,
    );
  } else if (options.apply === undefined && outcome.patches.size > 0) {
    process.stdout.write(`apply   patchjudge apply best --repo ${options.repo} --from ${folder}\n`);
  }
}
