import { git, gitText } from "./git.ts";

const OPTIONS = ["--no-color", "--no-ext-diff", "--no-textconv", "-M"];

/** A unified diff; `a...b` is from where they parted, as pull requests show it. */
export async function showDiff(gitDir: string, range: string): Promise<string> {
  return (await git(gitDir, ["diff", ...OPTIONS, range, "--"])).toString();
}

export interface ChangedFile {
  readonly status: string;
  readonly path: string;
  readonly previousPath: string | undefined;
  readonly sha: string;
  readonly additions: number;
  readonly deletions: number;
  /** Hunks without the file's header; undefined for binary files. */
  readonly patch: string | undefined;
}

/** The files between two commits. */
export async function changedFiles(gitDir: string, range: string): Promise<ChangedFile[]> {
  const raw = (
    await git(gitDir, ["diff", ...OPTIONS, "--raw", "-z", "--no-abbrev", range, "--"])
  ).toString();
  const counts = await lineCounts(gitDir, range);
  const patches = splitPatches(await showDiff(gitDir, range));
  return parseRaw(raw).map((file, index) => ({
    ...file,
    additions: counts[index]?.[0] ?? 0,
    deletions: counts[index]?.[1] ?? 0,
    patch: patches[index],
  }));
}

type RawFile = Pick<ChangedFile, "status" | "path" | "previousPath" | "sha">;

/** `:oldmode newmode oldsha newsha status\0path\0[path\0]` */
function parseRaw(raw: string): RawFile[] {
  const parts = raw.split("\0");
  const files: RawFile[] = [];
  let at = 0;
  while (at < parts.length - 1) {
    const file = parseEntry(parts.slice(at, at + 3));
    files.push(file);
    at += file.previousPath === undefined ? 2 : 3;
  }
  return files;
}

function parseEntry([head = "", first = "", second = ""]: readonly string[]): RawFile {
  const [, , before = "", after = "", status = ""] = head.split(" ");
  const renamed = status.startsWith("R") || status.startsWith("C");
  return {
    status: status[0] ?? "M",
    path: renamed ? second : first,
    previousPath: renamed ? first : undefined,
    sha: status.startsWith("D") ? before : after,
  };
}

async function lineCounts(gitDir: string, range: string): Promise<[number, number][]> {
  const text = await gitText(gitDir, ["diff", ...OPTIONS, "--numstat", range, "--"]);
  if (text === "") return [];
  return text.split("\n").map((line) => {
    const [added, deleted] = line.split("\t");
    return [Number(added) || 0, Number(deleted) || 0];
  });
}

function splitPatches(diff: string): (string | undefined)[] {
  return diff
    .split(/^(?=diff --git )/m)
    .filter((part) => part !== "")
    .map((part) => {
      const start = part.search(/^@@ /m);
      return start < 0 ? undefined : part.slice(start).trimEnd();
    });
}
