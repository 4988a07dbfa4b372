import { redact } from "./secrets.ts";

/**
 * The same value with `[redacted: kind]` for what looks like a secret in any of its texts. Text by text, since in
 * the JSON of it a secret could take a quotation mark along.
 */
export async function redactValue(value: unknown): Promise<unknown> {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return Promise.all(value.map(redactValue));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(async ([key, part]) => [key, await redactValue(part)]);
  return Object.fromEntries(await Promise.all(entries));
}
