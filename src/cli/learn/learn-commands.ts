import { type Command, Option } from "commander";
import { PoolStyle } from "../../contracts/answer-style.ts";
import { USUAL } from "../../contracts/request.ts";
import { LIVE_VIEW } from "../../learn/collect/views.ts";
import type { Environment } from "../environment.ts";
import { decimal, wholeNumber } from "../options.ts";
import { calibrateCommand } from "./calibrate-command.ts";
import { collectCommand } from "./collect-command.ts";
import { crossCommand } from "./cross-command.ts";
import { harvestCommand } from "./harvest-command.ts";
import { labelCommand } from "./label-command.ts";
import { metricsCommand } from "./metrics-command.ts";
import { packCommand } from "./pack-command.ts";
import { playOffCommand } from "./play-off-command.ts";
import { reportCommand } from "./report-command.ts";
import { rewordCommand } from "./reword-command.ts";
import { seedCommand } from "./seed-command.ts";
import { statesCommand } from "./states-command.ts";
import { trainCommand } from "./train-command.ts";
import { trialsCommand } from "./trials-command.ts";

/** `patchjudge learn …`: how judges are made and measured. */
export function addLearnCommands(program: Command, env: Environment): void {
  const learn = program.command("learn").description("make judges and measure them");
  addData(learn, env);
  addSeeding(learn, env);
  addHarvest(learn);
  addJudging(learn);
  addCross(learn);
  addCalibrate(learn);
  addTrials(learn, env);
}

/** Whose models read or write for hours. */
function withEngine(command: Command): Command {
  return command
    .option("--engine <local|url>", "local, or the address of a llama-server", "local")
    .option("--nice <n>", "how much the machine is left to others, 0 to 19", wholeNumber, 10)
    .option("--threads <n>", "of the local engine", wholeNumber)
    .option("--gpu <mode>", "of the local engine: auto or off", "auto");
}

/** Tasks of the repository domain. */
function addSeeding(learn: Command, env: Environment): void {
  learn
    .command("seed")
    .description("write tasks: seeded bugs in real packages, found by the packages' own tests")
    .requiredOption(
      "--out <file>",
      "tasks to write, JSON Lines; a file that exists is gone on with",
    )
    .option("--packages <names>", "some of the packages, with commas; all by default")
    .option("--per-package <n>", "at most so many tasks of a package", wholeNumber, 12)
    .option("--seed <n>", "of the order in which mutants are tried", wholeNumber, 1)
    .option("--nice <n>", "how much the machine is left to others, 0 to 19", wholeNumber, 10)
    .action((options) => seedCommand(options, env));
  withEngine(learn.command("reword"))
    .description("tell the issues of seeded bugs again, in a model's words")
    .requiredOption("--tasks <file>", "tasks that learn seed wrote")
    .requiredOption("--out <file>", "tasks to write; a file that exists is gone on with")
    .option("--model <id|file>", "who tells: 0.5b, 1.5b or a .gguf file", "1.5b")
    .option("--limit <n>", "at most so many tasks", wholeNumber)
    .option("--seed <n>", "of sampling", wholeNumber, USUAL.seed)
    .action((options) => rewordCommand(options, env));
}

/** What people did with patches of ours. */
function addHarvest(learn: Command): void {
  learn
    .command("harvest")
    .description("write a pool: recorded candidates, labelled by what people did with them")
    .requiredOption("--out <file>", "pool to write, JSON Lines; always anew")
    .option("--tasks-out <file>", "its tasks, JSON Lines (default: the pool's name and .tasks)")
    .option("--repo <dir>", "clone of the repository", ".")
    .option("--remote <name>", "remote that has the records (default: origin)")
    .option("--offline", "use what was fetched before")
    .action((options) => harvestCommand(options));
}

