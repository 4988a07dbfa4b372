import { UsageError, UserError } from "../contracts/errors.ts";
import type { TreeEntry } from "../contracts/repository.ts";
import { GitError, git } from "./git.ts";
import { parseTree } from "./tree.ts";

/** Where the app keeps records: one ref a month. */
const LOG = "refs/patchjudge/log/";
/** What was fetched of them. Not below the log, so that it is never taken for it, nor pushed as it. */
const FETCHED = "refs/patchjudge-fetched/";
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** A tree's listing is read whole; a month of ten thousand runs takes a tenth of this. */
const MAX_LISTING_BYTES = 32_000_000;

/** A month of the log, as this clone has it. */
export interface LogMonth {
  /** `yyyy-mm`. */
  readonly month: string;
  /** Full name of the ref here. */
  readonly ref: string;
  readonly commit: string;
}

export interface LogSource {
  readonly root: string;
  /** Null: the repository's own refs. */
  readonly remote: string | null;
  /** The oldest first. */
  readonly months: readonly LogMonth[];
}

/**
 * The log of a repository's remote, fetched into refs of its own; without a remote the repository's own log. `remote`
 * is what the user named; `origin` is taken where there is one. Throws a `UserError` that says what to do.
 */
export async function openLog(
  root: string,
  { remote: named, offline }: { remote?: string | undefined; offline: boolean },
): Promise<LogSource> {
  const remotes = (await git(["remote"], { cwd: root })).toString().split("\n").filter(Boolean);
  if (named !== undefined && !remotes.includes(named)) {
    throw new UsageError(
      `${root} has no remote ${JSON.stringify(named)}; see: git remote, then pass --remote NAME`,
    );
  }
  const remote = named ?? (remotes.includes("origin") ? "origin" : null);
  if (remote === null) {
    const months = await listMonths(root, LOG);
    if (months.length > 0) return { root, remote, months };
    const what = remotes.length === 0 ? "no remote" : "no remote origin";
    throw new UserError(
      `${root} has ${what} and no records of its own; pass a clone with --repo, or its remote with --remote`,
    );
  }
  if (!offline) await fetchLog(root, remote);
  const months = await listMonths(root, `${FETCHED}${remote}/`);
  if (months.length > 0) return { root, remote, months };
  throw new UserError(
    offline
      ? `nothing was fetched from ${remote} before; run once without --offline`
      : `${remote} has no records yet; comment /generate on an issue first`,
  );
}

/** Fetches into refs of ours alone: no branch, tag, setting or file of the user's changes. */
async function fetchLog(root: string, remote: string): Promise<void> {
  const quiet = ["--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
  // A partial clone would leave the records' contents out, and cannot get them later.
  const whole = ["--no-filter", "--refmap=", "--no-auto-maintenance", "--prune"];
  const refspec = `+${LOG}*:${FETCHED}${remote}/*`;
  try {
    await git(["fetch", ...quiet, ...whole, "--", remote, refspec], { cwd: root, network: true });
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    throw new UserError(
      `${remote} could not be asked for records (${error.message}); if you may read it, see: git fetch ${remote}. ` +
        "--offline shows what was fetched before.",
      { cause: error },
    );
  }
}

async function listMonths(root: string, prefix: string): Promise<LogMonth[]> {
  const format = "--format=%(objectname) %(refname)";
  const listed = await git(["for-each-ref", format, prefix], { cwd: root });
  return listed
    .toString()
    .split("\n")
    .map((line) => {
      const [commit = "", ref = ""] = line.split(" ");
      return { month: ref.slice(prefix.length), ref, commit };
    })
    .filter(({ month }) => MONTH.test(month))
    .sort((a, b) => (a.month < b.month ? -1 : 1));
}

/** All files of a month; in words where it cannot be listed, since anybody who can push can have written it. */
export async function listMonth(
  root: string,
  { commit }: LogMonth,
): Promise<readonly TreeEntry[] | string> {
  try {
    const args = ["ls-tree", "-r", "-l", "-z", "--full-tree", commit];
    return parseTree(await git(args, { cwd: root, maxOutputBytes: MAX_LISTING_BYTES }));
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return error.message;
  }
}

/**
 * Deletes a month where the log is, if it is still what was read of it. Returns null, or in words why it
 * stands.
 */
export async function deleteMonth(
  { root, remote }: LogSource,
  { month, ref, commit }: LogMonth,
): Promise<string | null> {
  if (!MONTH.test(month)) throw new Error(`${month} is no month of the log`);
  const name = `${LOG}${month}`;
  try {
    if (remote !== null) {
      const lease = `--force-with-lease=${name}:${commit}`;
      const args = ["push", "--quiet", "--no-verify", lease, "--", remote, `:${name}`];
      await git(args, { cwd: root, network: true });
    }
    await git(["update-ref", "-d", ref, commit], { cwd: root });
    return null;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const moved = /stale info|but expected|fetch first/.test(error.message);
    return moved ? "it has new records since it was listed; run again" : error.message;
  }
}
