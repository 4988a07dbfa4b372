import { REACTIONS } from "../rest/reactions.ts";
import type { Post, ReactionContent } from "../state/types.ts";
import { EMPTY, type Html, html, when } from "./html.ts";
import { renderMarkdown } from "./markdown.ts";
import { avatar, when as time } from "./parts.ts";
import type { Visit } from "./visit.ts";

const FACES: Readonly<Record<ReactionContent, string>> = {
  "+1": "👍",
  "-1": "👎",
  laugh: "😄",
  confused: "😕",
  heart: "❤️",
  hooray: "🎉",
  rocket: "🚀",
  eyes: "👀",
};

export interface PostView {
  readonly post: Post;
  /** The fragment of its address. */
  readonly anchor: string;
  /** Where a reaction to it is sent. */
  readonly reactTo: string;
  readonly verb: string;
  readonly note?: Html;
}

/** An issue's text or a comment. */
export function postView(visit: Visit, { post, anchor, reactTo, verb, note }: PostView): Html {
  const text =
    post.body.trim() === ""
      ? html`<p class="soft"><em>No description.</em></p>`
      : renderMarkdown(post.body);
  return html`<article class="post" id="${anchor}">${avatar(post.author)}<div class="card">
<header><h2><b>${post.author.login}</b> ${verb} ${time(post.createdAt)}</h2>${when(
    post.author.type === "Bot",
    () => html`<span class="tag">bot</span>`,
  )}${edited(post)}${note ?? EMPTY}</header>
<div class="text">${text}</div>
<footer class="reactions">${chips(post)}${reactForm(visit, reactTo)}</footer></div></article>`;
}

function edited({ edits, author }: Post): Html {
  const last = edits.at(-1);
  if (last === undefined) return EMPTY;
  const by = when(last.editor.login !== author.login, () => html`by ${last.editor.login} `);
  return html`<span>· edited ${by}${time(last.editedAt)}</span>`;
}

function chips({ reactions }: Post): Html[] {
  return REACTIONS.flatMap((content) => {
    const who = reactions.filter((each) => each.content === content);
    if (who.length === 0) return [];
    const names = who.map(({ user }) => user.login).join(", ");
    return [html`<span class="chip" title="${names}">${FACES[content]} ${who.length}</span>`];
  });
}

function reactForm({ as, path }: Visit, reactTo: string): Html {
  const buttons = REACTIONS.map(
    (content) =>
      html`<button class="tiny" name="content" value="${content}" aria-label="React with ${content}">${FACES[content]}</button>`,
  );
  return html`<details class="react"><summary>React</summary><form method="post" action="${reactTo}"><input type="hidden" name="as" value="${as}"><input type="hidden" name="back" value="${path}">${buttons}</form></details>`;
}
