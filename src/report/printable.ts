/**
 * A stranger's text made safe for a terminal: control characters, escape sequences and characters
 * that turn the reading direction become visible marks. So does what a runner would take for a
 * command in its log: `::` at the start of a line, `##[` anywhere.
 */
export function printable(text: string): string {
  return escapeHidden(text)
    .replace(/^(\s*)::/gm, "$1\\u003a:")
    .replaceAll("##[", "##\\u005b");
}

function escapeHidden(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu,
    (character) => {
      const code = (character.codePointAt(0) ?? 0).toString(16);
      return code.length > 4 ? `\\u{${code}}` : `\\u${code.padStart(4, "0")}`;
    },
  );
}

/** JSON on one line in which such characters are escapes: the same value, harmless on a terminal. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /(?<=##)\[|[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|\udb40[\udc00-\udc7f]/g,
    (found) => found.replace(/[\s\S]/g, escapeUnit),
  );
}

function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
