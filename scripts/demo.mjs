// npm run demo: sets everything up, then shows the whole product on an example with a real model.

import process from "node:process";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { bundle } from "./bundle.mjs";
import { demoCli } from "./demo-cli.mjs";
import { ensureDependencies, ensureWeights, guarded, log, ROOT } from "./setup.mjs";

const USAGE = `npm run demo -- [options]
  a GitHub on this machine: an issue, the comment /generate, the app, a draft pull request
  --model 0.5b|1.5b    generator and judge (default 1.5b)
  --candidates N       patches to write (default 10)
  --port N             where the pages are (default 4180; 0 takes any)
  --once               end when the request has, instead of staying up
  --json               how it ended as JSON on standard output (npm run demo --silent -- --once --json)

  --cli                without GitHub: the command line alone, with these options as well
  --repo DIR --issue FILE   your own repository and issue instead of the example
  --seed N             first seed (default 1)`;

const OPTIONS = {
  model: { type: "string", default: "1.5b" },
  candidates: { type: "string", default: "10" },
  port: { type: "string", default: "4180" },
  once: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  cli: { type: "boolean", default: false },
  seed: { type: "string" },
  repo: { type: "string" },
  issue: { type: "string" },
  help: { type: "boolean", default: false },
};

process.exitCode = await guarded(demo);

async function demo() {
  const options = readOptions();
  if (options === null) return 2;
  if (options.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  await ensureDependencies();
  const weights = await ensureWeights(options.model);
  if (weights !== 0) return weights;
  if (options.cli) return demoCli({ ...options, seed: options.seed ?? "1" });
  const runner = await bundle("twin/runner/main.ts", "twin-runner");
  const program = await bundle("twin/demo/demo.ts", "twin-demo");
  const { demo: run } = await import(pathToFileURL(program).href);
  const { model, once, json, candidates, port } = options;
  const numbers = { candidates: Number(candidates), port: Number(port) };
  return run({ root: ROOT, runner, model, once, json, ...numbers });
}

function readOptions() {
  try {
    const { values } = parseArgs({ options: OPTIONS });
    if ((values.repo === undefined) !== (values.issue === undefined)) {
      throw new Error("--repo and --issue belong together");
    }
    const cliOnly = ["repo", "issue", "seed"].find((name) => values[name] !== undefined);
    if (cliOnly !== undefined && !values.cli) throw new Error(`--${cliOnly} needs --cli`);
    for (const name of ["candidates", "port"]) {
      if (!/^\d{1,5}$/.test(values[name])) throw new Error(`--${name} is a number`);
    }
    return values;
  } catch (error) {
    log(`${error.message}\n${USAGE}`);
    return null;
  }
}
