import type { Repository, TreeEntry } from "../../../src/contracts/repository.ts";

/** A repository of a few files in memory; `modes` for what is not an ordinary file. */
export function fakeRepository(
  files: Readonly<Record<string, string | Uint8Array>>,
  modes: Readonly<Record<string, string>> = {},
): Pick<Repository, "files" | "read"> & { reads: string[] } {
  const contents = new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));
  const entries: TreeEntry[] = [...contents].map(([path, content]) => {
    return { path, mode: modes[path] ?? "100644", oid: path, size: content.length };
  });
  const reads: string[] = [];
  return {
    reads,
    files: async () => entries,
    async *read(wanted) {
      for (const entry of wanted) {
        reads.push(entry.path);
        yield { entry, content: contents.get(entry.path) ?? new Uint8Array() };
      }
    },
  };
}
