import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { temporaryFolder } from "./git-folder.ts";
import type * as GithubParser from "./github-parser.ts";

/** GitHub's parser wants a newer Node than the oldest that we run on, so it is bundled. */
export async function loadGithubParser(): Promise<typeof GithubParser> {
  const outfile = join(temporaryFolder(), "github-parser.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "github-parser.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
  });
  return (await import(pathToFileURL(outfile).href)) as typeof GithubParser;
}
