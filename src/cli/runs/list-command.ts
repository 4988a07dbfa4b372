import Table from "cli-table3";
import picocolors from "picocolors";
import { UsageError } from "../../contracts/errors.ts";
import { type DamagedRun, isDamaged, isRequestId } from "../../record/read.ts";
import {
  endedText,
  fateText,
  newestFirst,
  placeText,
  type RunSummary,
  shortLength,
  summariseRun,
} from "../../record/summary.ts";
import { printable, printableJson } from "../../report/printable.ts";
import type { Environment } from "../environment.ts";
import { type LogOptions, listFolders, openLogOf, readFolders } from "./load.ts";

export interface ListOptions extends LogOptions {
  readonly since?: string;
  readonly issue?: number;
  readonly limit: number;
  readonly json?: boolean;
}

type Listed = RunSummary | DamagedRun;

/** A stranger's words in a table. */
const MAX_CELL = 200;

/** `patchjudge runs list`: what became of each request, newest first. */
export async function listCommand(options: ListOptions, env: Environment): Promise<void> {
  const since = parseSince(options.since);
  const log = await openLogOf(options);
  const { all, damaged } = await listFolders(log);
  const runs: Listed[] = [...damaged];
  for await (const { run } of readFolders(log, all, { results: false })) {
    runs.push(isDamaged(run) ? run : summariseRun(run));
  }
  const wanted = runs
    .filter((run) => isAfter(run, since) && isAbout(run, options.issue))
    .sort(newestFirst);
  const shown = wanted.slice(0, options.limit);
  if (options.json) {
    process.stdout.write(`${printableJson(shown)}\n`);
    return;
  }
  const length = shortLength(all.map(({ id }) => id).filter(isRequestId));
  const title = (run: Listed) => ("damage" in run ? "" : run.title);
  process.stdout.write(
    shown.length === 0 ? "no run is like that\n" : `${renderRuns(shown, { length, title, env })}\n`,
  );
  const more = wanted.length - shown.length;
  if (more > 0) process.stderr.write(`${more} more; show them with --limit ${wanted.length}\n`);
}

/** A day or a time, in UTC where it says nothing else. */
function parseSince(text: string | undefined): string {
  if (text === undefined) return "";
  const time = /^\d{4}-\d{2}-\d{2}/.test(text) ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime()))
    throw new UsageError("--since takes a day, such as 2026-03-01, or a time in ISO 8601");
  return time.toISOString();
}

function isAfter(run: Listed, since: string): boolean {
  if ("damage" in run) return run.month >= since.slice(0, 7);
  return since === "" || Date.parse(run.at) >= Date.parse(since);
}

/** Nobody knows what a damaged record is about. */
function isAbout(run: Listed, issue: number | undefined): boolean {
  return issue === undefined || (!("damage" in run) && run.issue === issue);
}

function renderRuns(
  runs: readonly Listed[],
  { length, title, env }: { length: number; title: (run: Listed) => string; env: Environment },
): string {
  const colors = picocolors.createColors(env.stdoutIsTerminal && picocolors.isColorSupported);
  const rest = Math.max(20, Math.min(env.columns, 160) - length - 71);
  const table = new Table({
    head: ["run", "issue", "when", "ended", "cand.", "picks", "outcome", "about"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "left", "left", "right", "right", "left", "left"],
    colWidths: [length + 2, 8, 12, 15, 7, 8, 20, rest],
    wordWrap: true,
  });
  for (const run of runs) {
    const cells = "damage" in run ? damagedCells(run) : runCells(run, title(run));
    const safe = [run.id.slice(0, length), ...cells].map((cell) => printable(clip(cell)));
    table.push("damage" in run ? safe.map((cell) => colors.red(cell)) : safe);
  }
  return table.toString();
}

function damagedCells({ month, damage }: DamagedRun): string[] {
  return ["", month, "damaged", "", "", "", damage];
}

function runCells(run: RunSummary, title: string): string[] {
  const own = run.pulls.find(({ picked }) => !picked);
  const picks = run.pulls.filter(({ picked }) => picked).map(({ candidate }) => candidate);
  const fates = run.pulls.map((fate) =>
    run.pulls.length > 1 ? `${placeText(fate)} ${fateText(fate)}` : fateText(fate),
  );
  const about = run.faults.length > 0 ? `${title} (damaged: ${run.faults.join("; ")})` : title;
  return [
    run.issue === null ? "" : `#${run.issue}${run.round === 1 ? "" : ` (${run.round})`}`,
    run.at.slice(0, 10),
    endedText(run),
    own === undefined ? "" : String(own.candidate),
    picks.join(", "),
    fates.join(", "),
    about,
  ];
}

/** One line each: a title has none, but a stranger's may. */
function clip(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > MAX_CELL ? `${line.slice(0, MAX_CELL)}…` : line;
}
