import type { CommentState } from "../publish/comment-state.ts";
import { commentBody } from "../publish/comment-text.ts";
import { showComment } from "../publish/living-comment.ts";
import type { Hold } from "../record/hold.ts";
import type { Workplace } from "./workplace.ts";

/** Brings the living comment of a request up to date. */
export async function showState(place: Workplace, hold: Hold, state: CommentState): Promise<void> {
  const { request } = hold.claim;
  const body = await place.secrets.redact(commentBody(request, state));
  await hold.keep();
  await showComment(place.host, request.origin?.issue ?? 0, request.id, body);
}
