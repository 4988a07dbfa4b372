import { type Command, Option } from "commander";
import type { Environment } from "../environment.ts";
import { wholeNumber } from "../options.ts";
import { listCommand } from "./list-command.ts";
import { pruneCommand } from "./prune-command.ts";
import { replayCommand } from "./replay-command.ts";
import { showCommand } from "./show-command.ts";

/** `patchjudge runs …`: what was recorded of requests on GitHub. Plain git; no token of ours. */
export function addRunsCommands(program: Command, env: Environment): void {
  const runs = program.command("runs").description("the records of requests, from a clone");
  reading(runs.command("list"))
    .description("what became of each request, newest first")
    .option("--since <time>", "a day, such as 2026-03-01, or a time")
    .option("--issue <n>", "requests of one issue", wholeNumber)
    .option("--limit <n>", "show as many", wholeNumber, 50)
    .option("--json", "JSON on standard output")
    .action((options) => listCommand(options, env));
  reading(runs.command("show"))
    .description("everything that was recorded of one run")
    .argument("<id>", "id of the run; its beginning is enough")
    .option("--out <dir>", "new or empty folder for the record's files")
    .option("--json", "JSON on standard output")
    .action((id, options) => showCommand(id, options, env));
  addReplay(runs, env);
  runs
    .command("prune")
    .description("delete the records of old months, in the remote")
    .option("--repo <dir>", "clone of the repository", ".")
    .option("--remote <name>", "remote that has the records (default: origin)")
    .option("--keep-months <n>", "months that stay, this one among them", wholeNumber)
    .option("--before <month>", "delete what is older than that month, such as 2026-03")
    .option("--dry-run", "show what would be deleted")
    .option("--yes", "do not ask")
    .action((options) => pruneCommand(options));
}

function addReplay(runs: Command, env: Environment): void {
  reading(runs.command("replay"))
    .description("run a recorded request again and tell what comes out the same")
    .argument("<id>", "id of the run; its beginning is enough")
    .option("--model <id|file>", "the generator's file, where the record's model has no known name")
    .option("--judge-model <id|file>", "the judge's, likewise")
    .option("--judge <file>", "a judge's file; auto or none; as recorded unless told")
    .option(
      "--engine <local|url>",
      "local, or the address of a llama-server; as recorded unless told",
    )
    .option("--judge-engine <local|url>", "the judge's, where it is another")
    .option("--threads <n>", "of the local engine", wholeNumber)
    .addOption(
      new Option("--gpu <mode>", "of the local engine").choices(["auto", "off"]).default("auto"),
    )
    .option("--out <dir>", "folder for the new result.json, candidates/ and report.html")
    .option("--json", "JSON on standard output")
    .action((id, options) => replayCommand(id, options, env));
}

/** Where the records come from. */
function reading(command: Command): Command {
  return command
    .option("--repo <dir>", "clone of the repository", ".")
    .option("--remote <name>", "remote that has the records (default: origin)")
    .option("--offline", "use what was fetched before");
}
