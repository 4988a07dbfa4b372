import type { ApiContext } from "../http/api-endpoint.ts";
import { notFound } from "../http/failure.ts";
import { createPerson, type Person } from "../person.ts";
import type { Issue, Repository } from "../state/types.ts";
import { findRepository, findUser, type World } from "../state/world.ts";

/** One look at a page, or one form that was sent. */
export interface Visit {
  readonly world: World;
  readonly context: ApiContext;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string | undefined>>;
  /** What a form brought. */
  readonly form: URLSearchParams;
  /** Who the visitor says to be. */
  readonly as: string;
}

/** The pages are for the one who runs the twin: they show private repositories too. */
export function repositoryIn({ world, params }: Visit): Repository {
  const found = findRepository(world, `${params["owner"]}/${params["repo"]}`);
  if (found === undefined) throw notFound();
  return found;
}

export function issueIn(visit: Visit): { repository: Repository; issue: Issue } {
  const repository = repositoryIn(visit);
  const issue = repository.issues.get(Number(visit.params["number"]));
  if (issue === undefined) throw notFound();
  return { repository, issue };
}

/** What is done by a form is done by the user that it names, with that user's rights. */
export function personIn({ world, context, form, as }: Visit): Person {
  const user = findUser(world, form.get("as") ?? as);
  if (user === undefined || user.type !== "User") throw notFound();
  return createPerson(context, user);
}
