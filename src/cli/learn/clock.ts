/** A line a task: how many are done, and how long the rest takes at this pace. */
export function createClock(total: number): { tick(name: string): void } {
  const start = Date.now();
  let done = 0;
  return {
    tick(name) {
      done += 1;
      const minutes = ((Date.now() - start) / done) * ((total - done) / 60_000);
      process.stderr.write(`${done}/${total} ${name} · ${Math.ceil(minutes)} min left\n`);
    },
  };
}
