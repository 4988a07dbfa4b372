import { formatAmount } from "./money.js";

/** A line for each transfer: "ben pays ada 12.50". */
export function describeTransfers(transfers) {
  if (transfers.length === 0) return "all settled";
  return transfers
    .map(({ from, to, cents }) => `${from} pays ${to} ${formatAmount(cents)}`)
    .join("\n");
}
