/** A piece of HTML that is safe to put into a page. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | readonly Html[];

/** Template tag: every value is escaped unless it is `Html` already; lists are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = strings.map((text, index) => {
    const value = values[index];
    return value === undefined ? text : text + markupOf(value);
  });
  return { markup: parts.join("") };
}

export const EMPTY: Html = { markup: "" };

/** The piece if the condition holds, or nothing. */
export function when(condition: boolean, piece: () => Html): Html {
  return condition ? piece() : EMPTY;
}

function markupOf(value: Value): string {
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  if ("markup" in value) return value.markup;
  return value.map(({ markup }) => markup).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
