/** The value of a text, or `null` where it is no JSON: whoever can push can have written it. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
