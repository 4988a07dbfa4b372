import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Patch } from "../../src/contracts/repository.ts";
import { type Generated, generate } from "./generate.ts";
import { type Account, Oracle } from "./oracle.ts";
import { Scratch } from "./scratch.ts";
import { Subject, type Verdict } from "./subject.ts";

/** Of the patches that the product does not apply, every so many'th is looked at all the same. */
const SKIPPED = 8;

export interface Trial {
  readonly index: number;
  readonly generated: Generated;
  readonly verdict: Verdict;
  /** `null` where the product refused before policy was asked, but for one in eight. */
  readonly account: Account | null;
  /** Why this must not be; empty where all is well. */
  readonly breaches: readonly string[];
}

/** One repository in which patch after patch is put to the product and to the oracle. */
export class Bench {
  readonly #scratch: Scratch;
  readonly #subject: Subject;
  readonly #oracle: Oracle;

  constructor(place: string) {
    this.#scratch = new Scratch(place);
    this.#subject = new Subject(this.#scratch);
    this.#oracle = new Oracle(this.#scratch);
  }

  async try(seed: number, index: number): Promise<Trial> {
    const generated = generate(seed, index);
    return { index, generated, ...(await this.judge(generated.diff, index % SKIPPED !== 0)) };
  }

  /** What the product never applied can do no harm: with `skip`, the oracle is spared the work. */
  async judge(diff: Uint8Array, skip = false): Promise<Omit<Trial, "index" | "generated">> {
    const verdict = await this.#subject.judge(diff);
    const left = readdirSync(join(this.#scratch.place, "tmp")).map((name) => `${name} was left`);
    const escaped = this.#oracle.lookBeside();
    const isSpared = skip && (verdict.kind === "does-not-apply" || verdict.kind === "too-big");
    const account = isSpared ? null : this.#oracle.judge(diff);
    const breaches = [...left, ...escaped, ...breachesOf(verdict, account)];
    return { verdict, account, breaches };
  }
}

function breachesOf(verdict: Verdict, account: Account | null): string[] {
  if (verdict.kind === "crashed") return [`the product crashed: ${verdict.words}`];
  if (account === null) return [];
  // Only what is let through may do harm; but even git must not reach out of its folder.
  if (verdict.kind !== "allowed") return [...account.beside];
  if (account.applied === null) return ["allowed, but plain git does not apply it"];
  return [
    ...account.forbidden,
    ...account.beside,
    ...account.broken,
    ...disagreements(verdict.patch, account),
  ];
}

/** What was checked must be what happens. */
function disagreements({ tree, changes, edits }: Patch, account: Account): string[] {
  const found: string[] = [];
  if (tree !== account.tree) found.push(`tree ${account.tree} in place of ${tree}`);
  const [said, done] = [changes.map(({ path }) => path), [...account.changed.keys()].map(utf8)];
  if (said.sort().join("\0") !== done.sort().join("\0")) found.push(`${done} in place of ${said}`);
  for (const { path, content } of edits) {
    const now = account.changed.get(Buffer.from(path).toString("latin1"));
    if (now == null || !now.bytes.equals(content)) found.push(`${path} has other bytes`);
  }
  return found;
}

function utf8(path: string): string {
  return Buffer.from(path, "latin1").toString("utf8");
}
