import type { HostIssue, HostUser } from "./code-host.ts";

/** Somebody asked for something on an issue. The texts are those of that moment. */
export interface CommandEvent {
  readonly repositoryId: number;
  readonly issue: HostIssue & { readonly author: HostUser };
  readonly actor: HostUser;
  /** ISO 8601; whatever was written at this time or later is not part of the request. */
  readonly askedAt: string;
  readonly source:
    | { readonly kind: "comment"; readonly id: number; readonly body: string }
    /** On lines of a pull request's diff. */
    | {
        readonly kind: "review";
        readonly id: number;
        readonly body: string;
        readonly path: string;
        /** Null where the line is no longer part of the diff. */
        readonly line: number | null;
        readonly hunk: string;
      }
    | { readonly kind: "label"; readonly label: string }
    /** The workflow was started for the issue, by its run's id. */
    | { readonly kind: "dispatch"; readonly id: number; readonly words: string };
}
