import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Result } from "../../src/contracts/result.ts";
import { openRepository } from "../../src/workspace/repository.ts";
import type { AcquiredJob } from "../../twin/control/messages.ts";
import { cloneAt, readBlob } from "../../twin/runner/fetch.ts";
import { runScripted } from "./app-scene.ts";
import { temporaryFolder } from "./git-folder.ts";

/** What a run hands over: files of the artifact by their names. */
export type Files = Record<string, Uint8Array>;

/** What an honest run finds, whoever started it: a forger has the same program and reads the same request. */
export async function honestFiles(
  job: AcquiredJob,
  answers: readonly string[],
  request = job.inputs["request"] ?? "",
): Promise<{ files: Files; repository: string }> {
  const folder = temporaryFolder();
  const at = { request: join(folder, "request.json"), repository: join(folder, "repository") };
  const out = join(folder, "out");
  mkdirSync(out);
  writeFileSync(at.request, await readBlob(job, request));
  await cloneAt(job, at.repository);
  await runScripted({ ...at, out }, { answers });
  const names = readdirSync(out, { recursive: true, encoding: "utf8" });
  const kept = names.filter((name) => /\.(?:json|diff)$/.test(name));
  const files = kept.map((name) => [name, new Uint8Array(readFileSync(join(out, name)))]);
  return { files: Object.fromEntries(files), repository: at.repository };
}

/** The files with a result that was changed afterwards. */
export function withResult(files: Files, change: (result: Result) => Partial<Result>): Files {
  const result = JSON.parse(Buffer.from(files["result.json"] ?? []).toString()) as Result;
  return {
    ...files,
    "result.json": Buffer.from(JSON.stringify({ ...result, ...change(result) })),
  };
}

/** The files with another patch as candidate 1, without a contradiction: bytes, table, and tree agree. */
export async function withPatch(
  { files, repository }: { files: Files; repository: string },
  edits: Readonly<Record<string, string>>,
): Promise<Files> {
  const git = await openRepository(repository);
  try {
    const changes = Object.entries(edits).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
    }));
    const { diff, tree } = await git.makePatch(await git.resolve("HEAD"), changes);
    const text = Buffer.from(diff).toString();
    const [first, ...rest] = candidatesOf(files);
    if (first === undefined) throw new Error("there is no candidate to forge");
    const candidates = [{ ...first, diff: text, tree, files: Object.keys(edits) }, ...rest];
    return {
      ...withResult(files, () => ({ candidates })),
      "candidates/1.diff": new Uint8Array(diff),
    };
  } finally {
    await git.close();
  }
}

export function candidatesOf(files: Files): Result["candidates"] {
  return (JSON.parse(Buffer.from(files["result.json"] ?? []).toString()) as Result).candidates;
}

export function zip(files: Files): Buffer {
  return Buffer.from(zipSync(files, { level: 6 }));
}

/** The zip file with another name, of the same length, in place of one of its own. */
export function renamed(bytes: Buffer, from: string, to: string): Buffer {
  if (from.length !== to.length) throw new Error("a name of another length moves everything");
  return Buffer.from(bytes.toString("latin1").replaceAll(from, to), "latin1");
}

/** The zip file, whose entry is said to be a symbolic link by the Unix that made it. */
export function asLink(bytes: Buffer, name: string): Buffer {
  const copy = Buffer.from(bytes);
  const header = Buffer.from("PK\u0001\u0002", "latin1");
  for (let at = copy.indexOf(header); at !== -1; at = copy.indexOf(header, at + 1)) {
    if (copy.toString("latin1", at + 46, at + 46 + copy.readUInt16LE(at + 28)) !== name) continue;
    copy.writeUInt8(3, at + 5);
    copy.writeUInt32LE(0o120777 * 0x10000, at + 38);
  }
  return copy;
}
