import type { Source } from "../lexer.ts";

/** Replaces `start` to `end` (offsets in the definition's text, end excluded) by `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A mutation operator: all places of a definition where it applies, one edit each. */
export interface Operator {
  readonly name: string;
  readonly edits: (source: Source) => Edit[];
}
