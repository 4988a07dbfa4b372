import type { Job, Repository, WorkflowRun } from "../state/types.ts";
import type { World } from "../state/world.ts";

export interface FoundJob {
  readonly repository: Repository;
  readonly run: WorkflowRun;
  readonly job: Job;
}

/** All jobs, the oldest first within a repository. */
export function* allJobs(world: World): Generator<FoundJob> {
  for (const repository of world.repositories.values()) {
    for (const run of repository.runs) {
      for (const job of run.jobs) yield { repository, run, job };
    }
  }
}

export function findJob(world: World, id: number): FoundJob | undefined {
  for (const found of allJobs(world)) if (found.job.id === id) return found;
  return undefined;
}
