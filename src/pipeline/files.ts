import type { Context } from "../contracts/context.ts";
import { UserError } from "../contracts/errors.ts";
import type { Repository } from "../contracts/repository.ts";
import type { RunSettings } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { DEFAULT_LOCATE, type Located, type LocateSettings } from "../locate/types.ts";
import { isWithin } from "../policy/glob.ts";
import { decodeText, type TextFile } from "../sample/text-file.ts";

/** What `locate` reads files with. */
export function decodeToText(bytes: Uint8Array): string | null {
  return decodeText(bytes)?.text ?? null;
}

export function locateSettings(settings: RunSettings): LocateSettings {
  const { contexts, maxTargetLines, maxReadingLines } = settings;
  return { ...DEFAULT_LOCATE, contexts, maxTargetLines, maxReadingLines };
}

/** The repository as if it had only the files that may be changed: of a monorepo, one project. */
export function within(repository: Repository, paths: readonly string[]): Repository {
  if (paths.length === 0) return repository;
  const files: Repository["files"] = async (commit) => {
    const found = (await repository.files(commit)).filter(({ path }) => isWithin(path, paths));
    if (found.length > 0) return found;
    throw new UserError(`no file of the commit is among these paths: ${paths.join(", ")}`);
  };
  return { ...repository, files };
}

/** The files that the contexts' targets lie in, by path. A file that does not exist is left out. */
export async function readTargets(
  repository: Repository,
  commit: string,
  contexts: readonly Context[],
): Promise<Map<string, { file: TextFile; content: Uint8Array }>> {
  const wanted = new Set(contexts.map(({ target }) => target.path));
  const entries = (await repository.files(commit)).filter(({ path }) => wanted.has(path));
  const files = new Map<string, { file: TextFile; content: Uint8Array }>();
  for await (const { entry, content } of repository.read(entries)) {
    const file = decodeText(content);
    if (file !== null) files.set(entry.path, { file, content });
  }
  return files;
}

export function summariseLocated(located: Located): Result["located"] {
  const { scanned } = located;
  const notice = scanned.truncated
    ? `only ${scanned.files} files (${Math.round(scanned.bytes / 1e6)} MB) were searched; name a path in the issue to reach others`
    : null;
  const files = located.files.map(({ path, score, reasons }) => ({
    path,
    score,
    reasons: [...reasons],
  }));
  return { files, notice };
}
