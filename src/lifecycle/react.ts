import type { Reacted } from "../contracts/code-host.ts";

type Source =
  | { readonly kind: "comment" | "review"; readonly id: number }
  | { readonly kind: "label" };

/** What carries our reactions to a command: the comment that gave it, or the issue. */
export function reactedTo(issue: number, source: Source): Reacted {
  if (source.kind === "label") return { issue };
  return source.kind === "review" ? { review: source.id } : { comment: source.id };
}
