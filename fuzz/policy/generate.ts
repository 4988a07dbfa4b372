import { Draft } from "./draft.ts";
import { mutate } from "./mutate.ts";
import { Random } from "./random.ts";
import { SECTIONS } from "./sections.ts";

export interface Generated {
  readonly diff: Uint8Array;
  /** What went into it, for the figures. */
  readonly kinds: readonly string[];
}

/** The patch of this number: always the same for a seed. */
export function generate(seed: number, index: number): Generated {
  const random = new Random(seed, index);
  const draft = new Draft(random);
  const count = random.weighted([
    [6, 1],
    [3, 2],
    [1, 3],
    [0.5, 4],
  ]);
  const kinds = new Set<string>();
  let diff = "";
  for (let i = 0; i < count; i += 1) {
    const [kind, section] = random.weighted(SECTIONS);
    kinds.add(kind);
    diff += section(draft);
  }
  if (random.chance(0.3)) {
    const mutated = mutate(diff, random);
    kinds.add(`~${mutated.name}`);
    diff = mutated.diff;
  }
  return { diff: Buffer.from(diff), kinds: [...kinds] };
}
