/** Limits on what a patch may do. */
export interface PolicySettings {
  /** Globs that are allowed although the deny list forbids them. */
  readonly allow: readonly string[];
  /** Globs forbidden on top of the built-in deny list. */
  readonly deny: readonly string[];
  /** Globs of all that may be changed; none: everything that nothing else forbids. */
  readonly paths: readonly string[];
  readonly maxFiles: number;
  readonly maxLines: number;
  readonly maxBytes: number;
}

/** A policy outcome is a value, never an exception. */
export interface PolicyVerdict {
  readonly allowed: boolean;
  readonly violations: readonly { readonly rule: string; readonly detail: string }[];
}
