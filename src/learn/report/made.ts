import type { Block } from "./document.ts";
import { listOf } from "./numbers.ts";
import type { NamedJudge } from "./source.ts";

function verdictText({ verdict }: NamedJudge["figures"]["judge"]): string {
  if (verdict.by !== "own") return `yes from a ${verdict.by} of ${verdict.threshold}`;
  return "yes from the probability with the best kappa on each fold's training tasks";
}

/** Where the figures come from, and how to get this again. */
export function howMade(judges: readonly NamedJudge[], command: string): Block[] {
  const row = (name: string, read: (judge: NamedJudge) => string) => ({
    cells: [name, ...judges.map(read)],
  });
  return [
    { kind: "heading", level: 2, text: "How this was made" },
    {
      kind: "table",
      caption: "Where the figures come from.",
      head: [{ text: "" }, ...judges.map(({ label }) => ({ text: label }))],
      rows: [
        row("figures", ({ file }) => file),
        row("judge's model", ({ figures: { base } }) => base.model),
        row("its file, SHA-256", ({ figures: { base } }) => base.sha256.slice(0, 16)),
        row("view", ({ figures: { view } }) => view),
        row("pools", ({ figures: { pools } }) =>
          listOf(pools.map(({ name, sha256 }) => `${name} (SHA-256 ${sha256.slice(0, 16)})`)),
        ),
        row("generators", ({ figures: { generators } }) => listOf(generators)),
        row("folds", ({ figures: { folds } }) => `${folds.outer} outer, ${folds.inner} inner`),
        row("verdict", ({ figures: { judge } }) => verdictText(judge)),
        row(
          "bootstrap",
          ({ figures: { judge } }) =>
            `${judge.bootstrap.resamples} resamples of families, seed ${judge.bootstrap.seed}`,
        ),
        row("seed of folds", ({ figures: { seed } }) => String(seed)),
      ],
    },
    {
      kind: "text",
      text: "patchjudge learn train measures a judge and writes its figures. This report is made from them, the same to the byte each time, with:",
    },
    { kind: "code", text: command },
  ];
}
