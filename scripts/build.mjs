// Bundles the ways in. Dependencies stay outside: `npm ci` brings them, and dist/ holds only our code.
import { cp, rm } from "node:fs/promises";
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
      "app/serve": "src/app/serve.ts",
      "engine/worker": "src/engine/local/worker-main.ts",
    },
  });
  // They run inside the sandbox as they are, and are looked for beside the bundle.
  await cp(`${root}/src/learn/label/harness`, `${root}/${outdir}/cli/harness`, { recursive: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll(process.argv[2]);
