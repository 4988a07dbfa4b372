/** Moves values apart that are nearer than `gap`, as little as that takes; their order stays. */
export function spread(values: readonly number[], gap: number): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  // Blocks that touch move as one, around the middle of what they hold.
  const blocks: { sum: number; members: number[] }[] = [];
  for (const { value, index } of order) {
    let block = { sum: value, members: [index] };
    for (
      let last = blocks.at(-1);
      last !== undefined && top(last, gap) + gap > bottom(block, gap);
    ) {
      blocks.pop();
      block = { sum: last.sum + block.sum, members: [...last.members, ...block.members] };
      last = blocks.at(-1);
    }
    blocks.push(block);
  }
  const moved = [...values];
  for (const block of blocks) {
    for (const [place, index] of block.members.entries()) {
      moved[index] = bottom(block, gap) + place * gap;
    }
  }
  return moved;
}

type Block = { readonly sum: number; readonly members: readonly number[] };

function bottom({ sum, members }: Block, gap: number): number {
  return sum / members.length - ((members.length - 1) * gap) / 2;
}

function top(block: Block, gap: number): number {
  return bottom(block, gap) + (block.members.length - 1) * gap;
}
