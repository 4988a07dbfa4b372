/** A piece of HTML that is safe to put into a page. Only `html` and `join` make one. */
export interface Html {
  readonly markup: string;
}

/** Template tag: every value is escaped unless it is `Html` already. */
export function html(
  strings: TemplateStringsArray,
  ...values: readonly (Html | string | number)[]
): Html {
  const parts = strings.map(
    (text, index) => text + (index < values.length ? safe(values[index]) : ""),
  );
  return { markup: parts.join("") };
}

/** Pieces one after another. */
export function join(pieces: readonly Html[]): Html {
  return { markup: pieces.map(({ markup }) => markup).join("") };
}

/** Nothing. */
export const EMPTY: Html = { markup: "" };

function safe(value: Html | string | number | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "object") return value.markup;
  return escapeHtml(visible(String(value)));
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Characters that turn the reading direction, or that nobody sees, become marks that everybody sees. */
function visible(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
    (character) => `⟨U+${codeOf(character).padStart(4, "0")}⟩`,
  );
}

function codeOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
}
