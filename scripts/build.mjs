// Bundles the ways in. Dependencies stay outside: `npm ci` brings them, and dist/ holds only our code.
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Writes the bundles to `outdir`. */
export async function buildAll(outdir = "dist") {
  await rm(`${root}/${outdir}`, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    legalComments: "none",
    outdir,
    entryPoints: {
      "cli/main": "src/cli/main.ts",
      "engine/worker": "src/engine/local/worker-main.ts",
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll(process.argv[2]);
