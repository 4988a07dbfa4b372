// The licences of the packages that are in a bundle: whoever ships it ships their terms with it.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes the licences of every package that `inputs` (of esbuild's metafile) come from, and of `more`, in the order of
 * their names.
 *
 * @param {{ root: string, inputs: readonly string[], more: readonly string[], file: string }} options
 */
export async function writeLicences({ root, inputs, more, file }) {
  const folders = new Set(more.map((name) => `node_modules/${name}`));
  for (const input of inputs) {
    const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
    if (folder !== undefined) folders.add(folder);
  }
  const texts = new Map();
  for (const folder of folders) {
    const { name, version, license } = JSON.parse(
      await readFile(join(root, folder, "package.json"), "utf8"),
    );
    texts.set(
      `${name} ${version}`,
      `${license ?? "no licence named"}\n\n${await termsOf(join(root, folder))}`,
    );
  }
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  const rule = "=".repeat(80);
  await writeFile(
    file,
    sorted.map(([name, text]) => `${rule}\n${name}: ${text.trim()}\n`).join("\n"),
  );
}

/** @param {string} folder */
async function termsOf(folder) {
  const names = (await readdir(folder)).filter((name) =>
    /^(?:licen[cs]e|copying|notice)/i.test(name),
  );
  const texts = await Promise.all(names.sort().map((name) => readFile(join(folder, name), "utf8")));
  return texts.join("\n").replaceAll("\r\n", "\n");
}
