import type { Block } from "./document.ts";

/** How to read the figures, with the trap of kappa. */
export function howToRead(): Block[] {
  return [
    { kind: "heading", level: 2, text: "How to read this" },
    {
      kind: "card",
      tone: "warning",
      title: "Kappa can be high without reading any code",
      texts: [
        "Kappa says how far yes-or-no verdicts agree with the tests beyond chance, over the candidates of all tasks together. One who reads no code, but knows how hard each task is, says yes to all candidates of easy tasks and no to all of hard ones. That agrees well with the tests, and picks nothing: within a task all candidates get the same.",
        "So kappa stands beside the kappa of this code-blind one, who even knows how many of these very candidates pass: next to an upper bound for everybody who does not read. On a pool of the paper's research group (181 Java tasks, 4,385 candidates; not the paper's test set) the code-blind one reaches 0.55. That does not show that the paper's judge is blind; it shows that 0.57 alone cannot rule it out.",
      ],
    },
    {
      kind: "list",
      items: [
        "Gap closed: (picked − random) ÷ (perfect − random). 0 is no better than a random pick, 1 is never wrong where anything right is there; below 0 is worse than chance. This is what a judge is for.",
        "Within-task AUC: how often a right candidate stands before a wrong one of the same task, ties half; the mean over tasks that have both. As a rule of thumb the gap closed is about 2 · AUC − 1.",
        "Pass@1: the share of tasks where the one chosen candidate passes all tests, over all tasks whose candidates were tested: where all pass or none does, nobody has to read them. Random is the mean over all candidates, perfect the share of tasks with any right one. Greedy is another answer, not one of the candidates.",
        "Intervals come from resampling whole families of near-equal tasks. An interval that holds 0 (for a difference) or 0.5 (for an AUC) leaves the sign open.",
        "A task here is a task and a generator that tried it: two generators make two.",
        "Risk–coverage: accept only what the judge is surest of, and look how many of these are wrong.",
      ],
    },
  ];
}
