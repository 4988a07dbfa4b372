import type { Tree } from "web-tree-sitter";
import { walkTree } from "./walk.ts";

/** Number of ERROR and MISSING nodes. */
export function countErrors(tree: Tree): number {
  if (!tree.rootNode.hasError) return 0;
  let errors = 0;
  walkTree(tree, (cursor) => {
    if (cursor.nodeType === "ERROR" || cursor.nodeIsMissing) errors++;
  });
  return errors;
}
