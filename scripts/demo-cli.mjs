// The demo without GitHub: the command line on the example, and a choice among its candidates.
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline/promises";
import { CLI, ROOT, run } from "./setup.mjs";

/** Runs the command line on the example, or on `repo` and `issue`. Resolves to the exit code. */
export async function demoCli(options) {
  const place = options.repo === undefined ? await prepareExample() : options;
  const out = join(ROOT, ".patchjudge", "result");
  const { repo, issue } = place;
  const code = await run(process.execPath, [
    CLI,
    "run",
    ...runArguments({ ...options, repo, issue, out }),
  ]);
  if (code !== 0 || options.json) return code;
  const asks = process.stdin.isTTY && process.stdout.isTTY && !options.once;
  return asks ? pickLoop(repo, out) : 0;
}

function runArguments(options) {
  const { repo, issue, model, candidates, seed, out, json } = options;
  const given = { repo, issue, model, candidates, seed, out, apply: "best" };
  const list = Object.entries(given).flatMap(([name, value]) => [`--${name}`, value]);
  return json ? [...list, "--json"] : list;
}

/** A fresh git repository with the example's code; the same commit every time. */
async function prepareExample() {
  const example = join(ROOT, "examples", "splitbill");
  const repo = join(ROOT, ".patchjudge", "splitbill");
  await rm(repo, { recursive: true, force: true });
  await mkdir(join(ROOT, ".patchjudge"), { recursive: true });
  await cp(join(example, "repo"), repo, { recursive: true });
  const person = { name: "Ada", email: "ada@example.com", date: "2026-01-01T12:00:00Z" };
  const env = { ...process.env };
  for (const role of ["AUTHOR", "COMMITTER"]) {
    env[`GIT_${role}_NAME`] = person.name;
    env[`GIT_${role}_EMAIL`] = person.email;
    env[`GIT_${role}_DATE`] = person.date;
  }
  for (const args of [
    ["init", "-q"],
    ["add", "-A"],
    ["commit", "-q", "--no-gpg-sign", "-m", "splitbill 0.3.0"],
  ]) {
    const code = await run("git", args, { cwd: repo, env });
    if (code !== 0) throw new Error(`git ${args[0]} failed in ${repo}`);
  }
  return { repo, issue: join(example, "issue.md") };
}

/** The other candidates are one answer away. */
async function pickLoop(repo, out) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question =
    '\nA number shows that candidate\'s diff, "pick N" makes its branch, Enter ends: ';
  try {
    for (;;) {
      const answer = (await terminal.question(question)).trim();
      if (answer === "") return 0;
      const [, pick, id] = /^(pick\s+)?(\d+)$/.exec(answer) ?? [];
      if (id === undefined) continue;
      if (pick === undefined) await showDiff(out, id);
      else await run(process.execPath, [CLI, "apply", id, "--repo", repo, "--from", out]);
    }
  } catch {
    return 0; // Ctrl-D or Ctrl-C: there is nothing to lose.
  } finally {
    terminal.close();
  }
}

async function showDiff(out, id) {
  const diff = await readFile(join(out, "candidates", `${id}.diff`)).catch(() => null);
  if (diff === null) {
    process.stdout.write(`candidate ${id} has no patch\n`);
    return;
  }
  process.stdout.write(
    diff.toString().replace(/\p{C}/gu, (mark) => (mark === "\n" || mark === "\t" ? mark : "·")),
  );
}
