import type { z } from "zod";
import type { CodeHost, GitPort } from "../contracts/code-host.ts";
import { readJson } from "./read-json.ts";
import type { Seal } from "./seal.ts";

/** Where a file of the log stands, and what it is about: none can pass for another. */
export interface SealedPlace {
  readonly id: string;
  /** Within the folder of the request. */
  readonly path: string;
}

/** A file of the log as it is written: anybody who can push can write there as well. */
export function sealedText(
  seal: Seal,
  repositoryId: number,
  place: SealedPlace,
  value: object,
): string {
  const sealed = { ...value, seal: seal.mark(sealedParts(repositoryId, place, value)) };
  return `${JSON.stringify(sealed, null, 1)}\n`;
}

/** The value of such a file; null where it is not there, not of this schema, or not ours. */
export async function readSealed<T extends object>(
  host: Pick<GitPort, "readFile"> & { readonly repository: Pick<CodeHost["repository"], "id"> },
  seal: Seal,
  place: SealedPlace & { readonly commit: string },
  schema: z.ZodType<T>,
): Promise<T | null> {
  const file = await readJson(host, `${place.id}/${place.path}`, place.commit);
  const parsed = schema.safeParse(file);
  if (!parsed.success || typeof file !== "object" || file === null) return null;
  const mark = "seal" in file && typeof file.seal === "string" ? file.seal : "";
  return seal.holds(sealedParts(host.repository.id, place, parsed.data), mark) ? parsed.data : null;
}

function sealedParts(repositoryId: number, { id, path }: SealedPlace, value: object): unknown[] {
  return ["record", repositoryId, id, path, value];
}
