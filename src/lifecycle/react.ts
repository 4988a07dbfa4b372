import type { Reacted } from "../contracts/code-host.ts";

type Source =
  | { readonly kind: "comment" | "review"; readonly id: number }
  | { readonly kind: "label" | "dispatch" };

/** What carries our reactions to a command: the comment that gave it, or the issue. */
export function reactedTo(issue: number, source: Source): Reacted {
  if (source.kind === "comment") return { comment: source.id };
  return source.kind === "review" ? { review: source.id } : { issue };
}
