import type { Syntax } from "../../contracts/syntax.ts";
import { taskSeed } from "../collect/collect.ts";
import { createRandom, type Random } from "../random.ts";
import type { RepositoryTask } from "../tasks/repository.ts";
import { makeTask } from "./make-task.ts";
import { findMutants, functionKey, type Mutant, parses, spreadMutants } from "./mutants.ts";
import type { SeedPackage } from "./package.ts";
import { runTests, type TestParts } from "./run-tests.ts";
import { type CleanRun, fateOf, runClean } from "./verdict.ts";

export interface SeedSettings {
  readonly perPackage: number;
  readonly perFunction: number;
  readonly seed: number;
}

/** One mutant that was tried. */
export interface Tried {
  readonly package: string;
  readonly operator: string;
  /** `killed`, `survived`, or why it was rejected. */
  readonly fate: string;
  readonly task: RepositoryTask | null;
}

type Parts = TestParts & { readonly syntax: Syntax; readonly settings: SeedSettings };

/** So many are tried for each task wanted, then the package is left. */
const TRIES_PER_TASK = 6;

/**
 * Tries mutants of a package in a seeded order until enough are killed; each is reported as soon as
 * it is tried. Answers why the package cannot be used, or `null`.
 */
export async function seedPackage(
  pack: SeedPackage,
  parts: Parts,
  onTried: (tried: Tried) => void,
): Promise<string | null> {
  const { settings } = parts;
  const clean = await runClean(parts, pack);
  if (typeof clean === "string") return clean;
  const random = createRandom(taskSeed(settings.seed, pack.name));
  const perFunction = new Map<string, number>();
  let [killed, tried] = [0, 0];
  for (const mutant of spreadMutants(await allMutants(pack, parts), random)) {
    if (killed >= settings.perPackage || tried >= TRIES_PER_TASK * settings.perPackage) break;
    const key = functionKey(mutant);
    const taken = perFunction.get(key) ?? 0;
    if (taken >= settings.perFunction) continue;
    const found = await tryMutant(mutant, { ...parts, pack, clean, random });
    if (found === null) continue;
    tried += 1;
    if (found.task !== null) {
      killed += 1;
      perFunction.set(key, taken + 1);
    }
    onTried(found);
  }
  return null;
}

async function allMutants(pack: SeedPackage, { store, syntax }: Parts): Promise<Mutant[]> {
  const mutants: Mutant[] = [];
  for (const path of await store.list(pack, pack.sources)) {
    const text = await store.read(pack, path);
    mutants.push(...(await findMutants({ path, text, language: pack.language }, syntax)));
  }
  return mutants;
}

interface Trial extends Parts {
  readonly pack: SeedPackage;
  readonly clean: CleanRun;
  readonly random: Random;
}

/** `null`: what the operator made is no code. */
async function tryMutant(mutant: Mutant, trial: Trial): Promise<Tried | null> {
  const { pack, clean, store, syntax, random } = trial;
  const original = await store.read(pack, mutant.path);
  if (!(await parses(mutant, original, syntax))) return null;
  const change = { path: mutant.path, text: mutant.fileText };
  const fate = fateOf(await runTests(trial, pack, { change, time: clean.time }), clean);
  const { operator } = mutant;
  if (fate.kind !== "killed") {
    const word = fate.kind === "rejected" ? fate.why : fate.kind;
    return { package: pack.name, operator, fate: word, task: null };
  }
  const definitions = await syntax.definitions(mutant.path, original);
  const killed = { pack, mutant, killers: fate.killers, definitions };
  const task = await makeTask(killed, { store, random });
  return { package: pack.name, operator, fate: fate.kind, task };
}
