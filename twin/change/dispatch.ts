import { z } from "zod";
import { branchSha, findRef } from "../git/refs.ts";
import { Failure, notFound } from "../http/failure.ts";
import { fullRepository } from "../shapes/repository.ts";
import { simpleUser } from "../shapes/user.ts";
import type { WorkflowRun } from "../state/types.ts";
import { emit } from "../webhooks/emit.ts";
import type { Change } from "./issues.ts";
import { startRun } from "./runs.ts";
import { readWorkflow, type WorkflowFile } from "./workflow-file.ts";

const MAX_CHARACTERS = 65_535;

export interface Dispatch {
  /** Path of the workflow's file. */
  readonly path: string;
  readonly ref: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** `workflow_dispatch`: the file must be on the default branch and on the ref it shall run on. */
export async function dispatchWorkflow(
  { world, repository, by }: Change,
  { path, ref, inputs }: Dispatch,
): Promise<WorkflowRun> {
  const { gitDir, defaultBranch } = repository;
  const main = await branchSha(gitDir, defaultBranch);
  const known = main === undefined ? undefined : await readWorkflow(repository, main, path);
  if (known === undefined) throw notFound();
  const branch = ref.replace(/^refs\/heads\//, "");
  const found = (await findRef(gitDir, `refs/heads/${branch}`)) ?? (await findRef(gitDir, ref));
  if (found === undefined) throw new Failure(422, `No ref found for: ${ref}`);
  const file = await readWorkflow(repository, found.sha, path);
  if (file === undefined || !("workflow_dispatch" in file.on)) {
    throw new Failure(422, "Workflow does not have 'workflow_dispatch' trigger");
  }
  const filled = fillInputs(file, inputs);
  const payload = {
    inputs: filled,
    ref: `refs/heads/${branch}`,
    workflow: path,
    repository: fullRepository(world, repository, { kind: "anonymous" }),
    sender: simpleUser(world, by.user),
  };
  return startRun(
    { world, repository },
    {
      ...{ path, file, payload },
      event: "workflow_dispatch",
      headBranch: branch,
      headSha: found.sha,
      actor: by.user,
      inputs: filled,
    },
  );
}

const Declared = z.object({
  inputs: z
    .record(
      z.string(),
      z
        .object({
          required: z.boolean().default(false),
          default: z.union([z.string(), z.number(), z.boolean()]).optional(),
        })
        .nullish(),
    )
    .nullish(),
});

function fillInputs(
  file: WorkflowFile,
  inputs: Readonly<Record<string, string>>,
): Record<string, string> {
  const declared = Declared.safeParse(file.on["workflow_dispatch"] ?? {}).data?.inputs ?? {};
  const unexpected = Object.keys(inputs).filter((name) => !(name in declared));
  if (unexpected.length > 0) {
    throw new Failure(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  }
  const filled: Record<string, string> = {};
  for (const [name, wanted] of Object.entries(declared)) {
    const value =
      inputs[name] ?? (wanted?.default === undefined ? undefined : String(wanted.default));
    if (value === undefined && wanted?.required === true) {
      throw new Failure(422, `Required input '${name}' not provided`);
    }
    filled[name] = value ?? "";
  }
  if (Object.values(filled).join("").length > MAX_CHARACTERS) {
    throw new Failure(422, "inputs are too large.");
  }
  return filled;
}

/** `repository_dispatch`: apps hear of it, and workflows of the default branch start. */
export function dispatchRepository(
  { world, repository, by }: Change,
  { type, payload }: { type: string; payload: Readonly<Record<string, unknown>> },
): void {
  emit(world, {
    event: "repository_dispatch",
    action: type,
    repository,
    sender: by.user,
    fields: { branch: repository.defaultBranch, client_payload: payload },
  });
}
