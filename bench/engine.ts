import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type Environment, readEnvironment } from "../src/cli/environment.ts";
import { createLocalEngine } from "../src/engine/local/engine.ts";
import { installEngine } from "../src/engine/local/install.ts";
import { type Model, resolveModel } from "../src/weights/resolve.ts";
import { runFloor } from "./engine/floor.ts";
import { OptionError, type Options, readOptions, USAGE } from "./engine/options.ts";
import { type Bench, runLocal, runSeparate, runServer } from "./engine/parts.ts";
import { FigureFile } from "./engine/record.ts";
import { ratios, summary } from "./engine/summary.ts";
import { openVocabulary } from "./engine/vocabulary.ts";
import { makeWork } from "./engine/work.ts";

/** Compares the ways of writing and judging ten samples on one model; returns the exit status. */
export async function run(args: readonly string[]): Promise<number> {
  // Programs that were started end with this process, in whatever way it ends.
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => process.exit(130));
  try {
    const options = readOptions(args);
    if (options === null) console.log(USAGE);
    else await measureAll(options);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof OptionError) console.error(USAGE);
    return error instanceof OptionError ? 2 : 1;
  }
}

const log = (line: string) => console.error(line);

async function measureAll(options: Options): Promise<void> {
  const env = readEnvironment();
  const model = await findModel(options, env);
  const runtimeDir = await installEngine({
    pinnedDir: env.runtimeDir,
    cache: env.cache,
    env: env.variables,
  });
  const vocabulary = await openVocabulary(runtimeDir, model.path);
  const work = makeWork(vocabulary, options.promptTokens, options.samples);
  const { threads } = vocabulary;
  await vocabulary.close();
  const { samples, tokens, out } = options;
  const file = await FigureFile.open(out, {
    settings: { model: model.id, sha256: model.sha256, samples, tokens, threads, ...work.counts },
    machine: await describeMachine(env, runtimeDir),
    resume: options.resume,
  });
  const bench: Bench = {
    ...{ work, samples, tokens, threads, modelPath: model.path, file, log },
    openLocal: () =>
      createLocalEngine({
        runtimeDir,
        modelPath: model.path,
        modelName: model.id,
        modelSha256: model.sha256,
        workerPath: env.workerPath,
        // All parts run on the processor: the floor and the server are built for it alone.
        gpu: false,
      }),
  };
  await floor(bench, env, runtimeDir);
  await runLocal(bench);
  await runServer(bench);
  await runSeparate(bench);
  const found = ratios(file.figures.parts, work.counts);
  await file.finish(found);
  console.log(`${title(model, options, bench)}\n\n${summary(file.figures, found)}\n\n${out}`);
}

function findModel(options: Options, env: Environment): Promise<Model> {
  return resolveModel({
    name: options.model,
    cache: env.cache,
    hfEndpoint: env.hfEndpoint,
    progress: () => {},
  });
}

async function floor({ file, ...bench }: Bench, env: Environment, runtimeDir: string) {
  if (file.isDone("floor")) return;
  log("floor: llama.cpp's own batched decoding");
  await file.begin("floor", 1, 1);
  try {
    const { call, details } = await runFloor({
      ...bench,
      binary: env.variables["PATCHJUDGE_BATCHED_BENCH"],
      runtimeDir,
      cache: env.cache,
      promptTokens: bench.work.counts.prompt,
    });
    await file.add("floor", call, details);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log(`floor not run: ${reason}`);
    await file.skip("floor", reason);
  }
}

function title(model: Model, options: Options, { work, threads }: Bench): string {
  const { prompt, candidates, leastJudged, judgedAlone } = work.counts;
  return (
    `${model.id}: ${options.samples} samples of ${options.tokens} tokens after ${prompt} shared, ` +
    `${threads} threads; candidates of ${candidates.join(" to ")} tokens, ` +
    `${leastJudged} to evaluate if none is twice, ${judgedAlone} without sharing`
  );
}

async function describeMachine(env: Environment, runtimeDir: string) {
  const engine = join(runtimeDir, "node_modules", "node-llama-cpp");
  const version = z.object({ version: z.string() });
  const tag = z.object({ tag: z.string() });
  const json = async (path: string) => JSON.parse(await readFile(path, "utf8")) as unknown;
  const requirements = new URL("../test/support/requirements.txt", import.meta.url);
  const server = (await readFile(requirements, "utf8")).match(/^xllamacpp==(.+)$/m);
  const worker = await readFile(env.workerPath);
  return {
    date: new Date().toISOString(),
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e8) / 10,
    system: `${process.platform} ${process.arch} ${release()}`,
    node: process.version,
    patchjudge: env.version,
    workerSha256: createHash("sha256").update(worker).digest("hex"),
    nodeLlamaCpp: version.parse(await json(join(engine, "package.json"))).version,
    llamaCpp: tag.parse(await json(join(engine, "llama", "llama.cpp.info.json"))).tag,
    xllamacpp: server?.[1] ?? "unknown",
  };
}
