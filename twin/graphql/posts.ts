import { commentShape } from "../shapes/issue.ts";
import { association } from "../shapes/repository.ts";
import { iso, simpleUser } from "../shapes/user.ts";
import { nodeId } from "../state/node-id.ts";
import type { Comment, Issue, Post, Repository, User } from "../state/types.ts";
import { connection, type PageArguments } from "./connection.ts";
import type { GraphqlContext, Node } from "./context.ts";

/** Here, unlike in REST, a bot's login has no `[bot]`. */
export function actorNode({ world }: GraphqlContext, user: User): Node {
  const { html_url, avatar_url } = simpleUser(world, user);
  return {
    __typename: user.type,
    id: nodeId("U", user.id),
    databaseId: user.id,
    login: user.login.replace(/\[bot\]$/, ""),
    url: html_url,
    avatarUrl: avatar_url,
    resourcePath: new URL(html_url).pathname,
  };
}

/** What issues, pull requests and comments have in common. */
export function postFields(context: GraphqlContext, repository: Repository, post: Post) {
  return {
    databaseId: post.id,
    fullDatabaseId: String(post.id),
    body: post.body,
    author: () => actorNode(context, post.author),
    editor: () => {
      const last = post.edits.at(-1);
      return last === undefined ? null : actorNode(context, last.editor);
    },
    authorAssociation: association(repository, post.author),
    createdAt: iso(post.createdAt),
    updatedAt: iso(post.updatedAt),
    publishedAt: iso(post.createdAt),
    lastEditedAt: lastEdit(post),
    includesCreatedEdit: post.edits.length > 0,
    createdViaEmail: false,
    userContentEdits: (page: PageArguments) => editConnection(context, post, page),
  };
}

function lastEdit(post: Post): string | null {
  const last = post.edits.at(-1);
  return last === undefined ? null : iso(last.editedAt);
}

/** Newest first; the text as it was written counts once there is an edit. */
function editConnection(context: GraphqlContext, post: Post, page: PageArguments) {
  if (post.edits.length === 0) return connection([], page, (node: Node) => node);
  const texts = [...post.edits.map(({ before }) => before), post.body];
  const versions = texts.map((text, index) => {
    const edit = post.edits[index - 1];
    const at = iso(edit?.editedAt ?? post.createdAt);
    return {
      __typename: "UserContentEdit",
      id: nodeId("UCE", `${post.id}:${index}`),
      createdAt: at,
      editedAt: at,
      updatedAt: at,
      deletedAt: null,
      deletedBy: null,
      diff: text,
      editor: actorNode(context, edit?.editor ?? post.author),
    };
  });
  return connection(versions.reverse(), page, (node) => node);
}

export function commentNode(
  context: GraphqlContext,
  { repository, issue }: { repository: Repository; issue: Issue },
  comment: Comment,
): Node {
  return {
    __typename: "IssueComment",
    id: nodeId("IC", comment.id),
    ...postFields(context, repository, comment),
    url: commentShape(context.world, repository, issue, comment).html_url,
    isMinimized: comment.minimized !== null,
    minimizedReason: comment.minimized,
  };
}