/** What a judge learns from. */
function addData(learn: Command, env: Environment): void {
  withEngine(learn.command("collect"))
    .description("write a pool: candidates of a generator for benchmark tasks")
    .requiredOption(
      "--tasks <file...>",
      "tasks: MBPP, MBXP, HumanEvalPack or HumanEval, JSON Lines",
    )
    .requiredOption("--out <file>", "pool to write, JSON Lines; one that exists is gone on with")
    .option("--only <ids>", "some of the tasks: mbpp/601-974, or ids with commas")
    .option("--limit <n>", "as many of them, in an order that is always the same", wholeNumber)
    .option("--shard <i/n>", "the i-th of n parts, for several processes or machines")
    .option("--generator <id|file>", "model: 0.5b, 1.5b or a .gguf file", "0.5b")
    .option("--n <n>", "candidates a task, beside a greedy one", wholeNumber, 10)
    .option("--seed <n>", "of sampling", wholeNumber, 1)
    .option("--temperature <t>", "of sampling, 0 to 2", decimal, USUAL.temperature)
    .option("--max-tokens <n>", "longest answer to a task of one function", wholeNumber, 320)
    .addOption(
      new Option(
        "--style <style>",
        "how to ask; by default as a live run does in repositories",
      ).choices(PoolStyle.options),
    )
    .option("--lanes <n>", "samples in flight together; more need more memory", wholeNumber, 33)
    .option("--no-own", "leave out the generator's verdict on its own answers, to save time")
    .action((options) => collectCommand(options, env));
  learn
    .command("label")
    .description("run the tests of a pool's candidates in the sandbox")
    .requiredOption("--pool <file...>", "pools that learn collect wrote")
    .requiredOption("--tasks <file...>", "the tasks of these pools, JSON Lines")
    .option("--nice <n>", "how much the machine is left to others, 0 to 19", wholeNumber, 10)
    .action((options) => labelCommand(options, env));
  withEngine(learn.command("states"))
    .description("read a labelled pool's candidates with a judge's model")
    .requiredOption("--pool <file...>", "pools that learn collect and learn label wrote")
    .requiredOption("--tasks <file...>", "the tasks of these pools, JSON Lines")
    .requiredOption("--out <file>", "states to write; a file that exists is gone on with")
    .option("--model <id|file>", "the judge's model: 0.5b, 1.5b or a .gguf file", "1.5b")
    .option("--view <name>", "how a candidate is shown", LIVE_VIEW)
    .option("--limit <n>", "at most so many tasks", wholeNumber)
    .action((options) => statesCommand(options, env));
}

/** What else might make a judge better, and whether it does. */
function addTrials(learn: Command, env: Environment): void {
  withEngine(learn.command("play-off"))
    .description("ask a judge's model which of each two of the best candidates is right")
    .requiredOption("--scored <file>", "a scored pool; the best are taken by its scores")
    .requiredOption("--tasks <file...>", "the tasks of this pool, JSON Lines")
    .requiredOption("--out <file>", "answers to write; a file that exists is gone on with")
    .option("--model <id|file>", "the judge's model: 0.5b, 1.5b or a .gguf file", "1.5b")
    .option("--best <n>", "so many of each task", wholeNumber, 3)
    .option("--limit <n>", "at most so many tasks", wholeNumber)
    .action((options) => playOffCommand(options, env));
  learn
    .command("trials")
    .description("what other views are worth, alone and beside a judge; runs no model")
    .requiredOption("--scored <file>", "held-out scores of a judge, by learn train")
    .requiredOption("--pool <file...>", "labelled pools")
    .requiredOption("--tasks <file...>", "the tasks of these pools, JSON Lines")
    .requiredOption("--states <file...>", "states of the live view and of others")
    .requiredOption("--model <id>", "whose states, by the model's full name")
    .requiredOption("--out <file>", "figures to write")
    .option("--play-off <file>", "answers that learn play-off wrote")
    .option("--resamples <n>", "of the bootstrap", wholeNumber, 1000)
    .option("--seed <n>", "of folds and bootstrap", wholeNumber, 1)
    .action((options) => trialsCommand(options));
}

