import type { HostChange, HostPull, PullPort } from "../contracts/code-host.ts";
import { hasStatus } from "../contracts/errors.ts";
import { toUser } from "./issues.ts";
import { type Octokit, ONCE, orNull, type Place } from "./octokit.ts";

interface RawPull {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly draft?: boolean | undefined;
  readonly user: Parameters<typeof toUser>[0];
  readonly body: string | null;
  readonly labels: readonly { readonly name: string }[];
  readonly base: { readonly ref: string; readonly sha: string };
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly updated_at: string;
  readonly closed_at: string | null;
  readonly head: {
    readonly ref: string;
    readonly sha: string;
    /** Null where the fork is gone. */
    readonly repo: { readonly full_name: string } | null;
  };
}

const MOST_PULLS = 500;

/** Pull requests and check runs of one repository. */
export function createPulls(octokit: Octokit, place: Place): PullPort {
  const { pulls } = octokit.rest;
  return {
    async findPull(branch) {
      const head = `${place.owner}:${branch}`;
      const { data } = await pulls.list({ ...place, head, state: "all", per_page: 100 });
      // A server that does not know `head` would give every pull request.
      const ours = data
        .filter((pull) => pull.head.ref === branch)
        .sort((a, b) => b.number - a.number);
      return ours[0] === undefined ? null : toPull(ours[0], place);
    },
    async pull(pull_number) {
      const answer = await orNull(pulls.get({ ...place, pull_number }));
      return answer === null ? null : toPull(answer.data, place);
    },
    async pullsSince(since) {
      const found: HostPull[] = [];
      const pages = octokit.paginate.iterator(pulls.list, {
        ...{ ...place, state: "all", sort: "updated", direction: "desc", per_page: 100 },
      });
      for await (const { data } of pages) {
        const young = data.filter(({ updated_at }) => new Date(updated_at) >= since);
        found.push(...young.map((pull) => toPull(pull, place)));
        if (young.length < data.length || found.length >= MOST_PULLS) break;
      }
      return found;
    },
    async openPulls() {
      const found = await octokit.paginate(pulls.list, { ...place, state: "open", per_page: 100 });
      return found.map((pull) => toPull(pull, place));
    },
    async changesOf(pull_number) {
      return (
        await octokit.paginate(pulls.listFiles, { ...place, pull_number, per_page: 100 })
      ).map(toChange);
    },
    async changesBetween(base, head) {
      const basehead = `${base}...${head}`;
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...place, basehead });
      return (data.files ?? []).map(toChange);
    },
    async closePull(pull_number) {
      await pulls.update({ ...place, pull_number, state: "closed" });
    },
    async createPull({ title, body, branch, base, draft }) {
      const { data } = await pulls.create({
        ...place,
        title,
        body,
        head: branch,
        base,
        draft,
        ...ONCE,
      });
      return toPull(data, place);
    },
    async requestReviews(pull_number, { people, teams }) {
      // One by one kind: a team that may not be asked must not keep people from being asked.
      for (const asked of [{ reviewers: [...people] }, { team_reviewers: [...teams] }]) {
        if (Object.values(asked).every((names) => names.length === 0)) continue;
        try {
          await pulls.requestReviewers({ ...place, pull_number, ...asked });
        } catch (error) {
          if (!hasStatus(error, 403, 404, 422)) throw error;
        }
      }
    },
    ...createChecks(octokit, place),
  };
}

function createChecks(octokit: Octokit, place: Place): Pick<PullPort, "findCheck" | "createCheck"> {
  const { checks } = octokit.rest;
  return {
    async findCheck(ref, check_name, externalId) {
      const { data } = await checks.listForRef({ ...place, ref, check_name, per_page: 100 });
      return data.check_runs.find(({ external_id }) => external_id === externalId)?.id ?? null;
    },
    async createCheck(check) {
      const { title, summary, text } = check;
      const { data } = await checks.create({
        ...place,
        name: check.name,
        head_sha: check.commit,
        external_id: check.externalId,
        ...(check.url === undefined ? {} : { details_url: check.url }),
        status: "completed",
        // It says what was found; whether that is good is for people to say.
        conclusion: "neutral",
        output: { title, summary, text },
        ...ONCE,
      });
      return data.id;
    },
  };
}

function toChange(file: {
  readonly filename: string;
  readonly additions: number;
  readonly deletions: number;
  readonly patch?: string | undefined;
}): HostChange {
  const { filename: path, additions: added, deletions: removed, patch = null } = file;
  return { path, added, removed, patch };
}

function toPull(pull: RawPull, { owner, repo }: Place): HostPull {
  const home = pull.head.repo?.full_name.toLowerCase();
  return {
    number: pull.number,
    url: pull.html_url,
    open: pull.state === "open",
    draft: pull.draft ?? false,
    author: toUser(pull.user),
    body: pull.body ?? "",
    labels: pull.labels.map(({ name }) => name),
    base: pull.base.ref,
    head: { branch: pull.head.ref, commit: pull.head.sha },
    baseCommit: pull.base.sha,
    // Before it is merged, GitHub names a commit that only tries whether it could be.
    mergeCommit: pull.merged_at === null ? null : pull.merge_commit_sha,
    updatedAt: pull.updated_at,
    closedAt: pull.closed_at,
    ownRepository: home === `${owner}/${repo}`.toLowerCase(),
  };
}
