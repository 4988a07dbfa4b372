/** What a person wrote to us. */
export type Command =
  | { readonly kind: "generate"; readonly words: string }
  | { readonly kind: "pick"; readonly candidate: string }
  | { readonly kind: "cancel" }
  | { readonly kind: "status" }
  /** Our word, with something behind it that we do not understand. */
  | { readonly kind: "help"; readonly why: string };

/** Longer ones are texts, not commands. */
const MAX_WORDS = 2_000;

const COMMAND = /^\/(generate|pick|cancel|status)(?:[ \t]+(.*))?$/;

/**
 * The command in a comment, or null. Only the first line counts, and only where it begins with the
 * command: a quotation, a code block, an indented line or `/generated` is none. What stands below is
 * a mail's signature as often as not.
 */
export function parseCommand(body: string): Command | null {
  const [first = ""] = body.split(/\r\n|\r|\n/, 1);
  const match = COMMAND.exec(first.trimEnd());
  if (match === null) return null;
  const rest = (match[2] ?? "").trim();
  switch (match[1]) {
    case "generate":
      return generate(rest);
    case "pick":
      return pick(rest);
    default:
      return rest === ""
        ? { kind: match[1] === "cancel" ? "cancel" : "status" }
        : { kind: "help", why: `/${match[1]} takes no words` };
  }
}

function generate(words: string): Command {
  if (words.length <= MAX_WORDS) return { kind: "generate", words };
  const why = `the words behind /generate are longer than ${MAX_WORDS} characters; put them into the issue`;
  return { kind: "help", why };
}

/** `3`, or `2.3` for the third candidate of the second round. */
function pick(rest: string): Command {
  const candidate = /^#?([1-9]\d{0,2}(?:\.[1-9]\d{0,2})?)$/.exec(rest)?.[1];
  if (candidate !== undefined) return { kind: "pick", candidate };
  return { kind: "help", why: "/pick takes the number of a candidate, as in /pick 3" };
}
