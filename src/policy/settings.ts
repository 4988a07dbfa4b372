import type { PolicySettings } from "../contracts/policy.ts";

/** What holds where a repository says nothing else. */
export const DEFAULT_POLICY: PolicySettings = {
  allow: [],
  deny: [],
  paths: [],
  maxFiles: 20,
  maxLines: 600,
  maxBytes: 100 * 1024,
};
