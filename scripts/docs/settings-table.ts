import { isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import { z } from "zod";
import { settingsFile } from "../../src/install/settings.ts";
import { DEFAULT_SETTINGS, SettingsFile } from "../../src/request/settings-file.ts";
import { code, markdownTable } from "./markdown-table.ts";

/** What JSON Schema says of one setting; only what our settings use. */
interface Rule {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Rule>>;
}

/**
 * Every setting of the schema, nested ones as `limits.files`: its default, what it may be, and what the file that
 * `patchjudge init` writes says of it. Throws where that file says nothing of one.
 */
export function settingsTable(): string {
  const rules = z.toJSONSchema(SettingsFile, { io: "input" }) as Rule;
  const meanings = meaningsOf(settingsFile({ label: DEFAULT_SETTINGS.label }));
  const rows = flatten(rules, DEFAULT_SETTINGS).map(({ key, rule, fallback }) => {
    const meaning = meanings.get(key);
    if (meaning === undefined) throw new Error(`src/install/settings.ts says nothing of "${key}"`);
    return [code(key), code(fallback), allowed(rule), meaning];
  });
  return markdownTable(["key", "default", "may be", "what it is"], rows);
}

interface Setting {
  readonly key: string;
  readonly rule: Rule;
  readonly fallback: unknown;
}

function flatten(rule: Rule, fallback: unknown, prefix = ""): Setting[] {
  const values = fallback as Readonly<Record<string, unknown>>;
  return Object.entries(rule.properties ?? {}).flatMap(([name, inner]) => {
    const setting = { key: `${prefix}${name}`, rule: inner, fallback: values[name] };
    const below = flatten(inner, setting.fallback, `${setting.key}.`);
    return below.length > 0 ? below : [setting];
  });
}

/** Schema's words are for programs. */
function allowed(rule: Rule): string {
  const { type, minimum, maximum, maxLength, maxItems } = rule;
  if (rule.enum !== undefined) return rule.enum.map(code).join(" or ");
  if (type === "boolean") return "`true` or `false`";
  if (type === "integer" || type === "number") return `${minimum ?? 0} to ${maximum}`;
  if (type === "array") return `a list of at most ${maxItems}`;
  return maxLength === undefined ? "a name" : `at most ${maxLength} characters`;
}

/** The comment above each key, in one line. */
function meaningsOf(yaml: string): Map<string, string> {
  const { contents } = parseDocument(yaml);
  if (!isMap(contents)) throw new Error("the file of settings holds none");
  return meaningsIn(contents, "");
}

/** `first`: what stands above the first key of a nested map, which the parser gives to the map. */
function meaningsIn(map: YAMLMap, first: string, prefix = ""): Map<string, string> {
  const pairs = (map.items as Pair[]).flatMap(({ key, value }, index): [string, string][] => {
    if (!isScalar(key)) return [];
    const name = `${prefix}${key.value}`;
    const said = lastParagraph(key.commentBefore ?? (index === 0 ? first : ""));
    const inner = isMap(value) ? [...meaningsIn(value, value.commentBefore ?? "", `${name}.`)] : [];
    return said === "" ? inner : [[name, said], ...inner];
  });
  return new Map(pairs);
}

/** What stands further up, behind an empty line, is about the file. */
function lastParagraph(comment: string): string {
  return (comment.split("\n\n").at(-1) ?? "").replace(/\s*\n\s*/g, " ").trim();
}
