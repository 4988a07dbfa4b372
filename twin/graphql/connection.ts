import type { Node } from "./context.ts";

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A list as GraphQL pages it. Cursors are positions. */
export function connection<T>(
  items: readonly T[],
  { first, after, last, before }: PageArguments,
  shape: (item: T) => Node,
) {
  let from = after === undefined || after === null ? 0 : positionOf(after) + 1;
  let to = before === undefined || before === null ? items.length : positionOf(before);
  if (typeof first === "number") to = Math.min(to, from + first);
  if (typeof last === "number") from = Math.max(from, to - last);
  const page = items.slice(from, to);
  return {
    totalCount: items.length,
    nodes: page.map(shape),
    edges: page.map((item, index) => ({ cursor: cursorOf(from + index), node: shape(item) })),
    pageInfo: {
      hasNextPage: to < items.length,
      hasPreviousPage: from > 0,
      startCursor: page.length === 0 ? null : cursorOf(from),
      endCursor: page.length === 0 ? null : cursorOf(to - 1),
    },
  };
}

function cursorOf(position: number): string {
  return Buffer.from(`cursor:${position}`).toString("base64");
}

function positionOf(cursor: string): number {
  return Number(Buffer.from(cursor, "base64").toString().replace("cursor:", ""));
}
