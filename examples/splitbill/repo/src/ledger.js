import { parseAmount } from "./money.js";
import { equalShares, splitByShares } from "./split.js";
import { fewestTransfers } from "./transfers.js";

/** The accounts of one group of people. */
export class Ledger {
  #people;
  #expenses = [];

  constructor(people) {
    if (new Set(people).size !== people.length) throw new RangeError("a name is there twice");
    this.#people = [...people];
  }

  /** Records that `payer` paid `amount` (text) for the people in `shares`, or for all alike. */
  add({ payer, amount, note = "", shares = equalShares(this.#people) }) {
    for (const person of [payer, ...Object.keys(shares)]) this.#check(person);
    this.#expenses.push({ payer, cents: parseAmount(amount), note, shares });
  }

  /** Cents each person gets back (positive) or owes (negative). */
  balances() {
    const balance = Object.fromEntries(this.#people.map((person) => [person, 0]));
    for (const { payer, cents, shares } of this.#expenses) {
      balance[payer] += cents;
      for (const [person, part] of Object.entries(splitByShares(cents, shares))) {
        balance[person] -= part;
      }
    }
    return balance;
  }

  /** The transfers that bring all balances to zero. */
  settle() {
    return fewestTransfers(this.balances());
  }

  #check(person) {
    if (!this.#people.includes(person)) throw new RangeError(`nobody is called ${person}`);
  }
}
