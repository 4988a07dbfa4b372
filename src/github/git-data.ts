import type { BranchCommit, GitPort, HostCommit } from "../contracts/code-host.ts";
import { hasStatus, UserError } from "../contracts/errors.ts";
import { type Octokit, ONCE, orNull, type Place } from "./octokit.ts";

const MOST_COMMITS = 2_000;

/** Git objects and refs of one repository, through GitHub's git data API. */
export function createGitData(octokit: Octokit, place: Place): GitPort {
  const { git, repos } = octokit.rest;
  return {
    async defaultBranch() {
      const { data: repository } = await repos.get(place);
      const branch = repository.default_branch;
      const found = await orNull(repos.getBranch({ ...place, branch }));
      if (found === null)
        throw new UserError("the repository has no commits yet; push the code first");
      return { name: branch, commit: found.data.commit.sha };
    },
    async readFile(path, ref) {
      const mediaType = { format: "raw" };
      const found = await orNull(repos.getContent({ ...place, path, ref, mediaType }));
      // With the raw format the answer is the file's text, whatever the types say.
      return found === null ? null : Buffer.from(String(found.data));
    },
    async readShared(path) {
      const mediaType = { format: "raw" };
      const shared = { owner: place.owner, repo: ".github", path, mediaType };
      const found = await orNull(repos.getContent(shared)).catch((error) => {
        // Other answers of this number are limits: they must not pass for "there are no defaults".
        if (hasStatus(error, 403) && /not accessible/i.test(String(error))) return null;
        throw error;
      });
      return found === null ? null : Buffer.from(String(found.data));
    },
    async readTree(commit) {
      const { data } = await git.getTree({ ...place, tree_sha: commit, recursive: "1" });
      if (data.truncated) {
        throw new UserError(
          "the repository has more files than GitHub lists at once (about 100,000)",
        );
      }
      return data.tree
        .filter(({ type }) => type !== "tree")
        .map((entry) => ({
          path: entry.path ?? "",
          mode: entry.mode ?? "",
          oid: entry.sha ?? "",
          size: entry.size ?? 0,
        }));
    },
    async readBlob(file_sha) {
      const { data } = await git.getBlob({ ...place, file_sha });
      return Buffer.from(data.content, "base64");
    },
    async writeBlob(content) {
      // The same bytes give the same object, so a repeated call does no harm.
      const encoded = Buffer.from(content).toString("base64");
      const { data } = await git.createBlob({ ...place, content: encoded, encoding: "base64" });
      return data.sha;
    },
    async writeTree(files, base) {
      const tree = files.map(({ path, blob }) => ({
        path,
        mode: "100644" as const,
        type: "blob" as const,
        sha: blob,
      }));
      const based = base === undefined ? {} : { base_tree: base };
      const { data } = await git.createTree({ ...place, tree, ...based });
      return data.sha;
    },
    ...createCommits(octokit, place),
    ...createRefs(octokit, place),
    commitEdits: (commit) => commitEdits(octokit, place, commit),
  };
}

type Refs = Pick<GitPort, "readRef" | "refsBelow" | "createRef" | "advanceRef" | "deleteRef">;

function createRefs(octokit: Octokit, place: Place): Refs {
  const { git } = octokit.rest;
  return {
    async readRef(name) {
      const found = await orNull(git.getRef({ ...place, ref: short(name) }));
      return found?.data.object.sha ?? null;
    },
    async refsBelow(prefix) {
      const ref = short(prefix);
      const all = await octokit.paginate(git.listMatchingRefs, { ...place, ref, per_page: 100 });
      return all.map((found) => ({ name: found.ref, commit: found.object.sha }));
    },
    async createRef(ref, sha) {
      try {
        await git.createRef({ ...place, ref, sha, ...ONCE });
        return true;
      } catch (error) {
        if (hasStatus(error, 422) && /already exists/i.test(String(error))) return false;
        throw error;
      }
    },
    async advanceRef(name, sha) {
      try {
        await git.updateRef({ ...place, ref: short(name), sha, force: false, ...ONCE });
        return true;
      } catch (error) {
        // 422 also stands for a ref that is gone.
        if (hasStatus(error, 404, 409, 422)) return false;
        throw error;
      }
    },
    async deleteRef(name) {
      try {
        await git.deleteRef({ ...place, ref: short(name) });
      } catch (error) {
        if (!hasStatus(error, 404, 422)) throw error;
      }
    },
  };
}

type Commits = Pick<GitPort, "readCommit" | "commitsSince" | "writeCommit">;

function createCommits(octokit: Octokit, place: Place): Commits {
  const { git, repos } = octokit.rest;
  return {
    async readCommit(commit_sha) {
      const { data } = await git.getCommit({ ...place, commit_sha });
      return {
        tree: data.tree.sha,
        parents: data.parents.map(({ sha }) => sha),
        message: data.message,
        committedAt: data.committer.date,
      };
    },
    async commitsSince(sha, since) {
      const found: HostCommit[] = [];
      const pages = octokit.paginate.iterator(repos.listCommits, {
        ...{ ...place, sha, since: since.toISOString(), per_page: 100 },
      });
      for await (const { data } of pages) {
        found.push(
          ...data.map(({ commit, parents }) => ({
            tree: commit.tree.sha,
            parents: parents.map((parent) => parent.sha),
            message: commit.message,
            committedAt: commit.committer?.date ?? "",
          })),
        );
        if (found.length >= MOST_COMMITS) break;
      }
      return found;
    },
    async writeCommit({ tree, parents, message }) {
      const { data } = await git.createCommit({ ...place, tree, parents: [...parents], message });
      return data.sha;
    },
  };
}

const COMMIT = `mutation ($input: CreateCommitOnBranchInput!) {
  createCommitOnBranch(input: $input) { commit { oid } }
}`;

/** Unlike the git data API this signs, and it compares the head before it commits. */
async function commitEdits(
  octokit: Octokit,
  place: Place,
  commit: BranchCommit,
): Promise<string | null> {
  const input = {
    branch: {
      repositoryNameWithOwner: `${place.owner}/${place.repo}`,
      branchName: commit.branch,
    },
    expectedHeadOid: commit.expectedHead,
    message: { headline: commit.headline, body: commit.body },
    fileChanges: {
      additions: commit.edits.map(({ path, content }) => ({
        path,
        contents: Buffer.from(content).toString("base64"),
      })),
      deletions: commit.deletions.map((path) => ({ path })),
    },
  };
  try {
    const answer = await octokit.graphql<{
      createCommitOnBranch: { commit: { oid: string } };
    }>(COMMIT, { input, ...ONCE });
    return answer.createCommitOnBranch.commit.oid;
  } catch (error) {
    if (isStale(error)) return null;
    throw error;
  }
}

function isStale(error: unknown): boolean {
  const errors =
    typeof error === "object" && error !== null && "errors" in error ? error.errors : [];
  return (
    Array.isArray(errors) && errors.some((one: { type?: string }) => one.type === "STALE_DATA")
  );
}

/** GitHub's addresses name a ref without its `refs/`. */
function short(name: string): string {
  return name.replace(/^refs\//, "");
}
