import assert from "node:assert/strict";
import { test } from "node:test";
import { Ledger } from "../src/ledger.js";
import { describeTransfers } from "../src/report.js";

test("a trip is settled with few transfers", () => {
  const trip = new Ledger(["ada", "ben", "cleo"]);
  trip.add({ payer: "ada", amount: "90.00", note: "boat" });
  trip.add({ payer: "ben", amount: "30.00", note: "lunch", shares: { ada: 1, ben: 2 } });
  assert.deepEqual(trip.balances(), { ada: 5000, ben: -2000, cleo: -3000 });
  assert.equal(describeTransfers(trip.settle()), "cleo pays ada 30.00\nben pays ada 20.00");
});

test("nobody can be added by accident", () => {
  const trip = new Ledger(["ada"]);
  assert.throws(() => trip.add({ payer: "bob", amount: "1.00" }), RangeError);
});
