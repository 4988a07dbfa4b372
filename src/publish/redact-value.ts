import type { SecretScan } from "./secrets.ts";

/**
 * The same value with `[redacted: kind]` for what looks like a secret in any of its texts. Text by text, since in
 * the JSON of it a secret could take a quotation mark along; one after the other, since each is a scan.
 */
export async function redactValue(value: unknown, redact: SecretScan["redact"]): Promise<unknown> {
  if (typeof value === "string") return redact(value);
  if (typeof value !== "object" || value === null) return value;
  const parts: [string, unknown][] = [];
  for (const [key, part] of Object.entries(value))
    parts.push([key, await redactValue(part, redact)]);
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}
