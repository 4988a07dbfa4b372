import type { HostPull, PullPort } from "../contracts/code-host.ts";
import { type Octokit, ONCE, type Place } from "./octokit.ts";

interface RawPull {
  readonly number: number;
  readonly html_url: string;
  readonly state: string;
  readonly draft?: boolean | undefined;
  readonly head: { readonly ref: string; readonly sha: string };
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
      return ours[0] === undefined ? null : toPull(ours[0]);
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
      return toPull(data);
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

function toPull(pull: RawPull): HostPull {
  return {
    number: pull.number,
    url: pull.html_url,
    open: pull.state === "open",
    draft: pull.draft ?? false,
    head: { branch: pull.head.ref, commit: pull.head.sha },
  };
}
