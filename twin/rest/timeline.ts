import { commentShape, eventShape } from "../shapes/issue.ts";
import { simpleUser } from "../shapes/user.ts";
import type { Issue, Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";

/** Events and comments of an issue in the order in which they happened. */
export function timeline(world: World, repository: Repository, issue: Issue): unknown[] {
  const events = issue.events.map((event) => ({
    at: event.createdAt.getTime(),
    id: event.id,
    entry: eventShape(world, repository, event) as unknown,
  }));
  const comments = issue.comments.map((comment) => ({
    at: comment.createdAt.getTime(),
    id: comment.id,
    entry: {
      event: "commented",
      actor: simpleUser(world, comment.author),
      ...commentShape(world, repository, issue, comment),
    } as unknown,
  }));
  return [...events, ...comments]
    .sort((a, b) => a.at - b.at || a.id - b.id)
    .map(({ entry }) => entry);
}
