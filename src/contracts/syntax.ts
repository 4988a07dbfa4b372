/** A named piece of code. Lines count from 1; both ends belong to it. */
export interface Definition {
  readonly name: string;
  readonly kind: "function" | "method" | "class" | "other";
  /** With decorators and the comment directly above. */
  readonly startLine: number;
  readonly endLine: number;
}

/** Port to the parsers. Languages are told by the path's extension. */
export interface Syntax {
  /** Fence label such as `python`, `typescript`; `text` where the extension is unknown. */
  language(path: string): string;
  /** Whether `definitions` and `errors` know this language. */
  supports(path: string): boolean;
  /** All definitions, outer before inner, by start line. Empty for an unsupported language. */
  definitions(path: string, text: string): Promise<Definition[]>;
  /** Number of syntax errors; `null` for an unsupported language. */
  errors(path: string, text: string): Promise<number | null>;
}
