import { hookCheckShape } from "../shapes/check.ts";
import type { Annotation, App, CheckRun } from "../state/types.ts";
import { emit } from "../webhooks/emit.ts";
import type { Change } from "./issues.ts";

/** What a call may set; what it leaves out stays as it is. */
export interface CheckChanges {
  readonly name?: string | undefined;
  readonly externalId?: string | undefined;
  readonly detailsUrl?: string | undefined;
  readonly status?: CheckRun["status"] | undefined;
  readonly conclusion?: string | undefined;
  readonly startedAt?: Date | undefined;
  readonly completedAt?: Date | undefined;
  readonly output?: Partial<CheckRun["output"]> | undefined;
  readonly annotations?: readonly Annotation[] | undefined;
  readonly actions?: CheckRun["actions"] | undefined;
}

export function createCheck(
  change: Change,
  app: App,
  { name, headSha, changes }: { name: string; headSha: string; changes: CheckChanges },
): CheckRun {
  const { world, repository } = change;
  const run: CheckRun = {
    id: world.nextId(),
    suiteId: suiteOf(change, app, headSha),
    app,
    headSha,
    name,
    externalId: null,
    detailsUrl: null,
    status: "queued",
    conclusion: null,
    startedAt: null,
    completedAt: null,
    output: { title: null, summary: null, text: null },
    annotations: [],
    actions: [],
  };
  apply(change, run, changes);
  repository.checkRuns.push(run);
  emitCheck(change, run, "created");
  if (run.status === "completed") emitCheck(change, run, "completed");
  return run;
}

/** Annotations are added to those that are there; everything else replaces. */
export function changeCheck(change: Change, run: CheckRun, changes: CheckChanges): void {
  const before = run.status;
  apply(change, run, changes);
  if (run.status === "completed" && before !== "completed") emitCheck(change, run, "completed");
}

function apply(change: Change, run: CheckRun, changes: CheckChanges): void {
  const now = change.world.clock.now();
  run.name = changes.name ?? run.name;
  run.externalId = changes.externalId ?? run.externalId;
  run.detailsUrl = changes.detailsUrl ?? run.detailsUrl;
  run.actions = changes.actions ?? run.actions;
  run.output = { ...run.output, ...changes.output };
  run.annotations.push(...(changes.annotations ?? []));
  setStatus(run, changes, now);
}

/** A conclusion completes, with or without being told so. */
function setStatus(run: CheckRun, changes: CheckChanges, now: Date): void {
  run.status = changes.conclusion === undefined ? (changes.status ?? run.status) : "completed";
  run.startedAt = changes.startedAt ?? run.startedAt ?? (run.status === "queued" ? null : now);
  const completed = run.status === "completed";
  run.conclusion = completed ? (changes.conclusion ?? run.conclusion) : null;
  run.completedAt = completed ? (changes.completedAt ?? run.completedAt ?? now) : null;
}

/** One suite for each app and commit. */
function suiteOf({ world, repository }: Change, app: App, headSha: string): number {
  const known = repository.checkRuns.find((run) => run.app === app && run.headSha === headSha);
  return known?.suiteId ?? world.nextId();
}

function emitCheck(change: Change, run: CheckRun, action: string): void {
  const { world, repository, by } = change;
  const fields = { check_run: hookCheckShape(world, repository, run) };
  emit(world, { event: "check_run", action, repository, sender: by.user, fields });
}
