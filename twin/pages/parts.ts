import type { Issue, Label, User } from "../state/types.ts";
import { type Html, html } from "./html.ts";

export function avatar(user: User): Html {
  const name = user.login.replace(/\[bot\]$/, "");
  const letters = name
    .split(/[-_.]/)
    .map((part) => part[0] ?? "")
    .join("")
    .slice(0, 2);
  const shown = (letters.length > 1 ? letters : name.slice(0, 2)).toUpperCase();
  const kind = user.type === "Bot" ? "avatar bot" : "avatar";
  // Dark enough for white letters at every hue.
  const style = `background:hsl(${hueOf(name)} 42% 32%)`;
  return html`<span class="${kind}" style="${style}" aria-hidden="true">${shown}</span>`;
}

function hueOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return hash;
}

export function when(date: Date): Html {
  const shown = date.toLocaleString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: "UTC",
  });
  return html`<time class="nowrap" datetime="${date.toISOString()}">${shown} UTC</time>`;
}

export function labelChip({ name, color }: Pick<Label, "name" | "color">): Html {
  const style = `background:#${color};color:${isLight(color) ? "#000" : "#fff"}`;
  return html`<span class="label" style="${style}">${name}</span>`;
}

/** Is black better to read on it than white? By WCAG's relative luminance. */
function isLight(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179;
}

/** A state in words and colour; the words alone say it. */
export function badge(text: string): Html {
  return html`<span class="badge ${toneOf(text)}">${text}</span>`;
}

const TONES: Readonly<Record<string, string>> = {
  Open: "is-open",
  success: "is-open",
  Closed: "is-closed",
  Merged: "is-merged",
  failure: "is-bad",
  timed_out: "is-bad",
  action_required: "is-busy",
  in_progress: "is-busy",
};

export function toneOf(text: string): string {
  return TONES[text] ?? "is-neutral";
}

export function stateOf({ state, pull }: Issue): string {
  if (pull?.merged === true) return "Merged";
  if (state === "closed") return "Closed";
  return pull?.draft === true ? "Draft" : "Open";
}

export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}
