import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { UserError } from "../contracts/errors.ts";

/** Name of the artifact that the run job uploads. */
export const ARTIFACT = "patchjudge-result";

/** The zip file, and what comes out of it. A result of ten candidates has some 100 KB. */
export const MAX_ARTIFACT_BYTES = 10_000_000;
const MAX_FILE_BYTES = 20_000_000;
const MAX_FILES = 200;
/** The schema takes long to look through more, and people read none of it. */
const MAX_RESULT_BYTES = 3_000_000;

const RESULT = "result.json";
const DIFF = /^candidates\/([1-9]\d{0,3})\.diff$/;
/** Who made an entry, by its upper byte: only then are the attributes a file's mode (APPNOTE.TXT, 4.4.2). */
const UNIX = 3;
/** Written for people; nothing here reads it. */
const UNREAD = "report.html";

export interface ResultFiles {
  readonly result: Uint8Array;
  /** Exact bytes of each candidate's patch, by its number. */
  readonly diffs: ReadonlyMap<number, Uint8Array>;
}

/**
 * Takes a run's files out of a zip file, as a stranger's: into memory, only names that a run writes, none
 * twice, and no more bytes than a run can have written. Throws a `UserError` that says what is
 * wrong.
 */
export async function openArtifact(zip: Uint8Array): Promise<ResultFiles> {
  const files = await readZip(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength));
  const result = files.get(RESULT);
  if (result === undefined) throw refused(`it has no ${RESULT}`);
  if (result.length > MAX_RESULT_BYTES) throw refused(`its ${RESULT} has ${result.length} bytes`);
  const diffs = new Map<number, Uint8Array>();
  for (const [name, content] of files) {
    const number = DIFF.exec(name)?.[1];
    if (number !== undefined) diffs.set(Number(number), content);
  }
  return { result, diffs };
}

function readZip(zip: Buffer): Promise<Map<string, Buffer>> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => reject(asRefusal(error));
    fromBuffer(zip, { lazyEntries: true, strictFileNames: true }, (error, file) => {
      if (error || file === undefined) return fail(error);
      const files = new Map<string, Buffer>();
      file.on("error", fail);
      file.on("end", () => resolve(files));
      file.on("entry", (entry: Entry) => {
        readEntry(file, entry, files).then(() => file.readEntry(), fail);
      });
      if (file.entryCount > MAX_FILES) return fail(refused(`it has ${file.entryCount} files`));
      file.readEntry();
    });
  });
}

async function readEntry(file: ZipFile, entry: Entry, files: Map<string, Buffer>): Promise<void> {
  const name = entry.fileName;
  if (/\/$/.test(name)) return;
  if (!isPlain(entry)) throw refused(`${JSON.stringify(name.slice(0, 100))} is no plain file`);
  if (name === UNREAD) return;
  if (name !== RESULT && !DIFF.test(name))
    throw refused(`it has a file ${JSON.stringify(name.slice(0, 100))}`);
  if (files.has(name)) throw refused(`it has ${name} twice`);
  const room = MAX_FILE_BYTES - [...files.values()].reduce((sum, { length }) => sum + length, 0);
  if (entry.uncompressedSize > room)
    throw refused(`it unpacks to more than ${MAX_FILE_BYTES} bytes`);
  // The library ends a stream that gives more bytes than the entry announced.
  const content = await new Promise<Buffer>((resolve, reject) => {
    file.openReadStream(entry, (error, stream) => {
      if (error || stream === undefined) return reject(error);
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("error", reject);
      stream.on("end", () => resolve(Buffer.concat(chunks)));
    });
  });
  files.set(name, content);
}

/** A run writes no links. Nothing here would follow one; whoever unpacks the same file by hand might. */
function isPlain({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  if (versionMadeBy >>> 8 !== UNIX) return true;
  const type = (externalFileAttributes >>> 16) & 0o170000;
  return type === 0 || type === 0o100000;
}

function asRefusal(error: unknown): UserError {
  if (error instanceof UserError) return error;
  // The library's words repeat names, which may be 64 KB long.
  return refused(error instanceof Error ? error.message.slice(0, 200) : "it cannot be read");
}

function refused(what: string): UserError {
  return new UserError(`the artifact is not one of ours: ${what}`);
}
