import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type Figures, openFigures, saveFigures } from "./policy/figures.ts";
import { summary } from "./policy/summary.ts";
import { merge, type Tally } from "./policy/tally.ts";
import { Bench } from "./policy/trial.ts";

/** Patches that a worker is given at once; what is not finished is done again after a stop. */
const PORTION = 100;

const USAGE = `npm run fuzz -- policy [--count N] [--seed N] [--workers N] [--out FILE] [--fresh] [--show N] [--figures]

Makes hostile and ordinary patches, puts them to the product, really applies them with plain git, and
compares. Goes on where an earlier run with the same seed and code was stopped, unless --fresh.
--show N makes patch N alone and prints it with what came of it; --figures only shows those in the file.`;

/** Returns the exit status: 1 where there was a breach. */
export async function run(args: string[], worker: string): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      count: { type: "string", default: "100000" },
      seed: { type: "string", default: "1" },
      workers: { type: "string", default: "2" },
      out: { type: "string", default: "fuzz/results/policy.json" },
      fresh: { type: "boolean", default: false },
      show: { type: "string" },
      figures: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const [seed, count, workers] = [values.seed, values.count, values.workers].map(Number);
  if (values.help || ![seed, count, workers].every(Number.isSafeInteger)) {
    console.error(USAGE);
    return values.help ? 0 : 2;
  }
  const asked = { seed: seed ?? 1, count: count ?? 0, workers: workers ?? 1 };
  if (values.show !== undefined) return await show(asked.seed, Number(values.show));
  if (values.figures) {
    console.log(summary(JSON.parse(readFileSync(values.out, "utf8")) as Figures));
    return 0;
  }
  mkdirSync(dirname(values.out), { recursive: true });
  const figures = openFigures(values.out, asked, { fresh: values.fresh, worker });
  await runAll(figures, worker, values.out);
  const { breaches } = figures.tally;
  console.log(`${summary(figures)}\n\n${values.out}`);
  for (const { index, why } of breaches.slice(0, 20)) console.log(`${index}: ${why.join("; ")}`);
  return breaches.length === 0 ? 0 : 1;
}

async function show(seed: number, index: number): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), "patchjudge-fuzz-"));
  try {
    const { generated, verdict, account, breaches } = await new Bench(place).try(seed, index);
    console.log(Buffer.from(generated.diff).toString());
    const patch = "patch" in verdict ? verdict.patch.changes : [];
    const { applied = null, forbidden = [] } = account ?? {};
    const rules = "rules" in verdict ? verdict.rules : [];
    console.log({
      kinds: generated.kinds,
      verdict: verdict.kind,
      rules,
      applied,
      forbidden,
      breaches,
    });
    for (const change of patch) console.log(change);
    return breaches.length === 0 ? 0 : 1;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Portions end in any order; they are counted in theirs, so that a stop leaves no gap. */
async function runAll(figures: Figures, worker: string, out: string): Promise<void> {
  const { seed, count, tally, workers } = figures;
  const [began, before] = [performance.now(), figures.seconds];
  const waiting = new Map<number, Tally>();
  let next = tally.patches;
  const finish = (from: number, done: Tally) => {
    waiting.set(from, done);
    for (let part = waiting.get(tally.patches); part; part = waiting.get(tally.patches)) {
      waiting.delete(tally.patches);
      merge(tally, part);
    }
    figures.seconds = before + (performance.now() - began) / 1000;
    saveFigures(out, figures);
    console.error(`${tally.patches} of ${count}, ${tally.breaches.length} breaches`);
  };
  const portion = () => {
    const from = next;
    next = Math.min(count, from + PORTION);
    return from < next ? { seed, from, to: next } : null;
  };
  await Promise.all(Array.from({ length: workers }, () => work(fork(worker), portion, finish)));
}

function work(
  child: ChildProcess,
  portion: () => { from: number } | null,
  finish: (from: number, tally: Tally) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      const asked = portion();
      if (asked !== null) child.send(asked);
      else child.disconnect();
    };
    child.on("message", ({ from, tally }: { from: number; tally: Tally }) => {
      finish(from, tally);
      go();
    });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error("a worker ended early")),
    );
    go();
  });
}
