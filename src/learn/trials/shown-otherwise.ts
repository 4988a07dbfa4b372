import { crossValidate } from "../evaluate/cross-validate.ts";
import type { ExampleTask } from "../evaluate/dataset.ts";
import { Laboratory } from "../evaluate/feature-table.ts";
import { ABLATIONS } from "../evaluate/methods.ts";
import { gainsOf } from "../metrics/compare.ts";
import { summarise } from "../metrics/summarise.ts";
import { taskKey } from "../task-key.ts";
import type { Scored } from "../types.ts";
import type { ShownOtherwise } from "./figures.ts";

export interface ShownOtherwisePlan {
  /** As live runs show them. */
  readonly live: readonly ExampleTask[];
  /** Some of the same tasks in another view. */
  readonly other: readonly ExampleTask[];
  readonly view: string;
  readonly seed: number;
  readonly resamples: number;
}

const FOLDS = { outer: 5, inner: 5 };
/** Of the shown text alone: the generator's likelihood and the agreement are those of the original. */
const RECIPE = "margin + reading";

/**
 * Does a judge go by names and comments? Trained on candidates as they are, scored on the same
 * candidates of other families as they are and as the view shows them. Same tasks, paired.
 */
export function shownOtherwise(plan: ShownOtherwisePlan): ShownOtherwise {
  const { view, seed, resamples } = plan;
  const names = new Set(plan.other.map(taskKey));
  const asIs = plan.live.filter((own) => names.has(taskKey(own)));
  const mark = `(${view})`;
  // Marked, since one task of one generator may be there only once.
  const marked = plan.other.map((own) => ({ ...own, generator: `${own.generator} ${mark}` }));
  const isMarked = ({ generator }: { readonly generator: string }) => generator.endsWith(mark);
  const laboratory = new Laboratory([...plan.live, ...marked]);
  const { scored } = crossValidate({
    ...{ laboratory, seed, folds: FOLDS, recipes: ABLATIONS.filter(({ name }) => name === RECIPE) },
    trainOn: (own) => !isMarked(own),
  });
  const before = scored.filter((own) => names.has(taskKey(own)));
  const after = scored.filter(isMarked).map((row) => {
    return { ...row, generator: row.generator.slice(0, -mark.length - 1) };
  });
  const worth = (rows: readonly Scored[]) => {
    const { withinTaskAuc, gapClosed } = summarise(rows, { seed, resamples }).ranking;
    return { withinTaskAuc, gapClosed };
  };
  return {
    ...{ view, tasks: asIs.length, asIs: worth(before), shown: worth(after) },
    change: gainsOf(after, before, { seed, resamples }),
  };
}
