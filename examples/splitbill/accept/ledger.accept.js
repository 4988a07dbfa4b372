// What a right fix must do; never shown to a model. Run with the repository's folder as argument.
import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const file = resolve(process.argv[2] ?? ".", "src/ledger.js");
const { Ledger } = await import(pathToFileURL(file).href);

const trip = new Ledger(["ada", "ben"]);
for (const amount of ["0", "0,00", "0.0", "-20.00", "- 1", "-0,01", "-7,5"]) {
  assert.throws(() => trip.add({ payer: "ada", amount }), RangeError, amount);
  assert.deepEqual(trip.balances(), { ada: 0, ben: 0 }, amount);
}
assert.throws(() => trip.add({ payer: "bob", amount: "1.00" }), RangeError);
assert.throws(() => trip.add({ payer: "ada", amount: "much" }), RangeError);
trip.add({ payer: "ada", amount: "0.01", shares: { ben: 1 } });
trip.add({ payer: "ben", amount: "12,50" });
assert.deepEqual(trip.balances(), { ada: -624, ben: 624 });
console.log("accepted");
