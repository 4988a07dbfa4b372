/**
 * Transfers { from, to, cents } that settle the balances: whoever owes most pays whoever gets most
 * first, until nothing is left.
 */
export function fewestTransfers(balances) {
  const owing = entries(balances, (cents) => cents < 0).map(([name, cents]) => [name, -cents]);
  const getting = entries(balances, (cents) => cents > 0);
  owing.sort(byAmount);
  getting.sort(byAmount);
  const transfers = [];
  while (owing.length > 0 && getting.length > 0) {
    const [debtor, creditor] = [owing[0], getting[0]];
    const cents = Math.min(debtor[1], creditor[1]);
    transfers.push({ from: debtor[0], to: creditor[0], cents });
    debtor[1] -= cents;
    creditor[1] -= cents;
    if (debtor[1] === 0) owing.shift();
    if (creditor[1] === 0) getting.shift();
  }
  return transfers;
}

function entries(balances, wanted) {
  return Object.entries(balances).filter(([, cents]) => wanted(cents));
}

function byAmount(a, b) {
  return b[1] - a[1] || a[0].localeCompare(b[0]);
}
