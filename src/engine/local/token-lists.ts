/** How many tokens two lists have in common from their start. */
export function commonLength(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((token, i) => token !== b[i]);
  return index < 0 ? Math.min(a.length, b.length) : index;
}

/** Order in which neighbours share the longest beginnings: that of the lists themselves. */
export function sharingOrder(lists: readonly (readonly number[])[]): number[] {
  return lists.map((_, index) => index).sort((a, b) => compare(lists[a], lists[b]) || a - b);
}

function compare(a: readonly number[] = [], b: readonly number[] = []): number {
  const index = commonLength(a, b);
  const [own, other] = [a[index], b[index]];
  return own === undefined || other === undefined ? a.length - b.length : own - other;
}
