import type { TreeEntry } from "../../contracts/repository.ts";
import {
  type DamagedRun,
  type KeptRun,
  type RecordFiles,
  readableBytes,
  readRun,
} from "../../record/read.ts";
import { readBlobs } from "../../workspace/blobs.ts";
import { type LogSource, listMonth, openLog } from "../../workspace/log-refs.ts";
import { openRepository } from "../../workspace/repository.ts";

/** What a month may hold; a run has some 200 KB. */
const MAX_RUNS = 20_000;
const MAX_BYTES = 1_000_000_000;

export interface LogOptions {
  readonly repo: string;
  readonly remote?: string;
  readonly offline?: boolean;
}

/** One request's folder, over all months: a pick of April belongs to a request of March. */
export interface Folder {
  readonly id: string;
  /** The newest month that has something of it. */
  readonly month: string;
  readonly files: ReadonlyMap<string, TreeEntry>;
}

export interface Folders {
  readonly all: readonly Folder[];
  /** Months that cannot be listed, and why. */
  readonly damaged: readonly DamagedRun[];
}

/** The log of the repository that the options name. Throws a `UserError` that says what to do. */
export async function openLogOf(options: LogOptions): Promise<LogSource> {
  const repository = await openRepository(options.repo);
  await repository.close();
  const { remote, offline = false } = options;
  return openLog(repository.root, { remote, offline });
}

/** Which files the log has of each request; none is read. The newest month's version of a file counts. */
export async function listFolders(log: LogSource): Promise<Folders> {
  const folders = new Map<string, { id: string; month: string; files: Map<string, TreeEntry> }>();
  const damaged: DamagedRun[] = [];
  for (const month of log.months) {
    const listed = await listMonth(log.root, month);
    const entries = typeof listed === "string" ? listed : readableEntries(listed);
    if (typeof entries === "string") {
      damaged.push({ id: "", month: month.month, damage: `the month cannot be read: ${entries}` });
      continue;
    }
    for (const { id, name, entry } of entries) {
      const folder = folders.get(id) ?? { id, month: month.month, files: new Map() };
      if (isReadable(name, entry)) folder.files.set(name, entry);
      folders.set(id, { ...folder, month: month.month });
    }
  }
  return { all: [...folders.values()], damaged };
}

interface RunEntry {
  readonly id: string;
  readonly name: string;
  readonly entry: TreeEntry;
}

/**
 * The files of a month by folder; in words where reading them would take for ever: a stranger can name one large
 * file a hundred thousand times, and it takes no room in git.
 */
function readableEntries(listed: readonly TreeEntry[]): RunEntry[] | string {
  const entries = listed.flatMap((entry): RunEntry[] => {
    const slash = entry.path.indexOf("/");
    if (slash < 0) return [];
    return [{ id: entry.path.slice(0, slash), name: entry.path.slice(slash + 1), entry }];
  });
  const runs = new Set(entries.map(({ id }) => id)).size;
  if (runs > MAX_RUNS) return `it has ${runs} folders`;
  const bytes = entries
    .filter(({ name, entry }) => entry.size <= readableBytes(name))
    .reduce((sum, { entry }) => sum + entry.size, 0);
  return bytes > MAX_BYTES ? `its files have ${bytes} bytes` : entries;
}

/** Links and submodules have no bytes of their own. */
function isReadable(name: string, { mode }: TreeEntry): boolean {
  return readableBytes(name) > 0 && mode.startsWith("100");
}

/** A folder's run and its files' bytes, one folder after the other. Results only where they are wanted. */
export async function* readFolders(
  log: LogSource,
  folders: readonly Folder[],
  { results }: { results: boolean },
): AsyncGenerator<{ run: KeptRun | DamagedRun; files: RecordFiles }> {
  const wanted = folders.map((folder) => ({
    folder,
    entries: [...folder.files].filter(([name]) => results || name !== "result.json"),
  }));
  const small = wanted.flatMap(({ entries }) =>
    entries.filter(([name, { size }]) => size <= readableBytes(name)).map(([, entry]) => entry),
  );
  const contents = readBlobs(log.root, small);
  try {
    for (const { folder, entries } of wanted) {
      const files = new Map<string, Uint8Array | null>();
      for (const [name, { size }] of entries) {
        const isSmall = size <= readableBytes(name);
        files.set(name, isSmall ? ((await contents.next()).value?.content ?? null) : null);
      }
      yield { run: readRun(folder.id, folder.month, files), files };
    }
  } finally {
    await contents.return(undefined);
  }
}
