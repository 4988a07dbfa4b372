import { mkdir, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import picocolors from "picocolors";
import { UserError } from "../../contracts/errors.ts";
import { issueBehind, roundOf } from "../../contracts/request.ts";
import type { Manifest, ModelUse } from "../../contracts/result.ts";
import type { KeptRun } from "../../record/read.ts";
import { endedText, fateText, placeText, summariseRun } from "../../record/summary.ts";
import { printable, printableJson } from "../../report/printable.ts";
import { renderTable } from "../../report/table.ts";
import type { Environment } from "../environment.ts";
import { type FoundRun, findRun } from "./find.ts";
import type { LogOptions } from "./load.ts";

export interface ShowOptions extends LogOptions {
  readonly json?: boolean;
  readonly out?: string;
}

/** A stranger's text beside the rest; the whole of it is in the JSON. */
const MAX_TEXT = 2_000;

/** `patchjudge runs show`: everything that was recorded of one run. */
export async function showCommand(
  id: string,
  options: ShowOptions,
  env: Environment,
): Promise<void> {
  const found = await findRun(id, options);
  if (options.out !== undefined) await writeRecord(options.out, found);
  if (options.json) {
    const { run, result } = found;
    const missing = typeof result === "string" ? { result: null, noResult: result } : { result };
    process.stdout.write(`${printableJson({ ...run, ...missing })}\n`);
    return;
  }
  process.stdout.write(`${renderRecord(found, env)}\n`);
  if (options.out !== undefined) process.stdout.write(`\nwrote   ${options.out}\n`);
}

function renderRecord({ run, result }: FoundRun, env: Environment): string {
  const colors = picocolors.createColors(env.stdoutIsTerminal && picocolors.isColorSupported);
  const width = Math.max(60, Math.min(env.columns, 140));
  const shown =
    typeof result === "string"
      ? [`no ranking: ${printable(result)}`]
      : [renderTable(result, colors, width), "", ...manifestLines(result.manifest)];
  return [
    ...requestLines(run),
    "",
    ...shown,
    "",
    ...pullLines(run),
    ...run.faults.map((fault) => `damaged ${printable(fault)}`),
  ].join("\n");
}

function requestLines(run: KeptRun): string[] {
  const { request, publication } = run;
  const { origin, base, settings, task } = request;
  const { candidates, contexts, temperature, topP, topK, seed } = settings;
  const sampling = `temperature ${temperature}, top-p ${topP}, top-k ${topK}, seed ${seed}`;
  const asked =
    origin === undefined
      ? []
      : [["asked", `${origin.askedAt} by ${origin.actor}, ${origin.source.kind}`]];
  const reason = publication.reason === "" ? "" : `: ${publication.reason}`;
  const lines = [
    ["run", run.id],
    ...(roundOf(request) === 1 ? [] : [["round", String(roundOf(request))]]),
    ["issue", `${origin === undefined ? "" : `#${issueBehind(request)} `}${task.title}`],
    ...asked,
    ["base", `${base.commit} (${base.ref}, ${request.repository})`],
    ["wanted", `${candidates} candidates from ${contexts} contexts; ${sampling}`],
    ["ended", `${publication.at} ${endedText(summariseRun(run))}${reason}`],
  ];
  return lines.map(([name = "", text = ""]) => `${name.padEnd(8)}${printable(clip(text))}`);
}

function manifestLines(manifest: Manifest): string[] {
  const { tokens, timings } = manifest;
  const hashes =
    tokens === undefined
      ? "not recorded"
      : `prompts ${tokens.prompts.map(({ sha256 }) => sha256.slice(0, 12)).join(", ")}; ${tokens.answers.length} answers`;
  const seconds = Object.entries(timings).map(([step, time]) => `${step} ${time} s`);
  const lines = [
    ["program", `patchjudge ${manifest.patchjudge}, Node ${manifest.node}`],
    ["writes", modelText(manifest.generator)],
    ["judges", manifest.sharedProcess ? "the same process" : modelText(manifest.judge)],
    ["prompts", `SHA-256 ${manifest.generator.promptsSha256}`],
    ["tokens", hashes],
    ["took", seconds.join(", ")],
  ];
  return lines.map(([name = "", text = ""]) => `${name.padEnd(8)}${printable(clip(text))}`);
}

function modelText(use: ModelUse): string {
  const hash = use.modelSha256 === null ? "weights unknown" : `SHA-256 ${use.modelSha256}`;
  return `${use.model} (${hash}) on ${use.device}, ${use.engine} ${use.engineVersion}`;
}

function pullLines(run: KeptRun): string[] {
  const { pulls } = summariseRun(run);
  if (pulls.length === 0) return ["pulls   none"];
  return pulls.map((fate) => {
    const isIt = ({ pull, candidate }: (typeof run.picks)[number]) =>
      pull === fate.pull && candidate === fate.candidate;
    const by = run.picks.find(isIt)?.by ?? "";
    const who = fate.picked ? `picked by ${clip(by)}` : "the judge's choice";
    const where = `pull    ${placeText(fate)} candidate ${fate.candidate}`;
    return printable(`${where}, ${who}: ${fateText(fate)}`);
  });
}

function clip(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}

/**
 * The record's files as they stand in the log, and each patch as `candidates/<n>.diff`, so that `apply --from` can make a
 * branch of it. Only names of ours are written, and only into a folder that is new or empty.
 */
async function writeRecord(folder: string, { files, result }: FoundRun): Promise<void> {
  const diffs =
    typeof result === "string"
      ? []
      : result.candidates.flatMap(({ id, diff }): [string, string][] =>
          diff === undefined ? [] : [[`candidates/${id}.diff`, diff]],
        );
  const kept = [...files].flatMap(([name, bytes]): [string, Uint8Array][] =>
    bytes === null ? [] : [[name, bytes]],
  );
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0)
      throw new UserError(`${folder} is not empty; pass another --out`);
    for (const [name, content] of [...kept, ...diffs]) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`the record cannot be written to ${folder}: ${why}. Pass another --out.`);
  }
}
