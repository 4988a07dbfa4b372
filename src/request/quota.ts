import type { Usage } from "../contracts/usage.ts";
import type { Settings } from "./settings-file.ts";

export const QUOTA_MS = 24 * 3_600_000;

/**
 * Why a person may not ask for more today; null where there is no reason. `usage` is asked for only
 * where there is a quota. The request itself does not count, however often it is heard.
 */
export async function overQuota(
  { quota }: Pick<Settings, "quota">,
  { id, actor }: { readonly id: string; readonly actor: string },
  usage: () => Promise<Usage>,
): Promise<string | null> {
  const { person, repository } = quota;
  if (person === 0 && repository === 0) return null;
  const { all, byPerson } = await usage();
  const others = (ids: ReadonlySet<string> = new Set()) => ids.size - (ids.has(id) ? 1 : 0);
  if (person > 0 && others(byPerson.get(actor)) >= person) {
    return `you have asked for ${person} in the last 24 hours, and more are not allowed here (\`quota.person\` in the settings)`;
  }
  if (repository > 0 && others(all) >= repository) {
    return `there were ${repository} requests in the last 24 hours, and more are not allowed here (\`quota.repository\` in the settings)`;
  }
  return null;
}
