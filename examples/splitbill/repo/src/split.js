/** How one expense is divided. All amounts are whole cents. */

/** Everybody pays the same: ["ada", "ben"] → { ada: 1, ben: 1 }. */
export function equalShares(people) {
  return Object.fromEntries(people.map((person) => [person, 1]));
}

/**
 * Divides `total` cents among people in proportion to their shares and returns the cents of each.
 * Cents that do not divide go one each to the first people that have a share.
 * Throws a RangeError when nobody has a share.
 */
export function splitByShares(total, shares) {
  const people = Object.keys(shares);
  const sum = people.reduce((all, person) => all + shares[person], 0);
  if (!(sum > 0)) throw new RangeError("nobody has a share");
  const parts = {};
  for (const person of people) parts[person] = Math.floor((total * shares[person]) / sum);
  let left = total - people.reduce((all, person) => all + parts[person], 0);
  for (const person of people) {
    if (left === 0) break;
    if (shares[person] === 0) continue;
    parts[person] += 1;
    left -= 1;
  }
  return parts;
}

/** Adds up what people ordered: [{ person, amount }] → cents of each. */
export function splitByItems(items) {
  const parts = {};
  for (const { person, amount } of items) {
    parts[person] = (parts[person] ?? 0) + amount;
  }
  return parts;
}
