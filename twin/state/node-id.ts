/** The id by which GraphQL names a thing. Reversible, so that `node(id:)` and mutations find it. */
export function nodeId(type: string, id: number | string): string {
  return `${type}_${Buffer.from(String(id)).toString("base64url")}`;
}

export function parseNodeId(text: string): { type: string; id: string } | undefined {
  const found = /^([A-Za-z]+)_([A-Za-z0-9_-]+)$/.exec(text);
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  return { type: found[1], id: Buffer.from(found[2], "base64url").toString() };
}
