import { setPriority } from "node:os";
import { z } from "zod";
import { UsageError } from "../../contracts/errors.ts";
import { oneLine } from "../../learn/label/types.ts";
import type { PackageStore, SeedPackage } from "../../learn/seed/package.ts";
import { seedPackage, type Tried } from "../../learn/seed/seed-package.ts";
import { RepositoryTask } from "../../learn/tasks/repository.ts";
import { openSandbox } from "../../sandbox/open.ts";
import { createSyntax } from "../../syntax/create-syntax.ts";
import type { Environment } from "../environment.ts";
import { stopSignal } from "../stop-signal.ts";
import { openJsonl } from "./jsonl.ts";
import { openSeedStore } from "./seed-install.ts";

export interface SeedOptions {
  readonly out: string;
  /** Names with commas between; all by default. */
  readonly packages?: string;
  readonly perPackage: number;
  readonly seed: number;
  readonly nice: number;
}

/** A function gives at most so many tasks. */
const PER_FUNCTION = 2;

/** What became of a mutant, or (`done`) that its package is finished. */
const TriedLine = z.object({
  package: z.string(),
  operator: z.string(),
  fate: z.string(),
  task: z.string().nullable(),
});
const DONE = "done";

/**
 * `patchjudge learn seed`: seeded bugs in real packages, a task a line, in a file that a later call
 * goes on with. What became of every mutant goes to `<out>.tried`. A package that a stop
 * interrupted is begun again; its tasks come out the same and are not written twice.
 */
export async function seedCommand(options: SeedOptions, env: Environment): Promise<void> {
  const store = await openSeedStore(env);
  const chosen = choose(store, options.packages);
  setPriority(options.nice);
  const stop = stopSignal();
  const out = openJsonl(options.out, RepositoryTask);
  const tried = openJsonl(`${options.out}.tried`, TriedLine);
  const written = new Set(out.lines.map(({ id }) => id));
  const done = new Set(tried.lines.filter(({ fate }) => fate === DONE).map((line) => line.package));
  const { perPackage, seed } = options;
  const settings = { perPackage, perFunction: PER_FUNCTION, seed };
  const parts = {
    ...{ sandbox: await openSandbox(), syntax: await createSyntax() },
    ...{ store, settings, signal: stop.signal },
  };
  function report({ task, ...line }: Tried): void {
    if (task !== null && !written.has(task.id)) out.append(task);
    if (task !== null) written.add(task.id);
    tried.append({ ...line, task: task?.id ?? null });
  }
  try {
    for (const pack of chosen.filter(({ name }) => !done.has(name))) {
      const before = written.size;
      const refused = await seedPackage(pack, parts, report);
      tried.append({ package: pack.name, operator: "", fate: DONE, task: null });
      const said =
        refused === null
          ? `${written.size - before} tasks, ${written.size} in all`
          : oneLine(refused);
      process.stderr.write(`${pack.name}: ${said}\n`);
    }
  } catch (error) {
    throw await stop.why(error, `stopped; the same command goes on with ${options.out}`);
  } finally {
    stop.release();
  }
}

function choose({ packages }: PackageStore, wanted: string | undefined): readonly SeedPackage[] {
  if (wanted === undefined) return packages;
  return wanted.split(",").map((name) => {
    const found = packages.find((pack) => pack.name === name.trim());
    if (found !== undefined) return found;
    const known = packages.map((pack) => pack.name).join(", ");
    throw new UsageError(`--packages ${name}: known are ${known}`);
  });
}
