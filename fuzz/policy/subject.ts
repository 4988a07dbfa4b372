import { UserError } from "../../src/contracts/errors.ts";
import type { Patch, TreeEntry } from "../../src/contracts/repository.ts";
import { checkPatch } from "../../src/policy/check-patch.ts";
import { DEFAULT_POLICY } from "../../src/policy/settings.ts";
import { diffApplier } from "../../src/workspace/apply-diff.ts";
import { parseTree } from "../../src/workspace/tree.ts";
import type { Scratch } from "./scratch.ts";

export type Verdict =
  | { readonly kind: "too-big" }
  | { readonly kind: "does-not-apply" }
  | { readonly kind: "refused"; readonly rules: readonly string[]; readonly patch: Patch }
  | { readonly kind: "allowed"; readonly patch: Patch }
  | { readonly kind: "crashed"; readonly words: string };

/** What the product does with a stranger's diff before anything is published. */
export class Subject {
  readonly #tree: readonly TreeEntry[];
  readonly #blobs: ReadonlyMap<string, Buffer>;

  constructor(scratch: Scratch) {
    this.#tree = parseTree(scratch.must(["ls-tree", "-r", "-l", "-z", "--full-tree", "HEAD"]));
    const files = this.#tree.filter(({ mode }) => mode !== "160000");
    this.#blobs = new Map(files.map(({ oid }) => [oid, scratch.must(["cat-file", "blob", oid])]));
  }

  async judge(diff: Uint8Array): Promise<Verdict> {
    if (diff.length > DEFAULT_POLICY.maxBytes) return { kind: "too-big" };
    try {
      const read = (oid: string) => this.#read(oid);
      const { maxFiles } = DEFAULT_POLICY;
      const patch = await diffApplier.apply({ tree: this.#tree, read, diff, maxFiles });
      const options = { oldContent: patch.oldContent };
      const { allowed, violations } = checkPatch(patch, DEFAULT_POLICY, options);
      if (allowed) return { kind: "allowed", patch };
      return { kind: "refused", rules: [...new Set(violations.map(({ rule }) => rule))], patch };
    } catch (error) {
      if (error instanceof UserError) return { kind: "does-not-apply" };
      return { kind: "crashed", words: String(error) };
    }
  }

  async #read(oid: string): Promise<Uint8Array> {
    const blob = this.#blobs.get(oid);
    if (blob === undefined) throw new Error(`there is no blob ${oid}`);
    return blob;
  }
}
