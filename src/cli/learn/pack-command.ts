import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { packStates } from "../../learn/collect/packed-states.ts";
import { taskKey } from "../../learn/task-key.ts";
import { loadLabelledPool, loadStates } from "./files.ts";

export interface PackOptions {
  readonly pool: readonly string[];
  readonly states: readonly string[];
  readonly out: string;
}

/**
 * `patchjudge learn pack`: one compressed pool with its labels (`<out>.jsonl.gz`), and one
 * compressed file a model and view of its states (`<out>.<view>.<model>.states.gz`).
 */
export function packCommand(options: PackOptions): void {
  const pool = loadLabelledPool(options.pool);
  write(`${options.out}.jsonl.gz`, pool);
  const states = options.states.flatMap(loadStates);
  const wanted = new Set(pool.map(taskKey));
  const groups = new Map<string, typeof states>();
  for (const line of states) {
    if (!wanted.has(taskKey(line))) continue;
    const key = `${line.view}.${line.model}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  for (const [key, lines] of groups) {
    const { header, lines: packed } = packStates(lines);
    write(`${options.out}.${key}.states.gz`, [header, ...packed]);
  }
}

/** The same bytes for the same lines: the compressed form holds no time. */
function write(path: string, lines: readonly unknown[]): void {
  const text = `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
  const bytes = gzipSync(text, { level: 9 });
  writeFileSync(path, bytes);
  process.stderr.write(`${path}: ${lines.length} lines, ${bytes.length} bytes\n`);
}
