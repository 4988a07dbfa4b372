// Bundles a TypeScript program of this repository that is not part of the package, to run it at once.
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Bundles `entry` (a path below the root) with whatever it imports; packages stay outside.
 *
 * @param {string} entry
 * @param {string} name
 * @returns {Promise<string>} the bundle's path
 */
export async function bundle(entry, name) {
  // Not at the top: whoever only wants a list of names needs no dependencies.
  const { build } = await import("esbuild");
  const outfile = `${root}node_modules/.cache/patchjudge/${name}.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
    plugins: [{ name: "own-place", setup: keepPlaces }],
  });
  return outfile;
}

/**
 * Modules that look for files beside themselves keep finding them after bundling.
 *
 * @param {import("esbuild").PluginBuild} build
 */
function keepPlaces(build) {
  build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const text = await readFile(path, "utf8");
    const url = JSON.stringify(pathToFileURL(path).href);
    const contents = text
      .replaceAll("import.meta.url", url)
      .replaceAll("import.meta.dirname", JSON.stringify(dirname(path)));
    return { contents, loader: "ts" };
  });
}
