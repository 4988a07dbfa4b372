import { Command, CommanderError, Option } from "commander";
import { EXIT, UserError } from "../contracts/errors.ts";
import { USUAL } from "../contracts/request.ts";
import { printable } from "../report/printable.ts";
import { applyCommand } from "./apply-command.ts";
import { doctorCommand } from "./doctor/doctor-command.ts";
import { type Environment, readEnvironment } from "./environment.ts";
import { initCommand } from "./init-command.ts";
import { judgeCommand } from "./judge-command.ts";
import { addLearnCommands } from "./learn/learn-commands.ts";
import { locateCommand } from "./locate-command.ts";
import { addModelsCommands } from "./models-command.ts";
import { decimal, wholeNumber } from "./options.ts";
import { runCommand } from "./run-command.ts";
import { addRunnerCommands } from "./runner-command.ts";
import { addRunsCommands } from "./runs/runs-commands.ts";
import { serveCommand } from "./serve-command.ts";

/** Runs the command line and returns its exit code; never throws. */
export async function main(argv: readonly string[]): Promise<number> {
  const env = readEnvironment();
  // Whoever reads may leave early: patchjudge … | head.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  try {
    await buildProgram(env).parseAsync(argv, { from: "user" });
    return EXIT.done;
  } catch (error) {
    return report(error, env);
  }
}

/** One place turns every failure into words and an exit code. */
function report(error: unknown, env: Environment): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (error instanceof UserError) {
    process.stderr.write(`patchjudge: ${printable(error.message)}\n`);
    return error.exitCode;
  }
  if (isSystemError(error)) {
    const hint = "Check free space and permissions, there and in the cache";
    process.stderr.write(`patchjudge: ${printable(error.message)}. ${hint} (${env.cache}).\n`);
    return EXIT.failed;
  }
  const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `patchjudge ${env.version} failed, and should not have: ${printable(bug)}\n`,
  );
  return EXIT.failed;
}

