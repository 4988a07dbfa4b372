import { grants } from "../access/demand.ts";
import { gitText } from "../git/git.ts";
import { mergeBase } from "../git/merge.ts";
import type { RefMove } from "../git/ref-move.ts";
import {
  branchSha,
  checkRefName,
  findRef,
  isAncestor,
  moveRef,
  objectType,
  type Ref,
  removeRef,
} from "../git/refs.ts";
import { Failure } from "../http/failure.ts";
import type { Actor } from "../state/types.ts";
import { emitPush } from "../webhooks/push.ts";
import type { Change } from "./issues.ts";
import { followHead } from "./pulls.ts";

/** What follows from a ref that has moved, however it was moved: pull requests and webhooks. */
export async function afterMove(change: Change, move: RefMove): Promise<void> {
  change.repository.pushedAt = change.world.clock.now();
  if (!/^refs\/(heads|tags)\//.test(move.ref)) return;
  await emitPush(change, move);
  await followHead(change, move);
}

export async function createRef(change: Change, actor: Actor, to: Omit<Ref, "type">): Promise<Ref> {
  const { gitDir } = change.repository;
  await checkRefName(gitDir, to.ref);
  const type = await objectType(gitDir, to.sha);
  if (type === undefined) throw new Failure(422, "Object does not exist");
  if (to.ref.startsWith("refs/heads/") && type !== "commit") {
    throw new Failure(422, "Reference update failed");
  }
  if ((await findRef(gitDir, to.ref)) !== undefined) {
    throw new Failure(422, "Reference already exists");
  }
  await guardWorkflows(change, actor, { from: undefined, to: to.sha });
  await moveRef(gitDir, { ...to, from: undefined, to: to.sha });
  await afterMove(change, { ref: to.ref, before: undefined, after: to.sha });
  return { ...to, type };
}

export async function updateRef(
  change: Change,
  actor: Actor,
  to: Omit<Ref, "type"> & { force: boolean },
): Promise<Ref> {
  const { gitDir } = change.repository;
  const known = await findRef(gitDir, to.ref);
  if (known === undefined) throw new Failure(422, "Reference does not exist");
  const type = await objectType(gitDir, to.sha);
  if (type === undefined) throw new Failure(422, "Object does not exist");
  if (!to.force && !(await isAncestor(gitDir, known.sha, to.sha))) {
    throw new Failure(422, "Update is not a fast forward");
  }
  await guardWorkflows(change, actor, { from: known.sha, to: to.sha });
  await moveRef(gitDir, { ref: to.ref, from: known.sha, to: to.sha });
  await afterMove(change, { ref: to.ref, before: known.sha, after: to.sha });
  return { ref: to.ref, sha: to.sha, type };
}

export async function deleteRef(change: Change, ref: string): Promise<void> {
  const { gitDir, defaultBranch } = change.repository;
  const known = await findRef(gitDir, ref);
  if (known === undefined) throw new Failure(422, "Reference does not exist");
  if (ref === `refs/heads/${defaultBranch}`) {
    throw new Failure(422, "Cannot delete the default branch");
  }
  await removeRef(gitDir, ref);
  await afterMove(change, { ref, before: known.sha, after: undefined });
}

/** An app without the permission `workflows` must not bring in workflow files. */
export async function guardWorkflows(
  { repository }: Change,
  actor: Actor,
  { from, to }: { from: string | undefined; to: string },
): Promise<void> {
  if (actor.kind !== "installation" || grants(actor, "workflows", "write")) return;
  const { gitDir, defaultBranch } = repository;
  const main = await branchSha(gitDir, defaultBranch);
  const base = from ?? (main === undefined ? undefined : await mergeBase(gitDir, main, to));
  if (base === undefined || (await objectType(gitDir, to)) !== "commit") return;
  const args = ["diff", "--name-only", base, to, "--", ".github/workflows"];
  const [file] = (await gitText(gitDir, args)).split("\n");
  if (file === undefined || file === "") return;
  throw new Failure(
    403,
    `refusing to allow a GitHub App to create or update workflow \`${file}\` without \`workflows\` permission`,
  );
}
