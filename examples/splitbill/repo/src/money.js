/** Amounts are whole cents. A comma or a point separates cents; spaces and signs are allowed. */
const AMOUNT = /^([+-]?)\s*(\d+)(?:[.,](\d{1,2}))?$/;

/** "12.5" → 1250. Throws a RangeError for anything that is not an amount. */
export function parseAmount(text) {
  const match = AMOUNT.exec(String(text).trim());
  if (!match) throw new RangeError(`not an amount: ${text}`);
  const [, sign, whole, cents = ""] = match;
  const value = Number(whole) * 100 + Number(cents.padEnd(2, "0"));
  return sign === "-" ? -value : value;
}

/** 1250 → "12.50" */
export function formatAmount(cents) {
  const sign = cents < 0 ? "-" : "";
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
