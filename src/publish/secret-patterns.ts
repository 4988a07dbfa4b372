/** A kind of secret that can be told by its looks, beside those that secretlint knows. */
export interface SecretPattern {
  readonly kind: string;
  readonly pattern: RegExp;
  /** The group with the secret itself; 0 is all of it. */
  readonly group: number;
  /** Least bits of entropy a character: placeholders have little, random text has much. */
  readonly entropy: number;
  /** Whether a value that looks right is a secret after all. */
  readonly accept?: (value: string) => boolean;
}

/** Bits a character below which a value is a placeholder, such as forty times `x`. */
export const LEAST_ENTROPY = 2.5;

const WORDS = "passw(?:or)?d|passwd|pwd|secret|token|api_?-?key|access_?-?key|private_?-?key";

/**
 * What secretlint misses or takes too narrowly: GitHub's tokens have no fixed length any more, and
 * keys within quotes have `\n` where a file has line ends.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  token("GitHub token", /\bgh[opsur]_[A-Za-z0-9._-]{19,}\w/g),
  // Other letters may become token prefixes; today they are also how Haskell names its flags.
  { ...token("GitHub token", /\bgh[a-z]_[A-Za-z0-9._-]{19,}\w/g), accept: isMixed },
  token("GitHub token", /\bgithub_pat_[A-Za-z0-9_]{20,}/g),
  token("GitLab token", /\bglpat-[A-Za-z0-9_-]{20,}/g),
  token("Hugging Face token", /\bhf_[A-Za-z0-9]{30,}/g),
  token("Google API key", /\bAIza[A-Za-z0-9_-]{35}/g),
  token("Stripe key", /\b[sr]k_live_[A-Za-z0-9]{20,}/g),
  token("PyPI token", /\bpypi-AgE[A-Za-z0-9_-]{50,}/g),
  token("JSON web token", /\beyJ[\w-]{10,4000}\.eyJ[\w-]{10,4000}\.[\w-]{10,4000}/g),
  {
    ...token("AWS access key id", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g),
    // Amazon's own documentation ends its examples so.
    accept: (value) => !value.endsWith("EXAMPLE"),
  },
  // A key's end without its beginning, as in a hunk of a diff.
  token(
    "private key",
    /(?<![\w+/=])(?:[A-Za-z0-9+/=]{40,100}\s{1,10}){1,60}[A-Za-z0-9+/=]{0,100}\s{0,10}-----END [A-Z ]{0,30}PRIVATE KEY/g,
    3,
  ),
  token(
    "private key",
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----(?:[\s"'+,]|\\[nr])*[A-Za-z0-9+/=]{24}(?:[A-Za-z0-9+/=:\s"',-]|\\[nr])*/g,
    3,
  ),
  {
    // secretlint knows only hosts of the public internet.
    kind: "password in an address",
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'`]{0,60}:([^\s/@"'`]{6,100})@\w/gi,
    group: 1,
    entropy: LEAST_ENTROPY,
    accept: (value) => !PLACEHOLDER.test(value) && !/^passw(?:or)?d$/i.test(value),
  },
  {
    kind: "password",
    pattern: new RegExp(
      `(?:${WORDS})[\\w-]{0,40}["']?\\s{0,20}(?::|=>|:?=)\\s{0,20}(["'\`])([^\\s"'\`]{8,200})\\1`,
      "gi",
    ),
    group: 2,
    entropy: LEAST_ENTROPY,
    accept: isPassword,
  },
  {
    // A line of an environment file: upper case, no spaces, no quotes.
    kind: "password",
    pattern:
      /^[ \t]{0,40}(?:export )?[A-Z0-9_]{0,60}(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD)=([^\s"'`]{12,200})$/gm,
    group: 1,
    entropy: 3.3,
    accept: isPassword,
  },
];

function token(kind: string, pattern: RegExp, entropy = LEAST_ENTROPY): SecretPattern {
  return { kind, pattern, group: 0, entropy };
}

/** Shannon entropy of the characters, in bits a character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

function isMixed(value: string): boolean {
  return /\d/.test(value) && /[A-Z]/.test(value);
}

/** What is written where a password will be: a variable, a template, an example. */
const PLACEHOLDER =
  /\$\{|\{\{|%[sd(]|<[^>]*>|^\$|process\.env|os\.environ|example|change_?-?me|placeholder|dummy|sample|redacted|your[_-]|x{4}|\*{3}|\.{3}/i;

/** Addresses, paths, and names such as `input.password` or `reset-token-2`. */
const NAME =
  /^(?:https?:\/\/[^@]*|[./~@][\w./@-]*|[A-Za-z][a-z]*(?:[A-Z][a-z]+)*\d?|[a-z0-9]+(?:[._:/-][a-z]+)+\d?)$/;

/** Letters with digits or with the signs that people put into passwords, and no name of something. */
function isPassword(value: string): boolean {
  if (PLACEHOLDER.test(value) || NAME.test(value)) return false;
  return /[A-Za-z]/.test(value) && /[\d!@#$%^&*?+]/.test(value);
}
