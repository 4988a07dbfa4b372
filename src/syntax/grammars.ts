import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Language, Parser, type Tree } from "web-tree-sitter";
import type { GrammarName } from "./languages.ts";

/** Parses text with lazily loaded grammars. */
export interface Grammars {
  /** Calls `read` with the tree of `text`, and frees the tree afterwards. */
  parse<T>(name: GrammarName, text: string, read: (tree: Tree) => T): Promise<T>;
}

/**
 * Starts tree-sitter. Paths are resolved as packages, so that it works from the sources as well as
 * from a bundle whose dependencies lie in `node_modules`.
 */
export async function loadGrammars(): Promise<Grammars> {
  const require = createRequire(import.meta.url);
  await Parser.init({ locateFile: () => require.resolve("web-tree-sitter/web-tree-sitter.wasm") });
  const parsers = new Map<GrammarName, Promise<Parser>>();

  async function createParser(name: GrammarName): Promise<Parser> {
    const path = require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${name}.wasm`);
    const language = await Language.load(new Uint8Array(await readFile(path)));
    return new Parser().setLanguage(language);
  }

  function parserFor(name: GrammarName): Promise<Parser> {
    const known = parsers.get(name);
    if (known !== undefined) return known;
    const parser = createParser(name);
    parsers.set(name, parser);
    return parser;
  }

  return {
    async parse(name, text, read) {
      const parser = await parserFor(name);
      const tree = parser.parse(text);
      if (tree === null) throw new Error(`tree-sitter gave no tree for ${name}`);
      try {
        return read(tree);
      } finally {
        tree.delete();
      }
    },
  };
}
