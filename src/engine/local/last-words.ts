/** So much of what the process says is kept: CUDA's complaint stands above a long list of frames. */
export const KEPT_CHARACTERS = 16_000;

const SHORT_OF_MEMORY =
  "If memory was short, use a smaller model (--model 0.5b) or fewer candidates.";
const CARD_REFUSED =
  "The engine's CUDA build does not work with this card and its driver: a newer driver may help, and --gpu off does without the card.";
const CARD_FULL =
  "The card's memory is full: close other programs on it, use a smaller model (--model 0.5b) or fewer candidates, or do without the card (--gpu off).";

/**
 * A sentence for a process that ended by itself, and what to do about it, from what it last wrote to standard error.
 * llama.cpp aborts on any error of CUDA; its own message is then far above the last line.
 */
export function explainEnd(reason: string, stderr: string): string {
  const complaint = /CUDA error: (.*)/.exec(stderr)?.[1]?.trim();
  const said = complaint ?? stderr.trim().split("\n").at(-1) ?? "";
  const ended = `the engine's process ended (${reason})${said === "" ? "" : `: ${said}`}`;
  const advice = adviceOn(complaint);
  return `${ended.replace(/\.$/, "")}. ${advice}`;
}

function adviceOn(complaint: string | undefined): string {
  if (complaint === undefined) return SHORT_OF_MEMORY;
  return complaint.includes("out of memory") ? CARD_FULL : CARD_REFUSED;
}
