import type { Block } from "./document.ts";

/** A short word where there is nothing to draw. */
export function missing(title: string, why = "Not measured yet."): Block[] {
  return [
    { kind: "heading", level: 3, text: title },
    { kind: "text", text: why, soft: true },
  ];
}