/** The operating system said no: a full disk, a read-only folder. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  const codes = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "ENOTDIR", "EMFILE"];
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

function buildProgram(env: Environment): Command {
  const program = new Command("patchjudge")
    .description("Ten candidate patches from a small local model, ranked by a small local judge.")
    .version(env.version)
    .showHelpAfterError("(patchjudge --help shows all commands)")
    .exitOverride()
    .addHelpText(
      "after",
      "\nExit codes: 0 done (also when no patch is opened), 1 failed, 2 wrong usage, 3 stopped by you, 4 no weights.",
    );
  addRun(program, env);
  program
    .command("locate")
    .description("show which code would be shown to the model, and why")
    .requiredOption("--issue <file>", "issue text, Markdown; - reads standard input")
    .option("--repo <dir>", "git repository", ".")
    .option("--base <ref>", "commit to work on", "HEAD")
    .option("--contexts <n>", "places to change that are tried", wholeNumber, 1)
    .option("--json", "JSON on standard output")
    .action((options) => locateCommand(options));
  program
    .command("apply")
    .description("make a branch from a candidate of an earlier run")
    .argument("<candidate>", "number of the candidate, or best")
    .requiredOption("--from <dir>", "folder that the run wrote")
    .option("--repo <dir>", "git repository", ".")
    .option("--branch <name>", "name of the branch")
    .action((candidate, options) => applyCommand(candidate, options));
  addRunsCommands(program, env);
  addInit(program, env);
  addDoctor(program, env);
  addRunnerCommands(program, env);
  addServe(program, env);
  addJudge(program, env);
  addModelsCommands(program, env);
  addLearnCommands(program, env);
  return program;
}

function addInit(program: Command, env: Environment): void {
  program
    .command("init")
    .description("write the workflow and the settings of a repository; asks for what is not given")
    .option("--repo <dir>", "git repository", ".")
    .option("--labels <names>", "labels of the runner with the GPU (default: self-hosted,gpu)")
    .option("--trigger <label>", "label on an issue that asks for a patch", "patchjudge")
    .option(
      "--app",
      "for the app as a server (patchjudge serve): the workflow only runs the models",
    )
    .addOption(
      new Option("--token <whose>", "who opens pull requests: the workflow or your app").choices([
        "github",
        "app",
      ]),
    )
    .option("--model <id|file>", "generator, if not 1.5b; a file is one on the runner")
    .option("--engine <url>", "a llama-server that the runner reaches, instead of its own engine")
    .option("--cache <dir>", "folder with engine and weights on the runner")
    .option("--action <ref>", "our action, owner/name@commit (default: this very commit)")
    .option("--dry-run", "show what would be written")
    .option("--force", "write over files that are there")
    .action((options) => initCommand(options, env));
}

function addDoctor(program: Command, env: Environment): void {
  program
    .command("doctor")
    .description("what a run needs of this machine, what is there, and how to mend the rest")
    .option("--model <id|file>", "model that is to be run", "1.5b")
    .option("--repo <dir>", "also look at the settings and the workflow of this working copy")
    .option("--engine <local|url>", "local, or the address of a llama-server", "local")
    .option("--no-machine", "leave out this machine, for one that runs no models")
    .option("--github <owner/name>", "also look at this repository, with the token in GITHUB_TOKEN")
    .option("--json", "JSON on standard output")
    .action((options) => doctorCommand(options, env));
}

function addServe(program: Command, env: Environment): void {
  program
    .command("serve")
    .description("run the GitHub app: hears /generate, starts the workflow, opens the pull request")
    .option("--jobs <n>", "issues worked on side by side", wholeNumber, 8)
    .option("--sweep-seconds <n>", "pause between two searches for what got lost", wholeNumber, 120)
    .option("--lease-seconds <n>", "after so long another process takes over", wholeNumber, 60)
    .option("--stop-seconds <n>", "how long a stop waits for jobs", wholeNumber, 25)
    .option(
      "--metrics-port <n>",
      "port of GET /metrics, for Prometheus; without it none",
      wholeNumber,
    )
    .option("--write-interval-ms <n>", "least time between two writes to GitHub", wholeNumber, 1000)
    .addHelpText("after", SERVE_HELP)
    .action((options) => serveCommand(options, env));
}

const SERVE_HELP = `
Credentials come from Probot's variables: APP_ID, PRIVATE_KEY or PRIVATE_KEY_PATH, WEBHOOK_SECRET; PORT, HOST,
LOG_LEVEL, LOG_FORMAT; GHE_HOST and GHE_PROTOCOL for a server of your own. Without APP_ID, the page at / makes an app.`;

function addJudge(program: Command, env: Environment): void {
  program
    .command("judge")
    .description("score the candidates of a pool, by the code of a live run")
    .requiredOption("--pool <file...>", "candidates, JSON Lines (see docs/judges.md)")
    .requiredOption("--tasks <file...>", "their tasks, JSON Lines")
    .requiredOption("--out <file>", "scored pool to write; one that exists is gone on with")
    .option("--judge <file>", "a judge's file; auto: the one for the model; none", "auto")
    .option("--model <id|file>", "the judge's model: 0.5b, 1.5b or a .gguf file", "1.5b")
    .option("--engine <local|url>", "local, or the address of a llama-server", "local")
    .option("--threads <n>", "of the local engine", wholeNumber)
    .addOption(
      new Option("--gpu <mode>", "of the local engine").choices(["auto", "off"]).default("auto"),
    )
    .action((options) => judgeCommand(options, env));
}

function addRun(program: Command, env: Environment): void {
  program
    .command("run")
    .description("write candidate patches for an issue and rank them")
    .option("--issue <file>", "issue text, Markdown; - reads standard input")
    .option("--request <file>", "instead of an issue: a request that was frozen before, JSON")
    .option("--repo <dir>", "git repository", ".")
    .option("--base <ref>", "commit to work on", "HEAD")
    .option("--candidates <n>", "patches to write", wholeNumber, USUAL.candidates)
    .option("--contexts <n>", "places to change that are tried", wholeNumber, 1)
    .option("--apply <n|best>", "make a branch from that candidate")
    .option("--out <dir>", "folder for result.json, candidates/ and report.html")
    .option("--json", "the result as JSON on standard output")
    .option("--model <id|file>", "generator: 0.5b, 1.5b or a .gguf file", "1.5b")
    .option("--judge-model <id|file>", "judge; the generator's model unless told")
    .option("--judge <file>", "a judge's file; auto: the one for the judge's model; none", "auto")
    .option("--engine <local|url>", "local, or the address of a llama-server", "local")
    .option("--judge-engine <local|url>", "the judge's, where it is another")
    .option("--seed <n>", "first seed of sampling", wholeNumber, USUAL.seed)
    .option("--temperature <t>", "of sampling, 0 to 2", decimal, USUAL.temperature)
    .option("--max-tokens <n>", "longest answer", wholeNumber, USUAL.maxAnswerTokens)
    .option("--paths <globs...>", "all that may be looked at and changed, such as packages/api/**")
    .option("--threads <n>", "of the local engine", wholeNumber)
    .addOption(
      new Option("--gpu <mode>", "of the local engine").choices(["auto", "off"]).default("auto"),
    )
    .action((options) => runCommand(options, env));
}
