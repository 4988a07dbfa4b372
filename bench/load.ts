import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import {
  type AppProcess,
  createScene,
  REPO,
  type Scene,
  SECRET,
} from "../test/support/app-scene.ts";
import { removeFolders } from "../test/support/git-folder.ts";

/**
 * How the app bears many webhooks: `npm run bench -- load`. A thousand signed deliveries in a minute to one
 * replica, among them commands on several issues, each heard twice; then nine thousand more as fast as they are taken, for the
 * memory. The twin stands for GitHub; writes keep GitHub's pace.
 */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      deliveries: { type: "string", default: "1000" },
      seconds: { type: "string", default: "60" },
      commands: { type: "string", default: "10" },
      out: { type: "string", default: "bench/results/load.json" },
    },
  });
  const [deliveries, seconds, commands] = [values.deliveries, values.seconds, values.commands].map(
    Number,
  ) as [number, number, number];
  const scene = await createScene();
  try {
    const app = await startMeasured(scene);
    const bodies = await writeBodies(scene, { deliveries, commands });
    const began = Date.now();
    const first = await deliver(app, bodies, (seconds * 1000) / deliveries);
    const heapAfter1000 = await heap(app);
    const drained = await drain(scene, commands);
    const drainSeconds = (Date.now() - began) / 1000;
    const busiest = busiestMinute(scene);
    const more = await deliver(app, moreBodies(bodies, deliveries * 9), 0);
    const heapAfter10000 = await heap(app);
    const figures = {
      deliveries,
      inSeconds: seconds,
      acknowledged: first.acknowledged,
      medianMs: first.median,
      p99Ms: first.p99,
      commands,
      drainSeconds: Math.round(drainSeconds),
      ...drained,
      busiestMinuteWrites: busiest,
      deliveriesMore: more.sent,
      acknowledgedMore: more.acknowledged,
      heapAfterFirst: heapAfter1000,
      heapAfterAll: heapAfter10000,
      heapRatio: Math.round((heapAfter10000 / heapAfter1000) * 1000) / 1000,
    };
    writeFileSync(values.out, `${JSON.stringify(figures, null, 2)}\n`);
    process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    return first.acknowledged === deliveries && drained.runs === commands ? 0 : 1;
  } finally {
    await scene.close();
    removeFolders();
  }
}

/** On SIGUSR2 it collects its garbage and says how much it holds. */
const PRELOAD = `process.on("SIGUSR2", () => {
  global.gc(); global.gc();
  process.stderr.write(JSON.stringify({ heap: process.memoryUsage().heapUsed }) + "\\n");
});`;

async function startMeasured(scene: Scene): Promise<AppProcess> {
  const preload = join(mkdtempSync(join(tmpdir(), "patchjudge-load-")), "preload.cjs");
  writeFileSync(preload, PRELOAD);
  // The last of two options counts: GitHub's own pace.
  return scene.startApp(
    undefined,
    ["--write-interval-ms", "1000"],
    ["--expose-gc", "--require", preload],
  );
}

async function heap(app: AppProcess): Promise<number> {
  // Whatever was in flight is done.
  await wait(3_000);
  const before = app.log.length;
  app.child.kill("SIGUSR2");
  for (let i = 0; i < 100; i++) {
    await wait(100);
    const said = app.log.slice(before).find((line) => "heap" in line);
    if (said !== undefined) return Number(said["heap"]);
  }
  throw new Error("the app did not say how much memory it holds");
}

/**
 * Payloads as the twin makes them: plain comments, and among them commands, each twice with the
 * same id, as after a redelivery. The twin's own deliveries fail meanwhile: it is told no address.
 */
async function writeBodies(
  { twin }: Scene,
  { deliveries, commands }: { deliveries: number; commands: number },
): Promise<string[]> {
  const alice = twin.as("alice");
  const plain: string[] = [];
  const asked: string[] = [];
  twin.faults.add({ event: "*", times: 100_000, effect: { delivery: "lost" } });
  for (let i = 0; i < commands; i++) {
    const { number } = await alice.openIssue(REPO, { title: `Bug ${i}`, body: "add subtracts" });
    await alice.comment(REPO, number, "I see this too.");
    plain.push(lastBody(twin));
    await alice.comment(REPO, number, "/generate");
    asked.push(lastBody(twin));
  }
  const bodies = Array.from({ length: deliveries }, (_, i) => plain[i % plain.length] ?? "");
  for (const [i, body] of [...asked, ...asked].entries()) {
    bodies[Math.floor(((i + 0.5) * deliveries) / (2 * commands))] = body;
  }
  return bodies;
}

function lastBody(twin: Scene["twin"]): string {
  const last = twin.deliveries().toSorted((a, b) => b.id - a.id)[0];
  if (last === undefined) throw new Error("the twin has sent nothing");
  return last.body;
}

function moreBodies(bodies: readonly string[], count: number): string[] {
  const plain = bodies.filter((body) => !body.includes('"body":"/generate"'));
  return Array.from({ length: count }, (_, i) => plain[i % plain.length] ?? "");
}

interface Delivered {
  readonly sent: number;
  readonly acknowledged: number;
  readonly median: number;
  readonly p99: number;
}

async function deliver(
  app: AppProcess,
  bodies: readonly string[],
  everyMs: number,
): Promise<Delivered> {
  const times: number[] = [];
  let acknowledged = 0;
  const began = performance.now();
  const send = async (body: string) => {
    const start = performance.now();
    const answer = await fetch(`${app.url}/api/github/webhooks`, {
      method: "POST",
      headers: headersOf(body),
      body,
    });
    await answer.arrayBuffer();
    times.push(performance.now() - start);
    if (answer.ok) acknowledged += 1;
  };
  const flying = new Set<Promise<void>>();
  for (const [i, body] of bodies.entries()) {
    const late = began + i * everyMs - performance.now();
    if (late > 0) await wait(late);
    if (everyMs === 0 && flying.size >= 16) await Promise.race(flying);
    const sent: Promise<void> = send(body).finally(() => flying.delete(sent));
    flying.add(sent);
  }
  await Promise.all(flying);
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Math.round((times[Math.floor(share * (times.length - 1))] ?? 0) * 10) / 10;
  return { sent: bodies.length, acknowledged, median: at(0.5), p99: at(0.99) };
}

function headersOf(body: string): Record<string, string> {
  return {
    "content-type": "application/json",
    "x-github-event": "issue_comment",
    "x-github-delivery": randomUUID(),
    "x-hub-signature-256": `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`,
  };
}

/** Waits until every command has its run, and some more, in case a second one comes. */
async function drain(
  { twin }: Scene,
  commands: number,
): Promise<{ runs: number; comments: number }> {
  const count = async () => {
    const answer = await twin
      .as("alice")
      .request("GET", `/repos/${REPO}/actions/runs?per_page=100`);
    return (answer as { total_count: number }).total_count;
  };
  for (let i = 0; i < 600 && (await count()) < commands; i++) await wait(1_000);
  await wait(10_000);
  const comments = twin
    .writes()
    .filter(({ method, path }) => method === "POST" && /\/issues\/\d+\/comments$/.test(path));
  return {
    runs: await count(),
    comments: comments.filter(({ actor }) => actor === "patchjudge[bot]").length,
  };
}

/** Most content-creating calls of the app within a minute; GitHub allows 80. */
function busiestMinute({ twin }: Scene): number {
  const times = twin
    .writes()
    .filter(({ actor }) => actor === "patchjudge[bot]")
    .map(({ at }) => at.getTime());
  return Math.max(
    0,
    ...times.map((start) => times.filter((t) => t >= start && t < start + 60_000).length),
  );
}