function addCross(learn: Command): void {
  learn
    .command("cross")
    .description("score pools with a judge that was not trained on them; runs no model")
    .requiredOption("--judge <file>", "a judge's file")
    .requiredOption("--pool <file...>", "labelled pools")
    .requiredOption("--tasks <file...>", "the tasks of these pools, JSON Lines")
    .requiredOption("--states <file...>", "what the judge's model saw, by learn states")
    .option("--apart-from <pool...>", "without tasks near-equal to those of these pools")
    .requiredOption("--out <file>", "scored pool to write, for learn metrics")
    .option("--json", "all figures, of the judge and of the rules, as JSON")
    .option("--resamples <n>", "of the bootstrap", wholeNumber, 1000)
    .option("--seed <n>", "of the bootstrap", wholeNumber, 1)
    .action((options) => crossCommand(options));
}

function addCalibrate(learn: Command): void {
  learn
    .command("calibrate")
    .description("give a judge a calibration for repositories; its ranking stays as it is")
    .requiredOption("--judge <file>", "a judge's file")
    .requiredOption("--pool <file...>", "labelled pools of repositories, such as seeded bugs")
    .requiredOption("--tasks <file...>", "the tasks of these pools, JSON Lines")
    .requiredOption("--states <file...>", "what the judge's model saw, by learn states")
    .requiredOption("--out <file>", "judge to write")
    .requiredOption("--scored <file>", "scores with held-out probabilities, for learn metrics")
    .option("--held <file>", "held-out scores, for a judge that was trained on these pools")
    .option("--resamples <n>", "of the bootstrap", wholeNumber, 1000)
    .option("--seed <n>", "of folds and bootstrap", wholeNumber, 1)
    .action((options) => calibrateCommand(options));
}

/** Training and measuring, on what the others wrote: no model is asked. */
function addJudging(learn: Command): void {
  learn
    .command("pack")
    .description("compress labelled pools and their states, to keep them")
    .requiredOption("--pool <file...>", "labelled pools")
    .option("--states <file...>", "states of these pools", [])
    .requiredOption("--out <name>", "beginning of the names of the files to write")
    .action((options) => packCommand(options));
  learn
    .command("train")
    .description("train a judge, with figures by nested cross-validation")
    .requiredOption("--pool <file...>", "labelled pools")
    .requiredOption("--tasks <file...>", "the tasks of these pools, JSON Lines")
    .requiredOption("--states <file...>", "states that learn states wrote")
    .requiredOption("--name <name>", "name of the judge")
    .requiredOption("--out <file>", "judge to write")
    .requiredOption("--scored <file>", "held-out scores to write, for learn metrics")
    .requiredOption("--figures <file>", "figures to write, for learn report")
    .option("--model <id>", "base model, where the states are of several")
    .option("--resamples <n>", "of the bootstrap", wholeNumber, 1000)
    .option("--view <name>", "view of the states", LIVE_VIEW)
    .option("--alpha <share>", "wrong ones allowed among the opened", decimal, 0.2)
    .option("--seed <n>", "of folds and bootstrap", wholeNumber, 1)
    .action((options) => trainCommand(options));
  learn
    .command("metrics")
    .description("what a judge's scores are worth")
    .argument("<scored...>", "scored pools with outcomes, JSON Lines")
    .option("--json", "all figures as JSON")
    .option(
      "--answers <pool>",
      "another generator's labelled pool: one answer of it against the pick",
    )
    .option("--against <scored>", "another judge's scores of the same candidates")
    .option("--seed <n>", "of the bootstrap", wholeNumber, 1)
    .option("--resamples <n>", "of the bootstrap", wholeNumber, 1000)
    .action((files, options) => metricsCommand(files, options));
  learn
    .command("report")
    .description("what judges are worth, as a page and as Markdown")
    .argument("<figures...>", "figures that learn train wrote, a file a judge")
    .option(
      "--elsewhere <file...>",
      "what learn cross --json printed of pools they were not trained on",
    )
    .option("--out <file>", "page to write, HTML")
    .option("--markdown <file>", "the same without pictures to write, Markdown")
    .option("--image <path>", "picture that the Markdown shows")
    .action((files, options) => reportCommand(files, options));
}
