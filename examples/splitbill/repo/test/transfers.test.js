import assert from "node:assert/strict";
import { test } from "node:test";
import { fewestTransfers } from "../src/transfers.js";

test("whoever owes most pays first", () => {
  assert.deepEqual(fewestTransfers({ ada: 5000, ben: -2000, cleo: -3000 }), [
    { from: "cleo", to: "ada", cents: 3000 },
    { from: "ben", to: "ada", cents: 2000 },
  ]);
});

test("nobody pays nothing", () => {
  assert.deepEqual(fewestTransfers({ ada: 1500, ben: -1500, cleo: 4000, dan: -4000 }), [
    { from: "dan", to: "cleo", cents: 4000 },
    { from: "ben", to: "ada", cents: 1500 },
  ]);
});

test("nobody owes anything", () => {
  assert.deepEqual(fewestTransfers({ ada: 0, ben: 0 }), []);
});
