import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Language, Parser, type Tree } from "web-tree-sitter";
import type { GrammarName } from "./languages.ts";

/** Parses text with lazily loaded grammars. */
export interface Grammars {
  /** Calls `read` with the tree of `text`, and frees the tree afterwards. */
  parse<T>(name: GrammarName, text: string, read: (tree: Tree) => T): Promise<T>;
}

const require = createRequire(import.meta.url);

/**
 * Beside the bundle that has everything in it, else in its package: that works from the sources as well
 * as from a bundle whose dependencies lie in `node_modules`.
 */
function find(folder: string, file: string): string {
  const beside = join(import.meta.dirname, "grammars", file);
  return existsSync(beside) ? beside : require.resolve(`${folder}/${file}`);
}

/** Starts tree-sitter. */
export async function loadGrammars(): Promise<Grammars> {
  await Parser.init({ locateFile: () => find("web-tree-sitter", "web-tree-sitter.wasm") });
  const parsers = new Map<GrammarName, Promise<Parser>>();

  async function createParser(name: GrammarName): Promise<Parser> {
    const path = find("@vscode/tree-sitter-wasm/wasm", `tree-sitter-${name}.wasm`);
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
