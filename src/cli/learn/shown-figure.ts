import type { Figure } from "../../learn/metrics/bootstrap.ts";

/** `0.832 (0.796 to 0.865)`; a dash where there is no figure. */
export function shownFigure(figure: Figure | undefined): string {
  if (figure === undefined || figure.value === null) return "–";
  const { value, low, high } = figure;
  const interval =
    low === null || high === null ? "" : ` (${low.toFixed(3)} to ${high.toFixed(3)})`;
  return `${value.toFixed(3)}${interval}`;
}
