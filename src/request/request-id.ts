import { createHash } from "node:crypto";
import type { Origin } from "../contracts/request.ts";

/** One command, one request: the same command heard twice gives the same id. 64 hex digits. */
export function requestId(
  origin: Pick<Origin, "repositoryId" | "issue"> & {
    readonly source: { readonly kind: string; readonly id: number };
  },
): string {
  const { repositoryId, issue, source } = origin;
  const parts = ["github", repositoryId, issue, source.kind, source.id];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
