import { parseDocument } from "yaml";
import { z } from "zod";
import type { GitPort } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { Request, RunSettings } from "../contracts/request.ts";
import { USUAL } from "../contracts/request.ts";

/** Where a repository says how it wants Patchjudge to work; read from the default branch only. */
export const SETTINGS_PATH = ".github/patchjudge.yml";

/** Of the organisation's defaults, for people: `.github/patchjudge.yml` of its repository `.github`. */
const SHARED_NAME = "the organisation's .github/patchjudge.yml";

const MAX_BYTES = 50_000;

const Globs = z.array(z.string().min(1).max(200)).max(100);

/** Every setting has a default, and no other key is accepted. */
export const SettingsFile = z.strictObject({
  /** Setting this label on an issue is `/generate`. */
  label: z.string().min(1).max(50).default("patchjudge"),
  /** Least permission of whoever may ask. */
  ask: z.enum(["write", "admin"]).default("write"),
  /** Ids of bot accounts that may ask as well. Names can be taken by anyone, ids cannot. */
  bots: z.array(z.int().positive()).max(50).default([]),
  /** Requests of the last 24 hours; 0: as many as they like. */
  quota: z
    .strictObject({
      person: z.int().min(0).max(1_000).default(0),
      repository: z.int().min(0).max(1_000).default(0),
    })
    .prefault({}),
  /** File name of the workflow whose job runs on the GPU. */
  workflow: z
    .string()
    .regex(
      /^[\w.-]{1,100}\.ya?ml$/,
      "is the name of a file in .github/workflows, such as patchjudge.yml",
    )
    .default("patchjudge.yml"),
  /** What is opened. Private repositories of free plans have no drafts: those get a label instead. */
  open: z.enum(["draft", "ready", "branch"]).default("draft"),
  reviewers: z.enum(["none", "codeowners"]).default("none"),
  /** Pull requests of ours that nobody has touched for so many days are closed; 0: never. */
  expireDays: z.int().min(0).max(365).default(0),
  /** Older records are deleted; 0: none ever. */
  keepMonths: z.int().min(0).max(120).default(0),
  candidates: z.int().min(1).max(64).default(USUAL.candidates),
  contexts: z.int().min(1).max(8).default(1),
  temperature: z.number().min(0).max(2).default(USUAL.temperature),
  allow: Globs.default([]),
  deny: Globs.default([]),
  paths: Globs.default([]),
  limits: z
    .strictObject({
      files: z.int().min(1).max(100).default(20),
      lines: z.int().min(1).max(5_000).default(600),
      bytes: z
        .int()
        .min(1)
        .max(1_000_000)
        .default(100 * 1024),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof SettingsFile>;

export const DEFAULT_SETTINGS: Settings = SettingsFile.parse({});

/**
 * Reads the settings' YAML, and that of the whole organisation where it has one: a repository's own keys
 * go before. Throws a `UserError` that names the file, the key and what it may be.
 */
export function parseSettings(own: Content | null, shared: Content | null = null): Settings {
  const common = shared === null ? {} : parseFile(shared, SHARED_NAME);
  const file = own === null ? {} : parseFile(own, SETTINGS_PATH);
  const merged = Object.entries(file).map(([key, value]) => [key, merge(common[key], value)]);
  return SettingsFile.parse({ ...common, ...Object.fromEntries(merged) });
}

type Content = Uint8Array | string;

/** The keys that a file has, once it is known that they are right. */
function parseFile(content: Content, name: string): Record<string, unknown> {
  const wrong = (what: string) => new UserError(`${name} ${what}`);
  if (content.length > MAX_BYTES) throw wrong(`is larger than ${MAX_BYTES} bytes`);
  const text = typeof content === "string" ? content : Buffer.from(content).toString("utf8");
  const value = readYaml(text, wrong) ?? {};
  const parsed = SettingsFile.safeParse(value);
  if (parsed.success) return value as Record<string, unknown>;
  throw wrong(parsed.error.issues.map(explain).join("; "));
}

/** `limits` and `quota` key by key. */
function merge(common: unknown, own: unknown): unknown {
  return isRecord(common) && isRecord(own) ? { ...common, ...own } : own;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readYaml(text: string, wrong: (what: string) => UserError): unknown {
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined) throw wrong(`is no YAML: ${fault.message.split("\n")[0]}`);
  try {
    // Aliases can make a short text a huge value.
    return document.toJS({ maxAliasCount: 0 });
  } catch {
    throw wrong("uses aliases (*name); write the values out");
  }
}

function explain(issue: z.core.$ZodIssue): string {
  const where = issue.path.join(".");
  if (issue.code === "unrecognized_keys") {
    const prefix = where === "" ? "" : `${where}.`;
    const inner = Object.entries(DEFAULT_SETTINGS).find(([name]) => name === where)?.[1];
    const known = Object.keys(isRecord(inner) ? inner : DEFAULT_SETTINGS);
    return issue.keys.map((key) => `knows no "${prefix}${key}"${suggest(key, known)}`).join("; ");
  }
  return where === ""
    ? `must be a list of settings, such as "candidates: 10"`
    : `"${where}": ${issue.message}`;
}

function suggest(key: string, known: readonly string[]): string {
  const [nearest] = known
    .map((name) => ({ name, distance: editDistance(key.toLowerCase(), name) }))
    .sort((a, b) => a.distance - b.distance);
  const near = nearest !== undefined && nearest.distance <= Math.max(2, key.length / 3);
  return near ? `; did you mean "${nearest.name}"?` : `; it knows ${known.join(", ")}`;
}

/** Levenshtein's distance, row by row. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, letter] of [...a.slice(0, 50)].entries()) {
    const next = [i + 1];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (letter === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** What a run needs of the settings; seed and lengths are the same for everybody. */
export function runSettings(settings: Settings): RunSettings {
  const { candidates, contexts, temperature, allow, deny, paths, limits } = settings;
  return {
    ...USUAL,
    candidates,
    contexts: Math.min(contexts, candidates),
    temperature,
    policy: {
      allow,
      deny,
      paths,
      maxFiles: limits.files,
      maxLines: limits.lines,
      maxBytes: limits.bytes,
    },
  };
}

/**
 * The settings of a commit; the defaults where it has none. A fault in the file is told to those who may ask,
 * and the file's own rules about who that is cannot be trusted then: the defaults hold.
 */
export async function readSettings(
  host: SettingsHost,
  commit: string,
): Promise<{ settings: Settings; fault: string | null }> {
  const own = await host.readFile(SETTINGS_PATH, commit);
  const shared = await host.readShared(SETTINGS_PATH);
  try {
    return { settings: parseSettings(own, shared), fault: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { settings: DEFAULT_SETTINGS, fault: error.message };
  }
}

type SettingsHost = Pick<GitPort, "readFile" | "readShared">;

/** The settings that hold for a request: of the default branch as it was when the command was given. */
export async function settingsFor(
  host: SettingsHost,
  { base, origin }: Pick<Request, "base" | "origin">,
): Promise<Settings> {
  const { settings } = await readSettings(host, origin?.round?.settings ?? base.commit);
  return settings;
}
