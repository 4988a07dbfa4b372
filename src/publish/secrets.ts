import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";
import { findLiveValues, type Span } from "./live-values.ts";
import { entropy, LEAST_ENTROPY, SECRET_PATTERNS } from "./secret-patterns.ts";

/** Where something that looks like a secret is. Never says what it is. */
export interface SecretFinding {
  readonly kind: string;
  /** From 1. */
  readonly line: number;
}

export interface SecretOptions {
  /** Secrets that this process holds: found whatever they look like. */
  readonly live?: readonly string[];
}

/** What looks like a secret in a text or a diff. */
export async function findSecrets(
  text: string,
  options: SecretOptions = {},
): Promise<SecretFinding[]> {
  const breaks = lineStarts(text);
  const found = (await locate(text, options)).map(({ kind, start }) => {
    return { kind, line: lineAt(breaks, start) };
  });
  const once = new Map(found.map((finding) => [`${finding.line} ${finding.kind}`, finding]));
  return [...once.values()].sort((a, b) => a.line - b.line || (a.kind < b.kind ? -1 : 1));
}

/**
 * The text with `[redacted: kind]` in place of secrets. Line by line, and fences stay: a key that
 * begins in one code block and ends in another must not take the end of the first along.
 */
export async function redact(text: string, options: SecretOptions = {}): Promise<string> {
  let rest = text.length;
  let out = "";
  for (const { kind, start, end } of merged(await locate(text, options)).reverse()) {
    const lines = text.slice(start, end).split("\n");
    const hidden = lines.map((line) => (KEPT_LINE.test(line) ? line : `[redacted: ${kind}]`));
    out = hidden.join("\n") + text.slice(end, rest) + out;
    rest = start;
  }
  return text.slice(0, rest) + out;
}

/** The same two, for a process that holds these secrets. */
export interface SecretScan {
  readonly find: (text: string) => Promise<SecretFinding[]>;
  readonly redact: (text: string) => Promise<string>;
}

export function createSecretScan(live: readonly string[]): SecretScan {
  return {
    find: (text) => findSecrets(text, { live }),
    redact: (text) => redact(text, { live }),
  };
}

/** Nothing, or a fence. */
const KEPT_LINE = /^\s*(?:`{3,}[a-z]*)?\s*$/;

interface Located extends Span {
  readonly kind: string;
}

async function locate(text: string, { live = [] }: SecretOptions): Promise<Located[]> {
  const bare = bareText(text);
  const known = findLiveValues(bare, live).map((span) => ({ ...span, kind: "secret in use" }));
  return [...known, ...byPattern(bare), ...(await bySecretlint(bare))];
}

/**
 * The text as secretlint should see it, every character where it was: blanks instead of a diff's
 * signs, which would break keys of several lines, and no directive that would switch the scan off.
 * Of five dashes none is a sign: a key begins with them.
 */
function bareText(text: string): string {
  return text.replace(/^(?:\+|-(?!----))/gm, " ").replace(/secretlint-/gi, "secretlint_");
}

function byPattern(text: string): Located[] {
  return SECRET_PATTERNS.flatMap(({ kind, pattern, group, entropy: least, accept }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const value = match[group] ?? "";
      if (entropy(value) < least || accept?.(value) === false) return [];
      const start = match.index + match[0].lastIndexOf(value);
      return [{ kind, start, end: start + value.length }];
    }),
  );
}

const PRESET = "@secretlint/secretlint-rule-preset-recommend";

async function bySecretlint(text: string): Promise<Located[]> {
  const { messages } = await lintSource({
    source: { filePath: "text", content: text, contentType: "text" },
    options: {
      config: { rules: [{ id: PRESET, rule: creator, options: {} }] },
      maskSecrets: true,
      noPhysicFilePath: true,
    },
  });
  return messages
    .map(({ ruleId, range: [start, end] }) => ({ kind: kindOf(ruleId), start, end }))
    .filter(({ start, end }) => entropy(text.slice(start, end)) >= LEAST_ENTROPY);
}

const KINDS: Readonly<Record<string, string>> = {
  "1password": "1Password token",
  anthropic: "Anthropic key",
  aws: "AWS key",
  basicauth: "password in an address",
  "database-connection-string": "password of a database",
  gcp: "Google Cloud key",
  github: "GitHub token",
  linear: "Linear key",
  npm: "npm token",
  openai: "OpenAI key",
  privatekey: "private key",
  sendgrid: "SendGrid key",
  shopify: "Shopify key",
  slack: "Slack token",
};

function kindOf(ruleId: string): string {
  return KINDS[ruleId.replace(/^@secretlint\/secretlint-rule-/, "")] ?? "secret";
}

/** Overlapping stretches become one, with the kind of the first. */
function merged(spans: readonly Located[]): Located[] {
  const out: Located[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = out.at(-1);
    if (last === undefined || span.start >= last.end) out.push(span);
    else out[out.length - 1] = { ...last, end: Math.max(last.end, span.end) };
  }
  return out;
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function lineAt(starts: readonly number[], offset: number): number {
  const after = starts.findIndex((start) => start > offset);
  return after === -1 ? starts.length : after;
}
