import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAmount, parseAmount } from "../src/money.js";

test("amounts are read with a point, a comma, or neither", () => {
  assert.equal(parseAmount("12.5"), 1250);
  assert.equal(parseAmount("12,05"), 1205);
  assert.equal(parseAmount("- 7"), -700);
  assert.throws(() => parseAmount("twelve"), RangeError);
});

test("amounts are written with two digits", () => {
  assert.equal(formatAmount(1250), "12.50");
  assert.equal(formatAmount(-5), "-0.05");
});
