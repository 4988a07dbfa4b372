import type { Syntax } from "../contracts/syntax.ts";
import { countErrors } from "./count-errors.ts";
import { findDefinitions } from "./definitions.ts";
import { loadGrammars } from "./grammars.ts";
import { grammarOf, languageOf } from "./languages.ts";

export interface SyntaxOptions {
  /** Longer texts count as unsupported: parsing them takes seconds. In UTF-16 units. */
  readonly maxLength?: number;
}

const MAX_LENGTH = 1_000_000;

/** Parsers for Python, JavaScript, TypeScript, TSX and Java; their grammars are loaded when needed. */
export async function createSyntax(options: SyntaxOptions = {}): Promise<Syntax> {
  const grammars = await loadGrammars();
  const maxLength = options.maxLength ?? MAX_LENGTH;
  return {
    language: languageOf,
    supports: (path) => grammarOf(path) !== undefined,
    async definitions(path, text) {
      const grammar = grammarOf(path);
      if (grammar === undefined || text.length > maxLength) return [];
      return await grammars.parse(grammar, text, findDefinitions);
    },
    async errors(path, text) {
      const grammar = grammarOf(path);
      if (grammar === undefined || text.length > maxLength) return null;
      return await grammars.parse(grammar, text, countErrors);
    },
  };
}
