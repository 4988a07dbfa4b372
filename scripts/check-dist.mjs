// Fails if the committed bundles are not what the source gives, new files included.
import process from "node:process";
import { buildAll } from "./build.mjs";
import { log, run } from "./setup.mjs";

await buildAll();
await run("git", ["add", "--intent-to-add", "dist"]);
const code = await run("git", ["diff", "--exit-code", "--stat", "--", "dist"]);
if (code !== 0) log("dist/ is not up to date: run npm run build and commit it");
process.exitCode = code;
