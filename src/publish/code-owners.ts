import type { GitPort } from "../contracts/code-host.ts";
import { matchesGlob } from "../policy/glob.ts";

/** Whom a CODEOWNERS file makes responsible. */
export interface Owners {
  readonly people: readonly string[];
  /** Names of teams, without their organisation. */
  readonly teams: readonly string[];
}

/** Where GitHub looks, in this order; only the first file counts. */
const PLACES = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

/** GitHub takes no more reviewers at once. */
const MOST = 15;

/** The owners of files at a commit; nobody where there is no such file, or none of it is about them. */
export async function ownersOf(
  host: Pick<GitPort, "readFile"> & { readonly repository: { readonly fullName: string } },
  commit: string,
  files: readonly string[],
): Promise<Owners> {
  for (const place of PLACES) {
    const found = await host.readFile(place, commit);
    if (found === null) continue;
    const [owner = ""] = host.repository.fullName.split("/");
    return parseOwners(Buffer.from(found).toString("utf8"), files, owner);
  }
  return { people: [], teams: [] };
}

/**
 * Of each file the owners on the last line that is about it, as GitHub reads it
 * (https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners).
 * Addresses of mail are left out: only accounts and the owner's own teams can be asked.
 */
export function parseOwners(text: string, files: readonly string[], owner: string): Owners {
  const rules = text.split(/\r?\n/).flatMap((line) => {
    const [pattern = "", ...owners] = line
      .replace(/(?:^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    return pattern === "" ? [] : [{ globs: globsOf(pattern), owners }];
  });
  const owners = files.flatMap(
    (file) =>
      rules.findLast(({ globs }) => globs.some((glob) => matchesGlob(file, glob)))?.owners ?? [],
  );
  const names = [...new Set(owners)].filter((owner) => owner.startsWith("@")).slice(0, MOST);
  const isTeam = (name: string) => name.includes("/");
  return {
    people: names.filter((name) => !isTeam(name)).map((name) => name.slice(1)),
    teams: names
      .filter((name) => isTeam(name) && isOf(name, owner))
      .map((name) => name.slice(name.indexOf("/") + 1)),
  };
}

function isOf(team: string, owner: string): boolean {
  return team.toLowerCase().startsWith(`@${owner.toLowerCase()}/`);
}

/** Like .gitignore's patterns: a slash but at the end ties it to the top, and a folder has all below it. */
function globsOf(pattern: string): string[] {
  const folder = pattern.replace(/\/$/, "");
  const tied = folder.includes("/");
  const glob = `${tied ? "" : "**/"}${folder.replace(/^\//, "")}`;
  const below = `${glob}/**`;
  if (pattern.endsWith("/")) return [below];
  // `docs/*` is about the files right there only.
  return tied && glob.endsWith("/*") ? [glob] : [glob, below];
}
