import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { blobId } from "./binary.ts";

export interface Found {
  readonly mode: string;
  readonly oid: string;
  readonly bytes: Buffer;
}

/** Everything below a folder, links not followed. Paths are bytes, as Latin-1. */
export function walk(root: string, skip: readonly string[] = []): Map<string, Found> {
  const found = new Map<string, Found>();
  enter(Buffer.from(root), "");
  return found;

  function enter(folder: Buffer, prefix: string): void {
    for (const entry of readdirSync(folder, { encoding: "buffer" })) {
      const path = prefix + entry.toString("latin1");
      if (skip.includes(path)) continue;
      const full = Buffer.concat([folder, Buffer.from("/"), entry]);
      const stat = lstatSync(full);
      if (stat.isDirectory()) enter(full, `${path}/`);
      else found.set(path, read(full, stat));
    }
  }
}

function read(
  path: Buffer,
  stat: { isSymbolicLink(): boolean; isFile(): boolean; mode: number },
): Found {
  if (stat.isSymbolicLink()) {
    const bytes = readlinkSync(path, "buffer");
    return { mode: "120000", oid: blobId(bytes), bytes };
  }
  const bytes = stat.isFile() ? readFileSync(path) : Buffer.from("neither file nor link");
  return { mode: (stat.mode & 0o100) === 0 ? "100644" : "100755", oid: blobId(bytes), bytes };
}
