// Bundles the ways in. Dependencies stay outside: `npm ci` brings them, and dist/ holds only our code.
import { cp, mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { writeLicences } from "./licenses.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

const SHARED = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  legalComments: "none",
};

/** Writes the bundles to `outdir`. */
export async function buildAll(outdir = "dist") {
  await rm(`${root}/${outdir}`, { recursive: true, force: true });
  await build({
    ...SHARED,
    target: "node20",
    packages: "external",
    outdir,
    entryPoints: {
      "cli/main": "src/cli/main.ts",
      "app/serve": "src/app/serve.ts",
      "engine/worker": "src/engine/local/worker-main.ts",
    },
  });
  // They run inside the sandbox as they are, and are looked for beside the bundle.
  await cp(`${root}/src/learn/label/harness`, `${root}/${outdir}/cli/harness`, { recursive: true });
  await buildAction(`${outdir}/action`);
}

/** GitHub runs the action as it is committed, without any installation: all is in it. */
async function buildAction(outdir) {
  const { metafile } = await build({
    ...SHARED,
    target: "node24",
    outdir,
    entryPoints: { main: "src/action/main.ts", cli: "src/cli/main.ts" },
    minifyWhitespace: true,
    metafile: true,
    // Packages in CommonJS ask for Node's modules by this name.
    banner: {
      js: 'import { createRequire as ask } from "node:module"; const require = ask(import.meta.url);',
    },
    // What only commands use that no job calls, and what would be loaded from disk.
    external: ["esbuild", "probot", "fsevents"],
    logLevel: "warning",
  });
  await copyGrammars(`${root}/${outdir}/grammars`);
  await writeLicences({
    root,
    inputs: Object.keys(metafile.inputs),
    more: ["@vscode/tree-sitter-wasm", "web-tree-sitter"],
    file: `${root}/${outdir}/licenses.txt`,
  });
}

// As in src/syntax/languages.ts; a test of the action parses all of them.
const GRAMMARS = ["python", "javascript", "typescript", "tsx", "java"];

/** The languages that are read, and no others that the package has. */
async function copyGrammars(folder) {
  await mkdir(folder, { recursive: true });
  const packages = `${root}/node_modules`;
  await cp(`${packages}/web-tree-sitter/web-tree-sitter.wasm`, `${folder}/web-tree-sitter.wasm`);
  for (const name of GRAMMARS) {
    const file = `tree-sitter-${name}.wasm`;
    await cp(`${packages}/@vscode/tree-sitter-wasm/wasm/${file}`, `${folder}/${file}`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll(process.argv[2]);
