import { createHash } from "node:crypto";

export interface Entry {
  readonly mode: string;
  readonly oid: string;
}

type Folder = Map<string, Entry | Folder>;

/** The id of the tree that holds these entries, by git's rules. Paths are bytes, as Latin-1. */
export function treeId(entries: ReadonlyMap<string, Entry>): string {
  const root: Folder = new Map();
  for (const [path, entry] of entries) {
    const names = path.split("/");
    const last = names.pop() ?? "";
    let folder = root;
    for (const name of names) {
      const known = folder.get(name);
      const next: Folder = known instanceof Map ? known : new Map();
      folder.set(name, next);
      folder = next;
    }
    folder.set(last, entry);
  }
  return folderId(root);
}

function folderId(folder: Folder): string {
  const rows = [...folder].map(([name, entry]) =>
    entry instanceof Map
      ? { key: `${name}/`, name, mode: "40000", oid: folderId(entry) }
      : { key: name, name, ...entry },
  );
  rows.sort((a, b) => (a.key < b.key ? -1 : 1));
  const parts = rows.flatMap(({ mode, name, oid }) => [
    Buffer.from(`${mode} ${name}\0`, "latin1"),
    Buffer.from(oid, "hex"),
  ]);
  const body = Buffer.concat(parts);
  return createHash("sha1").update(`tree ${body.length}\0`).update(body).digest("hex");
}
