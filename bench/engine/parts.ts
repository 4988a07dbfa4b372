import type { Engine, Segment } from "../../src/contracts/engine.ts";
import { createHttpEngine } from "../../src/engine/http/engine.ts";
import { LABELS } from "../../src/judge/prompt.ts";
import { untrusted } from "../../src/prompt/chatml.ts";
import { pythonPath, startLlamaServer } from "../../test/support/llama-server.ts";
import type { Call, FigureFile, PartName } from "./record.ts";
import type { Work } from "./work.ts";

/** What the parts need of the benchmark around them. */
export interface Bench {
  readonly work: Work;
  readonly samples: number;
  readonly tokens: number;
  readonly threads: number;
  readonly modelPath: string;
  readonly file: FigureFile;
  readonly log: (line: string) => void;
  openLocal(): Promise<Engine>;
}

/** Calls without sharing that are measured; their median stands for the rest. */
const SEPARATE_CALLS = 3;

/** Sampling as the program does it by default. */
const SAMPLING = { temperature: 0.8, topP: 0.95, topK: 40 };
const SEED = 1;

/** Our local engine: all samples of one call, then all candidates in the same session. */
export async function runLocal(bench: Bench): Promise<void> {
  if (bench.file.isDone("local") && bench.file.isDone("judge-shared")) return;
  const engine = await bench.openLocal();
  try {
    await forget(engine);
    await sharedRun(bench, engine, "local", "judge-shared");
  } finally {
    await engine.close();
  }
}

/** The same on a real llama-server, through our HTTP engine. */
export async function runServer(bench: Bench): Promise<void> {
  const { file, samples, tokens, threads, work } = bench;
  if (file.isDone("llama-server") && file.isDone("judge-llama-server")) return;
  if (pythonPath() === null) {
    const reason = "no Python with llama-server: run node scripts/setup-python.mjs";
    await file.skip("llama-server", reason);
    await file.skip("judge-llama-server", reason);
    return;
  }
  const context = work.counts.prompt + samples * (tokens + 64) + 1024;
  const model = bench.modelPath;
  // A server that also gives hidden states would compute more than it is measured for.
  const options = { model, slots: samples, context, threads, embedding: false };
  const server = await startLlamaServer(options);
  try {
    const engine = await createHttpEngine({ url: server.url });
    await forget(engine);
    await sharedRun(bench, engine, "llama-server", "judge-llama-server");
    await engine.close();
  } finally {
    await server.stop();
  }
}

async function sharedRun(
  bench: Bench,
  engine: Engine,
  generating: PartName,
  judging: PartName,
): Promise<void> {
  const { work, samples, file, log } = bench;
  log(`${generating}: ${samples} samples of one call`);
  await file.begin(generating, 1, 1);
  await file.add(generating, await measure(engine, () => write(bench, engine, samples, SEED)));
  log(`${judging}: ${work.candidates.length} candidates of one call`);
  await file.begin(judging, 1, 1);
  await file.add(judging, await measure(engine, () => judge(bench, engine, work.candidates)));
}

/** One call a sample and one a candidate, each of which reads the whole prompt again. */
export async function runSeparate(bench: Bench): Promise<void> {
  const { file, work } = bench;
  if (file.isDone("separate") && file.isDone("judge-separate")) return;
  const engine = await bench.openLocal();
  try {
    await repeat(bench, engine, "separate", (index) => write(bench, engine, 1, SEED + index));
    await repeat(bench, engine, "judge-separate", (index) =>
      judge(bench, engine, work.candidates.slice(index, index + 1)),
    );
  } finally {
    await engine.close();
  }
}

async function repeat(
  { samples, file, log }: Bench,
  engine: Engine,
  name: PartName,
  work: (index: number) => Promise<number>,
): Promise<void> {
  const wanted = Math.min(samples, SEPARATE_CALLS);
  if (file.measured(name) === 0) await file.begin(name, samples, wanted);
  for (let index = file.measured(name); index < wanted; index++) {
    log(`${name}: call ${index + 1} of ${wanted}`);
    await forget(engine);
    await file.add(name, await measure(engine, () => work(index)));
  }
}

/**
 * Makes the engine read something else, outside of what is timed: its cache then shares no token
 * with the next prompt. Right after loading it is the warm-up.
 */
async function forget(engine: Engine): Promise<void> {
  const segments = [untrusted("0 1 2 3 4 5 6 7")];
  const sampling = { ...SAMPLING, seed: SEED };
  await engine.generate({ prompts: [{ segments, n: 1 }], maxTokens: 2, sampling });
}

async function write(bench: Bench, engine: Engine, n: number, seed: number): Promise<number> {
  const [samples = []] = await engine.generate({
    prompts: [{ segments: bench.work.prompt, n }],
    maxTokens: bench.tokens,
    sampling: { ...SAMPLING, seed },
  });
  return samples.reduce((sum, sample) => sum + sample.tokens, 0);
}

async function judge(
  { work }: Bench,
  engine: Engine,
  candidates: readonly Segment[][],
): Promise<number> {
  await engine.score({ prefix: work.judgePrefix, candidates, labels: LABELS });
  return 0;
}

/** Times one call; `work` returns how many tokens were written. */
async function measure(engine: Engine, work: () => Promise<number>): Promise<Call> {
  const before = engine.usage().evaluatedTokens;
  const began = performance.now();
  const generated = await work();
  const seconds = (performance.now() - began) / 1000;
  return { seconds, evaluated: engine.usage().evaluatedTokens - before, generated };
}
