import { type Person, writeCommit } from "../git/objects.ts";
import { objectType } from "../git/refs.ts";
import { Failure } from "../http/failure.ts";
import { GITHUB, personOf } from "./commits.ts";
import type { Change } from "./issues.ts";

type GivenPerson = { name: string; email: string; date?: string | undefined } | undefined;

export interface WantedCommit {
  readonly message: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: GivenPerson;
  readonly committer: GivenPerson;
}

/**
 * Writes a commit. GitHub signs what a bot commits in its own name; whoever names an author
 * gets an unsigned commit.
 */
export async function makeCommit(change: Change, wanted: WantedCommit): Promise<string> {
  const { repository, world, by } = change;
  const { gitDir } = repository;
  if ((await objectType(gitDir, wanted.tree)) !== "tree") {
    throw new Failure(422, "Tree SHA does not exist");
  }
  for (const parent of wanted.parents) {
    if ((await objectType(gitDir, parent)) !== "commit") {
      throw new Failure(422, "Parent SHA does not exist or is not a commit object");
    }
  }
  const now = world.clock.now();
  const itself = wanted.author === undefined && wanted.committer === undefined;
  const signs = itself && by.via !== null;
  const author = given(wanted.author, now) ?? personOf(by.user, now);
  const committer = signs
    ? { ...GITHUB, date: now.toISOString() }
    : (given(wanted.committer, now) ?? author);
  const { message, tree, parents } = wanted;
  const sha = await writeCommit(gitDir, { message, tree, parents, author, committer });
  if (signs) repository.signed.add(sha);
  return sha;
}

function given(person: GivenPerson, now: Date): Person | undefined {
  if (person === undefined) return undefined;
  return { name: person.name, email: person.email, date: person.date ?? now.toISOString() };
}
