import type { Request } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";

/** Where a request stands. Times are ISO strings. */
export type CommentState =
  | {
      readonly kind: "queued";
      readonly since: string;
      readonly runUrl: string | null;
      /** Nobody has taken it for long: labels of the runner that it waits for. */
      readonly stuckFor?: readonly string[];
    }
  | {
      readonly kind: "running";
      readonly since: string;
      readonly runUrl: string | null;
      /** How long runs take here; `null` where nobody knows yet. */
      readonly usualSeconds: number | null;
    }
  | OpenedState
  | { readonly kind: "abstained"; readonly result: Result; readonly runUrl: string | null }
  | {
      readonly kind: "failed";
      readonly reason: string;
      readonly runUrl: string | null;
      /** What the reader can do about it. */
      readonly help: string;
    }
  | { readonly kind: "cancelled"; readonly by: string }
  | { readonly kind: "refused"; readonly reason: string };

export type OpenedState = {
  readonly kind: "opened";
  readonly result: Result;
  /** The candidate that a person picked, in place of the judge's choice. */
  readonly picked?: number;
} & (
  | { readonly pullNumber: number }
  /** The settings want a branch alone. */
  | { readonly pullNumber: null; readonly branch: { name: string; compareUrl: string } }
);

/** What a comment says about its request; a refused command has nothing but its id. */
export type CommentRequest = Pick<Request, "id"> & Partial<Pick<Request, "settings" | "origin">>;
