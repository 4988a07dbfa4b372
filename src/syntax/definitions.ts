import type { Node, Tree } from "web-tree-sitter";
import type { Definition } from "../contracts/syntax.ts";
import { walkTree } from "./walk.ts";

type Kind = Definition["kind"];

const KINDS: Readonly<Record<string, Kind>> = {
  // Python
  function_definition: "function",
  class_definition: "class",
  // JavaScript and TypeScript
  function_declaration: "function",
  generator_function_declaration: "function",
  class_declaration: "class",
  abstract_class_declaration: "class",
  method_definition: "method",
  interface_declaration: "class",
  enum_declaration: "class",
  type_alias_declaration: "other",
  // Java
  method_declaration: "method",
  constructor_declaration: "method",
  compact_constructor_declaration: "method",
  record_declaration: "class",
  annotation_type_declaration: "class",
};

/** Nodes that hold a function by a name of their own, and the field that has it. */
const HOLDERS: Readonly<Record<string, { name: string; value: string }>> = {
  variable_declarator: { name: "name", value: "value" },
  field_definition: { name: "property", value: "value" },
  public_field_definition: { name: "name", value: "value" },
  pair: { name: "key", value: "value" },
  assignment_expression: { name: "left", value: "right" },
};

const FUNCTION_VALUES = new Set([
  "arrow_function",
  "function_expression",
  "generator_function",
  "function",
  "class",
]);

/** Parents that belong to a definition: `export`, decorators, `const`, the statement around it. */
const WRAPPERS = new Set([
  "decorated_definition",
  "export_statement",
  "lexical_declaration",
  "variable_declaration",
  "expression_statement",
  "ambient_declaration",
]);

interface Scope {
  readonly name: string;
  readonly kind: Kind;
  readonly endIndex: number;
}

/** All definitions of a tree, outer before inner. A name has its classes in front: `Cart.total`. */
export function findDefinitions(tree: Tree): Definition[] {
  const found: Definition[] = [];
  const scopes: Scope[] = [];
  walkTree(tree, (cursor) => {
    if (!interesting(cursor.nodeType)) return;
    while ((scopes.at(-1)?.endIndex ?? Infinity) <= cursor.startIndex) scopes.pop();
    addDefinition(cursor.currentNode, scopes, found);
  });
  return found.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function interesting(type: string): boolean {
  return Object.hasOwn(KINDS, type) || Object.hasOwn(HOLDERS, type);
}

function addDefinition(node: Node, scopes: Scope[], found: Definition[]): void {
  const read = nameAndKind(node);
  if (read === null) return;
  const outer = scopes.at(-1);
  const method = read.kind === "function" && outer?.kind === "class";
  const kind = method ? "method" : read.kind;
  const name = outer === undefined ? read.name : `${outer.name}.${read.name}`;
  scopes.push({ name, kind, endIndex: node.endIndex });
  const whole = withWrappers(node);
  found.push({
    name,
    kind,
    startLine: startWithComments(whole),
    endLine: endLineOf(whole),
  });
}

function nameAndKind(node: Node): { name: string; kind: Kind } | null {
  const kind = KINDS[node.type];
  if (kind !== undefined) {
    const name = node.childForFieldName("name")?.text;
    // `export default function () {}`
    return { name: name ?? "default", kind };
  }
  const holder = HOLDERS[node.type];
  if (holder === undefined) return null;
  const value = node.childForFieldName(holder.value);
  const name = node.childForFieldName(holder.name)?.text;
  if (value === null || name === undefined || !FUNCTION_VALUES.has(value.type)) return null;
  const isClass = value.type === "class";
  const member = node.type === "field_definition" || node.type === "public_field_definition";
  return { name: name.slice(0, 200), kind: isClass ? "class" : member ? "method" : "function" };
}

function withWrappers(node: Node): Node {
  let whole = node;
  for (let parent = node.parent; parent !== null; parent = parent.parent) {
    // `const a = …, b = …` belongs to neither of the two.
    if (!WRAPPERS.has(parent.type) || parent.namedChildCount > maxChildren(parent)) break;
    whole = parent;
  }
  return whole;
}

function maxChildren(wrapper: Node): number {
  if (wrapper.type === "decorated_definition" || wrapper.type === "export_statement") return 50;
  return 1;
}

/** Line of the first comment or decorator that stands directly above, without a blank line. */
function startWithComments(node: Node): number {
  let first = node;
  for (let above = node.previousNamedSibling; above !== null; above = above.previousNamedSibling) {
    const comment = /comment|^decorator$/.test(above.type);
    const touches = endLineOf(above) >= first.startPosition.row;
    if (!comment || !touches || sharesLine(above)) break;
    first = above;
  }
  return first.startPosition.row + 1;
}

/** A comment at the end of a line of code belongs to that line. */
function sharesLine(comment: Node): boolean {
  const before = comment.previousSibling;
  return before !== null && before.endPosition.row === comment.startPosition.row;
}

/** Some nodes end at column 0 of the line after their last. */
function endLineOf(node: Node): number {
  const { row, column } = node.endPosition;
  return column === 0 && row > node.startPosition.row ? row : row + 1;
}
