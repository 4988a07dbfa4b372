import { basename } from "node:path";
import { UsageError } from "../../contracts/errors.ts";
import { type LabelledPool, loadPool } from "./files.ts";

/**
 * Pools without the tasks that are of one family with a task of the `learnt` pools: whoever was trained on
 * those knows the answers to these. `families` has the family of every task by its id. Says how many went.
 */
export function apartFrom(
  learnt: readonly string[],
  pools: readonly LabelledPool[],
  families: ReadonlyMap<string, string>,
): LabelledPool[] {
  if (learnt.length === 0) return [...pools];
  const familyOf = ({ task }: { readonly task: string }) => {
    const family = families.get(task);
    if (family === undefined) throw new UsageError(`${task} is in none of the files of --tasks`);
    return family;
  };
  const known = new Set(learnt.flatMap(loadPool).map(familyOf));
  return pools.map(({ file, lines }) => {
    const apart = lines.filter((line) => !known.has(familyOf(line)));
    const gone = lines.length - apart.length;
    process.stderr.write(`${basename(file)}: ${gone} of ${lines.length} tasks left out\n`);
    return { file, lines: apart };
  });
}
