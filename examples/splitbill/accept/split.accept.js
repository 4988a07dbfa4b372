// What a right fix must do; never shown to a model. Run with the repository's folder as argument.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";

const { splitByShares } = await import(pathToFileURL(`${process.argv[2]}/src/split.js`).href);

const cases = [
  [10000, { ada: 1, ben: 1, cleo: 1 }, { ada: 3334, ben: 3333, cleo: 3333 }],
  [5, { ada: 1, ben: 1 }, { ada: 3, ben: 2 }],
  [20000, { a: 1, b: 1, c: 1 }, { a: 6667, b: 6667, c: 6666 }],
  [1000, { a: 0, b: 1, c: 1, d: 1 }, { a: 0, b: 334, c: 333, d: 333 }],
  [9000, { ada: 1, ben: 2 }, { ada: 3000, ben: 6000 }],
  [100, { a: 1, b: 2, c: 4 }, { a: 15, b: 28, c: 57 }],
];
for (const [total, shares, expected] of cases) {
  assert.deepEqual(splitByShares(total, shares), expected);
}
for (let total = 1; total < 400; total += 7) {
  const parts = splitByShares(total, { a: 3, b: 0, c: 5, d: 2, e: 7 });
  assert.equal(Object.values(parts).reduce((x, y) => x + y), total);
  assert.equal(parts.b, 0);
}
assert.throws(() => splitByShares(1000, { ada: 0 }), RangeError);
console.log("accepted");
