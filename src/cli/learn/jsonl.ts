import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { z } from "zod";
import { UsageError } from "../../contracts/errors.ts";

/** Reads JSON Lines, packed or not. Throws a `UsageError` that names the line which does not fit. */
export function readJsonl<T>(path: string, schema: z.ZodType<T>): T[] {
  return parseJsonl(readText(path), schema, path);
}

/** The same from a text; `name` is for errors. */
export function parseJsonl<T>(text: string, schema: z.ZodType<T>, name: string): T[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      line.trim() === "" ? [] : [parseLine(line, schema, `${name}, line ${index + 1}`)],
    );
}

/** The text of a file the user named; one in `.gz` is unpacked. */
export function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    return path.endsWith(".gz") ? gunzipSync(bytes).toString() : bytes.toString();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read: ${why}`);
  }
}

export function writeJsonl(path: string, lines: readonly unknown[]): void {
  writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

/**
 * Opens JSON Lines for going on where an earlier run stopped: `lines` is what is there. A last line
 * without its end was being written when the run was stopped; it is cut off.
 */
export function openJsonl<T>(path: string, schema: z.ZodType<T>) {
  if (existsSync(path)) cutTornLine(path);
  const lines = existsSync(path) ? readJsonl(path, schema) : [];
  return {
    lines,
    append: (line: T) => appendFileSync(path, `${JSON.stringify(line)}\n`),
  };
}

function cutTornLine(path: string): void {
  const bytes = readFileSync(path);
  if (bytes.length > 0 && bytes.at(-1) !== 0x0a) truncateSync(path, bytes.lastIndexOf(0x0a) + 1);
}

function parseLine<T>(line: string, schema: z.ZodType<T>, place: string): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new UsageError(`${place}: this is not JSON`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UsageError(`${place}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong"}`);
}
