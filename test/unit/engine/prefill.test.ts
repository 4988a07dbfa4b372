import { describe, expect, it } from "@jest/globals";
import type { Sequence } from "../../../src/engine/local/binding.ts";
import { borrowBeginning } from "../../../src/engine/local/prefill.ts";

/** A sequence without a model, that copies as the engine does, or says that it cannot. */
function sequence(tokens: readonly number[], copies: boolean | "fails" = true): Sequence {
  const own = {
    contextTokens: [...tokens],
    get nextTokenIndex(): number {
      return this.contextTokens.length;
    },
    async clearHistory() {
      this.contextTokens = [];
    },
    ...(copies === false
      ? {}
      : {
          async _copyStateFromOtherSequence(other: Sequence, upTo: number) {
            own.contextTokens = other.contextTokens.slice(0, copies === "fails" ? 1 : upTo);
            return copies !== "fails";
          },
        }),
  };
  return own as unknown as Sequence;
}

async function borrowed(own: Sequence, others: readonly Sequence[], tokens: readonly number[]) {
  await borrowBeginning(own, others, tokens);
  return own.contextTokens;
}

describe("borrowBeginning", () => {
  const tokens = [1, 2, 3, 4, 5];

  it("takes the longest beginning that another has read, and no more than is shared", async () => {
    const others = [sequence([1, 2, 9]), sequence([1, 2, 3, 4, 8, 8]), sequence([1, 2, 3])];
    expect(await borrowed(sequence([1, 7]), others, tokens)).toEqual([1, 2, 3, 4]);
    expect(others.map(({ contextTokens }) => contextTokens.length)).toEqual([3, 6, 3]);
  });

  it("keeps its own where nobody has more, itself among the others", async () => {
    const own = sequence([1, 2, 3, 6]);
    expect(await borrowed(own, [own, sequence([1, 2, 3]), sequence([])], tokens)).toEqual([
      1, 2, 3, 6,
    ]);
  });

  it("does nothing where the engine cannot copy", async () => {
    const own = sequence([1], false);
    expect(await borrowed(own, [sequence(tokens)], tokens)).toEqual([1]);
  });

  it("trusts no half of a copy", async () => {
    expect(await borrowed(sequence([1, 2], "fails"), [sequence(tokens)], tokens)).toEqual([]);
  });
});
