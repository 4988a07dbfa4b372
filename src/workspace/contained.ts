import { UserError } from "../contracts/errors.ts";

/**
 * Refuses a path that leaves the repository or that git would not store. Policy refuses far more;
 * this is the last line before bytes reach an index.
 */
export function assertContained(path: string): void {
  const parts = path.split("/");
  const bad = parts.some((part) => part === "" || part === "." || part === "..");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (bad || parts.some((part) => part.toLowerCase() === ".git") || /[\x00-\x1f\\]/.test(path)) {
    throw new UserError(`the path ${JSON.stringify(path)} is not inside the repository`);
  }
}
