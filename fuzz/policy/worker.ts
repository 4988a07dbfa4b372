import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, emptyTally } from "./tally.ts";
import { Bench } from "./trial.ts";

/** A process of the fuzzer: told a range of patches, it answers with what came of them. */

const place = mkdtempSync(join(tmpdir(), "patchjudge-fuzz-"));
// The product's own temporary files are to lie where they are watched.
process.env["TMPDIR"] = join(place, "tmp");
const bench = new Bench(place);

process.on("message", async ({ seed, from, to }: { seed: number; from: number; to: number }) => {
  const tally = emptyTally();
  for (let index = from; index < to; index += 1) count(tally, await bench.try(seed, index));
  process.send?.({ from, tally });
});
process.on("disconnect", () => {
  rmSync(place, { recursive: true, force: true });
  process.exit();
});
