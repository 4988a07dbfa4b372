import assert from "node:assert/strict";
import { test } from "node:test";
import { splitByItems, splitByShares } from "../src/split.js";

test("shares divide an amount in proportion", () => {
  assert.deepEqual(splitByShares(9000, { ada: 1, ben: 2 }), { ada: 3000, ben: 6000 });
});

test("no cent is lost", () => {
  const parts = splitByShares(10000, { ada: 1, ben: 1, cleo: 1 });
  assert.deepEqual(parts, { ada: 3334, ben: 3333, cleo: 3333 });
});

test("somebody without a share pays nothing", () => {
  assert.deepEqual(splitByShares(1000, { ada: 1, ben: 0 }), { ada: 1000, ben: 0 });
});

test("no shares at all is an error", () => {
  assert.throws(() => splitByShares(1000, { ada: 0 }), RangeError);
});

test("items are added up", () => {
  const items = [
    { person: "ada", amount: 250 },
    { person: "ben", amount: 100 },
    { person: "ada", amount: 50 },
  ];
  assert.deepEqual(splitByItems(items), { ada: 300, ben: 100 });
});
