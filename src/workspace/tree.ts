import type { RawChange, TreeEntry } from "../contracts/repository.ts";

/** Reads `git ls-tree -r -l -z`. Paths that are not UTF-8 are left out: no model can name them. */
export function parseTree(output: Buffer): TreeEntry[] {
  return output
    .toString("utf8")
    .split("\0")
    .filter((line) => line !== "" && !line.includes("\uFFFD"))
    .map(parseTreeLine);
}

function parseTreeLine(line: string): TreeEntry {
  const tab = line.indexOf("\t");
  const [mode = "", , oid = "", size = "-"] = line.slice(0, tab).split(/ +/);
  return { path: line.slice(tab + 1), mode, oid, size: size === "-" ? 0 : Number(size) };
}

/** Reads `git diff --raw -z`: a header and one path each, two for renames and copies. */
export function parseRaw(output: Buffer): RawChange[] {
  const fields = output.toString("utf8").split("\0");
  const changes: RawChange[] = [];
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const [oldMode = "", newMode = "", oldOid = "", newOid = "", status = ""] = (fields[i] ?? "")
      .slice(1)
      .split(" ");
    const path = fields[i + 1] ?? "";
    const change = { oldMode, newMode, oldOid, newOid, status: status.slice(0, 1), path };
    const moved = change.status === "R" || change.status === "C";
    changes.push(moved ? { ...change, target: fields[i + 2] ?? "" } : change);
    if (moved) i += 1;
  }
  return changes;
}

/** Sums `git diff --numstat -z`; binary files count as nothing. */
export function parseNumstat(output: Buffer): { added: number; removed: number } {
  let added = 0;
  let removed = 0;
  for (const line of output.toString("utf8").split("\0")) {
    const match = /^(\d+)\t(\d+)\t/.exec(line);
    added += Number(match?.[1] ?? 0);
    removed += Number(match?.[2] ?? 0);
  }
  return { added, removed };
}
