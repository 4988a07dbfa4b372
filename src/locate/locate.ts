import type { Context } from "../contracts/context.ts";
import { UserError } from "../contracts/errors.ts";
import type { TreeEntry } from "../contracts/repository.ts";
import { isCandidateFile, isTestFile } from "./files.ts";
import { findHints, queryOf } from "./hints.ts";
import { terms } from "./identifiers.ts";
import { matchHints } from "./match-path.ts";
import { newFileContext, wantedNewFile } from "./new-file.ts";
import { rankUnits } from "./rank-units.ts";
import { chooseReading, importedPaths, toRegion } from "./reading.ts";
import { scanFiles } from "./scan.ts";
import { assertRunning } from "./stop.ts";
import { chooseTargets, type Target } from "./targets.ts";
import type { Located, LocateRequest, RankedFile } from "./types.ts";
import { linesOf, type SourceFile, splitFile } from "./units.ts";

/** So many files are split into definitions, and so many tests beside them. */
const SPLIT_FILES = 12;
const SPLIT_TESTS = 3;

/** And so many files that a target's file imports. */
const IMPORTED_FILES = 4;

const SHOWN_FILES = 20;

/**
 * Chooses what to change and what to read for a task, best context first. Throws a `UserError`
 * where the commit has no file that could be changed, and a `StoppedError` once stopped.
 */
export async function locate(request: LocateRequest): Promise<Located> {
  assertRunning(request.signal);
  const entries = await request.repository.files(request.commit);
  const hints = findHints(request.task);
  const query = queryOf(request.task, hints, terms);
  const { found: hinted, missing } = matchHints(hints.files, filePaths(entries));
  const { files, scanned } = await scanFiles(request, { entries, hinted, hints, query });
  const sources = await readSources(request, entries, chooseFiles(files, entries, request));
  const ranked = rankUnits(sources, { hints, hinted, query, files });
  const newPath = wantedNewFile({ missing, hints, hinted });
  const limits = {
    count: request.settings.contexts,
    maxTargetLines: request.settings.maxTargetLines,
  };
  const targets = chooseTargets(ranked, sources, limits);
  if (targets.length === 0 && newPath === null) {
    throw new UserError(
      "found no text file that could be changed; check that the commit has code, or name the file in the issue",
    );
  }
  const wider = await withImports(request, { entries, sources, targets });
  const all = rankUnits(wider, { hints, hinted, query, files });
  const contextOf = ({ unit, format }: Target): Omit<Context, "id"> => {
    const maxLines = request.settings.maxReadingLines;
    const reading = chooseReading(unit, { ranked: all, sources: wider, maxLines });
    const region = (piece: typeof unit) => toRegion(piece, request.syntax);
    return { format, target: region(unit), reading: reading.map(region) };
  };
  const contexts = targets.map(contextOf);
  if (newPath !== null) {
    const known = { syntax: request.syntax, maxLines: request.settings.maxReadingLines };
    contexts.unshift(newFileContext(newPath, contexts[0], known));
  }
  const numbered = contexts.slice(0, limits.count).map((context, i) => ({ id: i + 1, ...context }));
  return { contexts: numbered, files: files.slice(0, SHOWN_FILES), scanned };
}

function filePaths(entries: readonly TreeEntry[]): string[] {
  return entries.filter((entry) => entry.mode.startsWith("100")).map((entry) => entry.path);
}

/** The best files and the best tests; any files at all where no word of the task is in any. */
function chooseFiles(
  files: readonly RankedFile[],
  entries: readonly TreeEntry[],
  request: LocateRequest,
): Set<string> {
  const known = files.length > 0 ? files.map((file) => file.path) : fallback(entries, request);
  const code = known.filter((path) => !isTestFile(path)).slice(0, SPLIT_FILES);
  const tests = known.filter(isTestFile).slice(0, SPLIT_TESTS);
  return new Set([...code, ...tests]);
}

function fallback(entries: readonly TreeEntry[], request: LocateRequest): string[] {
  const changeable = entries.filter((entry) => isCandidateFile(entry).candidate);
  return filePaths(changeable).filter((path) => request.syntax.supports(path));
}

/** The files that the targets' files import share no word with the task but are worth reading. */
async function withImports(
  request: LocateRequest,
  known: { entries: readonly TreeEntry[]; sources: SourceFile[]; targets: readonly Target[] },
): Promise<SourceFile[]> {
  const have = new Set(known.sources.map((source) => source.path));
  const readable = known.entries.filter((entry) => isCandidateFile(entry).candidate);
  const paths = filePaths(readable).filter((path) => !have.has(path));
  const changed = new Set(known.targets.map((target) => target.unit.path));
  const sources = known.sources.filter((source) => changed.has(source.path));
  const wanted = sources.flatMap((source) => importedPaths(source, paths, IMPORTED_FILES));
  const more = await readSources(request, known.entries, new Set(wanted));
  return [...known.sources, ...more];
}

async function readSources(
  request: LocateRequest,
  entries: readonly TreeEntry[],
  paths: ReadonlySet<string>,
): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  const wanted = entries.filter((entry) => paths.has(entry.path));
  for await (const { entry, content } of request.repository.read(wanted)) {
    assertRunning(request.signal);
    const text = request.decode(content);
    if (text === null || linesOf(text).length === 0) continue;
    sources.push(await splitFile(entry.path, text, request.syntax));
  }
  return sources;
}
