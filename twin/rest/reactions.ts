import { z } from "zod";
import { writing } from "../access/demand.ts";
import { react } from "../change/comments.ts";
import { notFound } from "../http/failure.ts";
import { NO_CONTENT } from "../http/reply.ts";
import { reactionShape } from "../shapes/issue.ts";
import type { Post, Repository } from "../state/types.ts";
import { type Call, list, numberParam, read } from "./call.ts";
import { commentIn } from "./comments.ts";
import { changeBy, issueIn, READ } from "./issues.ts";
import { reviewCommentIn } from "./review-comments.ts";
import type { Routes } from "./routes.ts";

const WRITE = writing("read", "issues", "pull_requests");

export const REACTIONS = [
  "+1",
  "-1",
  "laugh",
  "confused",
  "heart",
  "hooray",
  "rocket",
  "eyes",
] as const;

export function reactionRoutes(routes: Routes): void {
  onPosts(routes, "/issues/:number/reactions", issueIn);
  onPosts(routes, "/issues/comments/:id/reactions", (call, repository) => {
    return commentIn(call, repository).comment;
  });
  onPosts(routes, "/pulls/comments/:id/reactions", (call, repository) => {
    return reviewCommentIn(call, repository).comment;
  });
}

function onPosts(
  routes: Routes,
  path: string,
  postIn: (call: Call, repository: Repository) => Post,
): void {
  routes.repo("GET", path, READ, (call, repository) => {
    const content = call.query.get("content");
    const wanted = postIn(call, repository).reactions.filter(
      (reaction) => content === null || reaction.content === content,
    );
    return list(call, wanted, (reaction) => reactionShape(call.world, reaction));
  });
  routes.repo("POST", path, WRITE, (call, repository) => {
    const { content } = read(call, z.object({ content: z.enum(REACTIONS) }));
    const post = postIn(call, repository);
    const { reaction, isNew } = react(changeBy(call, repository), post, content);
    const body = reactionShape(call.world, reaction);
    return { status: isNew ? 201 : 200, body, wrote: isNew };
  });
  routes.repo("DELETE", `${path}/:reaction`, WRITE, (call, repository) => {
    const { reactions } = postIn(call, repository);
    const id = numberParam(call, "reaction");
    const index = reactions.findIndex((each) => each.id === id);
    const own = reactions[index]?.user === changeBy(call, repository).by.user;
    if (!own) throw notFound();
    reactions.splice(index, 1);
    return NO_CONTENT;
  });
}
