import type { Context } from "../contracts/context.ts";
import type { Repository } from "../contracts/repository.ts";
import type { Syntax } from "../contracts/syntax.ts";
import type { Task } from "../contracts/task.ts";

export interface LocateSettings {
  readonly contexts: number;
  /** A longer definition is not asked for again as a whole. */
  readonly maxTargetLines: number;
  /** Lines of all other regions of a context together. */
  readonly maxReadingLines: number;
  readonly maxFiles: number;
  readonly maxBytes: number;
}

export const DEFAULT_LOCATE: LocateSettings = {
  contexts: 1,
  maxTargetLines: 150,
  maxReadingLines: 200,
  maxFiles: 20_000,
  maxBytes: 200 * 1024 * 1024,
};

export interface LocateRequest {
  readonly task: Task;
  readonly repository: Pick<Repository, "files" | "read">;
  readonly commit: string;
  readonly syntax: Syntax;
  /** Text with `\n` line ends; `null` for a binary file. */
  readonly decode: (bytes: Uint8Array) => string | null;
  readonly settings: LocateSettings;
  readonly signal?: AbortSignal;
}

export interface RankedFile {
  readonly path: string;
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface Scanned {
  readonly files: number;
  readonly bytes: number;
  /** Files that are no code, generated, or binary. */
  readonly skipped: number;
  /** The caps were reached, so some files were not looked at. */
  readonly truncated: boolean;
}

export interface Located {
  readonly contexts: readonly Context[];
  /** The best files, at most 20. */
  readonly files: readonly RankedFile[];
  readonly scanned: Scanned;
}
