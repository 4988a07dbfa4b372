import type { Tree, TreeCursor } from "web-tree-sitter";

/**
 * Calls `visit` for every node, parents first. A cursor, not recursion: files are hostile, and deep
 * nesting must not exhaust the stack.
 */
export function walkTree(tree: Tree, visit: (cursor: TreeCursor) => void): void {
  const cursor = tree.walk();
  try {
    do visit(cursor);
    while (gotoNext(cursor));
  } finally {
    cursor.delete();
  }
}

function gotoNext(cursor: TreeCursor): boolean {
  if (cursor.gotoFirstChild()) return true;
  while (!cursor.gotoNextSibling()) {
    if (!cursor.gotoParent()) return false;
  }
  return true;
}
