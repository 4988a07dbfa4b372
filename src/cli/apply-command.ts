import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError } from "../contracts/errors.ts";
import { openRepository } from "../workspace/repository.ts";
import { branchCandidate, chooseCandidate } from "./branch.ts";
import { readResult } from "./output.ts";

export interface ApplyOptions {
  readonly from: string;
  readonly repo: string;
  readonly branch?: string;
}

/** `patchjudge apply`: a branch from a candidate that an earlier run wrote. */
export async function applyCommand(choice: string, options: ApplyOptions): Promise<void> {
  const result = await readResult(options.from);
  const id = chooseCandidate(result, choice);
  if (id === null) throw new UsageError("the run opened no patch; name a candidate by its number");
  const diff = await readFile(join(options.from, "candidates", `${id}.diff`));
  const repository = await openRepository(options.repo);
  try {
    await repository.resolve(result.manifest.baseCommit);
    const named = options.branch === undefined ? {} : { branch: options.branch };
    const branch = await branchCandidate(repository, { result, id, diff, ...named });
    process.stdout.write(`branch  ${branch.name}\n`);
  } finally {
    await repository.close();
  }
}
