import type { z } from "zod";
import { hashRequest, Request } from "../contracts/request.ts";
import { Result } from "../contracts/result.ts";
import { Publication } from "./log.ts";
import { Outcome, outcomePath } from "./outcome.ts";
import { parseJson } from "./parse-json.ts";
import { Picked, pickPath } from "./picked.ts";

/** The files of one request's folder by their names in it; null where a file is too large to be read. */
export type RecordFiles = ReadonlyMap<string, Uint8Array | null>;

/** What the log says of one request. */
export interface KeptRun {
  readonly id: string;
  /** The newest month that has something of it, `yyyy-mm`. */
  readonly month: string;
  readonly request: Request;
  readonly publication: Publication;
  readonly picks: readonly Picked[];
  readonly outcomes: readonly Outcome[];
  /** Files that say nothing that could be read, and why. */
  readonly faults: readonly string[];
}

/** A folder that says nothing: anybody who can push can write one. */
export interface DamagedRun {
  readonly id: string;
  readonly month: string;
  readonly damage: string;
}

const REQUEST = "request.json";
const RESULT = "result.json";
const PUBLICATION = "publication.json";

/** Names of ours, each with the most bytes that are read. Others in a folder are passed over. */
const FILES: readonly { readonly name: RegExp; readonly bytes: number }[] = [
  { name: /^request\.json$/, bytes: 1_000_000 },
  { name: /^result\.json$/, bytes: 4_000_000 },
  { name: /^publication\.json$/, bytes: 200_000 },
  { name: /^picks\/(?:candidate-)?[1-9]\d{0,9}\.json$/, bytes: 20_000 },
  { name: /^outcomes\/[1-9]\d{0,9}\.json$/, bytes: 20_000 },
];

/** A run has at most so many candidates, and each is opened once. */
const MOST_OF_A_KIND = 64;

export function isDamaged(run: KeptRun | DamagedRun): run is DamagedRun {
  return "damage" in run;
}

export function isRequestId(id: string): boolean {
  return /^[0-9a-f]{64}$/.test(id);
}

/** The most bytes of such a file that are read; 0 where we write no file of that name. */
export function readableBytes(name: string): number {
  return FILES.find((file) => file.name.test(name))?.bytes ?? 0;
}

/** A run's end, picks and outcomes from its folder's files. Never throws: what is wrong is told. */
export function readRun(id: string, month: string, files: RecordFiles): KeptRun | DamagedRun {
  const damaged = (damage: string): DamagedRun => ({ id, month, damage });
  if (!isRequestId(id)) return damaged("its folder is not named after a request");
  const publication = readFile(files, PUBLICATION, Publication);
  if (typeof publication === "string") return damaged(publication);
  const request = readFile(files, REQUEST, Request);
  if (typeof request === "string") return damaged(request);
  if (publication.requestId !== id || request.id !== id)
    return damaged("it is the record of another request");
  if (publication.requestSha256 !== hashRequest(request))
    return damaged(`its ${REQUEST} is not what its ${PUBLICATION} is about`);
  const faults: string[] = [];
  const picks = readMany(files, { folder: "picks", schema: Picked, faults });
  const outcomes = readMany(files, { folder: "outcomes", schema: Outcome, faults });
  return { id, month, request, publication, picks, outcomes, faults };
}

/** The result of a run, or in words why there is none to be read. */
export function readRecordedResult(run: KeptRun, files: RecordFiles): Result | string {
  if (!files.has(RESULT)) return "no result was recorded";
  const result = readFile(files, RESULT, Result);
  if (typeof result === "string") return result;
  const { requestId, requestSha256 } = result.manifest;
  const isOwn = requestId === run.id && requestSha256 === run.publication.requestSha256;
  return isOwn ? result : `its ${RESULT} is of another request`;
}

/** The value, or in words what is wrong with the file. */
function readFile<T>(files: RecordFiles, name: string, schema: z.ZodType<T>): T | string {
  const bytes = files.get(name);
  if (bytes === undefined) return `it has no ${name}`;
  if (bytes === null) return `its ${name} is larger than ${readableBytes(name)} bytes`;
  const parsed = schema.safeParse(parseJson(Buffer.from(bytes).toString("utf8")));
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join(".") ?? "";
  return `its ${name} is not of this version (at "${at.slice(0, 60)}")`;
}

/** All files of a folder in the order of their numbers, which must be what the files are about. */
function readMany<T extends Picked | Outcome>(
  files: RecordFiles,
  kind: { folder: "picks" | "outcomes"; schema: z.ZodType<T>; faults: string[] },
): T[] {
  const { folder, schema, faults } = kind;
  const names = [...files.keys()].filter((name) => name.startsWith(`${folder}/`));
  if (names.length > MOST_OF_A_KIND) {
    faults.push(`it has ${names.length} files in ${folder}/`);
    return [];
  }
  const numberOf = (name: string) => Number(/\d+/.exec(name)?.[0]);
  return names
    .sort((a, b) => numberOf(a) - numberOf(b))
    .flatMap((name) => {
      const value = readFile(files, name, schema);
      const fault = typeof value === "string" ? value : faultOf(value, name);
      if (typeof value !== "string" && fault === null) return [value];
      faults.push(fault ?? "");
      return [];
    });
}

function faultOf(value: Picked | Outcome, name: string): string | null {
  const own = "kind" in value ? outcomePath(value.pull) : pickPath(value);
  return own === name ? null : `its ${name} is about another pull request`;
}
