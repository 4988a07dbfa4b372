/** A seeded source of numbers in [0, 1). */
export type Random = () => number;

/**
 * A seeded generator: sfc32 of Chris Doty-Humphrey (PractRand 0.94, 2014; 128 bits of state),
 * seeded from 32 bits by splitmix32. The first twelve numbers are thrown away, as PractRand does.
 */
export function createRandom(seed: number): Random {
  const next = splitmix32(seed);
  let [a, b, c, counter] = [next(), next(), next(), 1];
  function random(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  }
  for (let i = 0; i < 12; i += 1) random();
  return random;
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return t ^ (t >>> 15);
  };
}

/** A whole number in [0, `below`). */
export function randomInt(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** A copy in random order (Fisher–Yates). */
export function shuffle<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = randomInt(random, i + 1);
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T];
  }
  return copy;
}
