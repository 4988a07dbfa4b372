const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}";

/**
 * Words of code and prose. A run of Chinese, Japanese or Korean ends a word, because in
 * `在parseDate函数里` the identifier stands between them without a space.
 */
const WORD = new RegExp(`[${CJK}]+|(?:(?![${CJK}])[\\p{L}\\p{M}\\p{N}_$])+`, "gu");

/** A longer run of letters is data, not a word. */
const MAX_WORD = 100;

const STOP_WORDS = new Set(
  (
    "a about above after all also an and any are as at be because been before being but by can could " +
    "did do does doing for from had has have having he her here how i if in into is it its just me more " +
    "most my no not now of off on once only or other our out over please should so some such than that " +
    "the their them then there these they this those through to too under until up very was we were " +
    "what when where which while who why will with would you your issue bug expected actual behavior " +
    "behaviour steps reproduce version problem der die das den dem des ein eine einen einem einer und " +
    "oder aber ist sind war wird werden nicht mit von für auf im zu zum zur bei wenn dass es ich wir sie " +
    "auch noch nur aus als wie nach soll sollte"
  ).split(" "),
);

/** The words of a text in order, as they are written. */
export function words(text: string): string[] {
  return (text.match(WORD) ?? []).filter((word) => word.length <= MAX_WORD);
}

/** Parts of an identifier in lower case: `parseHTTPDate2` gives parse, http, date, 2. */
export function splitIdentifier(identifier: string): string[] {
  const spaced = identifier
    .slice(0, MAX_WORD)
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .replace(/(\p{L})(\p{N})/gu, "$1 $2")
    .replace(/(\p{N})(\p{L})/gu, "$1 $2");
  return spaced
    .toLowerCase()
    .split(/[\s_$]+/)
    .filter((part) => part !== "");
}

/** Search terms of one word: the whole of it in lower case, and its parts if it has several. */
export function termsOf(word: string): string[] {
  const whole = word.toLowerCase();
  const parts = splitIdentifier(word);
  const all = parts.length > 1 ? [whole, ...parts] : [whole];
  return all.filter((term) => !isStopWord(term));
}

/** Search terms of a text, in order and with repetitions, without stop-words. */
export function terms(text: string): string[] {
  return words(text).flatMap(termsOf);
}

/** Whether a word in lower case says nothing about where to look. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word) || /^[a-z0-9_$]$/.test(word);
}
