import type { HostPull, PullPort } from "../contracts/code-host.ts";
import { toUser } from "./issues.ts";
import { type Octokit, ONCE, orNull, type Place } from "./octokit.ts";

interface RawPull {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly draft?: boolean | undefined;
  readonly user: Parameters<typeof toUser>[0];
  readonly body: string | null;
  readonly base: { readonly ref: string };
  readonly head: {
    readonly ref: string;
    readonly sha: string;
    /** Null where the fork is gone. */
    readonly repo: { readonly full_name: string } | null;
  };
}

/** Pull requests and check runs of one repository. */
export function createPulls(octokit: Octokit, place: Place): PullPort {
  const { pulls, checks } = octokit.rest;
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
    async changesOf(pull_number) {
      const files = await octokit.paginate(pulls.listFiles, {
        ...place,
        pull_number,
        per_page: 100,
      });
      return files.map(({ filename: path, additions: added, deletions: removed, patch = null }) => {
        return { path, added, removed, patch };
      });
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
    async updatePull(pull_number, { title, body }) {
      await pulls.update({ ...place, pull_number, title, body });
    },
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

function toPull(pull: RawPull, { owner, repo }: Place): HostPull {
  const home = pull.head.repo?.full_name.toLowerCase();
  return {
    number: pull.number,
    url: pull.html_url,
    open: pull.state === "open",
    draft: pull.draft ?? false,
    author: toUser(pull.user),
    body: pull.body ?? "",
    base: pull.base.ref,
    head: { branch: pull.head.ref, commit: pull.head.sha },
    ownRepository: home === `${owner}/${repo}`.toLowerCase(),
  };
}
