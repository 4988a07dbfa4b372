import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";

/** Somewhere that answers like GitHub, with an installed app and an issue. */
export interface Place {
  readonly apiUrl: string;
  readonly appId: number;
  readonly privateKey: string;
  readonly installation: number;
  readonly owner: string;
  readonly repo: string;
  readonly issue: number;
  /** Somebody who may write to the repository. */
  readonly writer: string;
}

export interface Step {
  readonly name: string;
  readonly status: number;
  /** The keys of the answer's first level. */
  readonly keys: readonly string[];
  /** What the step is about, beside its shape. */
  readonly facts: unknown;
}

type Data = Record<string, unknown>;
type Parameters = Record<string, unknown>;

/** Runs the calls of a whole publication and notes what each was answered. */
export async function play(place: Place): Promise<Step[]> {
  const steps: Step[] = [];
  const { appId, privateKey, apiUrl: baseUrl } = place;
  const app = new Octokit({ baseUrl, authStrategy: createAppAuth, auth: { appId, privateKey } });
  const note = async (
    octokit: Octokit,
    name: string,
    route: string,
    parameters: Parameters,
    pick: (data: Data) => unknown = () => null,
  ) => {
    const { status, data } = await ask(octokit, route, parameters);
    steps.push({
      name,
      status,
      keys: Object.keys(data).sort(),
      facts: status < 300 ? pick(data) : null,
    });
    return data;
  };
  await note(app, "app", "GET /app", {}, ({ id }) => id === appId);
  const { token } = await note(
    app,
    "token",
    `POST /app/installations/${place.installation}/access_tokens`,
    {},
  );
  const octokit = new Octokit({ baseUrl, auth: token });
  const base = `/repos/${place.owner}/${place.repo}`;
  await playRest((name, route, parameters, pick) => {
    const [method, path = ""] = route.split(" ");
    return note(octokit, name, `${method} ${base}${path}`, parameters ?? {}, pick);
  }, place);
  return steps;
}

type Note = (
  name: string,
  route: string,
  parameters?: Parameters,
  pick?: (data: Data) => unknown,
) => Promise<Data>;

async function playRest(note: Note, place: Place): Promise<void> {
  await note(
    "permission of a writer",
    `GET /collaborators/${place.writer}/permission`,
    {},
    pickOf("permission"),
  );
  await note("permission of nobody", "GET /collaborators/nobody-of-this-name-0/permission");
  await playIssue(note, place.issue);
  const branch = `patchjudge/issue-${place.issue}-${Date.now().toString(16)}`;
  const { before, sha } = await playGit(note, branch);
  await playPull(note, branch, sha, place.issue);
  await note("branch that goes back", `PATCH /git/refs/heads/${branch}`, {
    sha: before,
    force: false,
  });
}

async function playIssue(note: Note, number: number): Promise<void> {
  const name = `patchjudge-${Date.now().toString(16)}`;
  await note("label", "POST /labels", { name, color: "1f5fbf" }, pickOf("color"));
  await note("label again", "POST /labels", { name, color: "1f5fbf" });
  await note("label too long", "POST /labels", { name: "x".repeat(51), color: "1f5fbf" });
  await note("label on issue", `POST /issues/${number}/labels`, { labels: [name] });
  const comment = await note(
    "comment",
    `POST /issues/${number}/comments`,
    { body: "queued" },
    pickOf("body"),
  );
  await note("comment too long", `POST /issues/${number}/comments`, { body: "x".repeat(300_000) });
  await note(
    "comment edited",
    `PATCH /issues/comments/${comment["id"]}`,
    { body: "done" },
    pickOf("body"),
  );
  const reactions = `/issues/comments/${comment["id"]}/reactions`;
  await note("reaction", `POST ${reactions}`, { content: "eyes" }, pickOf("content"));
  await note("reaction again", `POST ${reactions}`, { content: "eyes" }, pickOf("content"));
  await note("issue", `GET /issues/${number}`, {}, pickOf("state"));
}

async function playGit(note: Note, branch: string): Promise<{ before: string; sha: string }> {
  const main = await note("ref of main", "GET /git/ref/heads/main");
  const before = String((main["object"] as Data)["sha"]);
  const last = await note("commit of main", `GET /git/commits/${before}`);
  const blob = await note(
    "blob",
    "POST /git/blobs",
    { content: "twin\n", encoding: "utf-8" },
    pickOf("sha"),
  );
  const tree = await note("tree", "POST /git/trees", {
    base_tree: (last["tree"] as Data)["sha"],
    tree: [{ path: "twin.txt", mode: "100644", type: "blob", sha: blob["sha"] }],
  });
  const commit = await note(
    "commit",
    "POST /git/commits",
    { message: "By the scenario", tree: tree["sha"], parents: [before] },
    ({ verification }) => (verification as Data | undefined)?.["verified"],
  );
  const sha = String(commit["sha"]);
  await note("ref", "POST /git/refs", { ref: `refs/heads/${branch}`, sha });
  await note("ref again", "POST /git/refs", { ref: `refs/heads/${branch}`, sha });
  await note("ref of no form", "POST /git/refs", { ref: "refs/heads/a..b", sha });
  return { before, sha };
}

async function playPull(note: Note, head: string, head_sha: string, issue: number): Promise<void> {
  const wanted = {
    title: "By the scenario",
    head,
    base: "main",
    draft: true,
    body: `For #${issue}`,
  };
  const pull = await note("pull request", "POST /pulls", wanted, pickOf("draft"));
  await note("pull request again", "POST /pulls", wanted);
  await note("pull request of nothing", "POST /pulls", { ...wanted, head: "main" });
  await note("pull request's files", `GET /pulls/${pull["number"]}/files`);
  const output = { title: "Ranked", summary: "ten" };
  const check = await note("check run", "POST /check-runs", {
    name: "patchjudge",
    head_sha,
    output,
  });
  const annotations = Array.from({ length: 51 }, (_, index) => ({
    ...{ path: "twin.txt", start_line: index + 1, end_line: index + 1 },
    ...{ annotation_level: "notice", message: "m" },
  }));
  const tooMany = { output: { ...output, annotations } };
  await note("check run with 51 annotations", `PATCH /check-runs/${check["id"]}`, tooMany);
  const done = { status: "completed", conclusion: "neutral" };
  await note("check run completed", `PATCH /check-runs/${check["id"]}`, done, pickOf("conclusion"));
  await note("check runs", `GET /commits/${head_sha}/check-runs`, {}, pickOf("total_count"));
  await note(
    "pull request closed",
    `PATCH /pulls/${pull["number"]}`,
    { state: "closed" },
    pickOf("state"),
  );
}

function pickOf(name: string): (data: Data) => unknown {
  return (data) => data[name];
}

/** The status and the first level of the answer, also of a refusal. */
async function ask(
  octokit: Octokit,
  route: string,
  parameters: Parameters,
): Promise<{ status: number; data: Data }> {
  try {
    const { status, data } = await octokit.request(route, parameters);
    return { status, data: firstOf(data) };
  } catch (error) {
    const { status, response } = error as { status?: number; response?: { data: unknown } };
    if (status === undefined || response === undefined) throw error;
    return { status, data: firstOf(response.data) };
  }
}

/** Of a list, its first element: what is compared is the shape. */
function firstOf(data: unknown): Data {
  const value: unknown = Array.isArray(data) ? data[0] : data;
  return typeof value === "object" && value !== null ? (value as Data) : {};
}

/** How two places differ, a line a difference; refusals are compared by status only. */
export function differences(a: readonly Step[], b: readonly Step[]): string[] {
  return a.flatMap((ours) => {
    const theirs = b.find(({ name }) => name === ours.name);
    if (theirs === undefined) return [`${ours.name}: missing`];
    if (ours.status !== theirs.status) return [`${ours.name}: ${ours.status} v ${theirs.status}`];
    if (ours.status >= 300) return [];
    const only = (left: Step, right: Step) => left.keys.filter((key) => !right.keys.includes(key));
    const facts = JSON.stringify(ours.facts) === JSON.stringify(theirs.facts);
    return [
      ...only(ours, theirs).map((key) => `${ours.name}: only here: ${key}`),
      ...only(theirs, ours).map((key) => `${ours.name}: only there: ${key}`),
      ...(facts
        ? []
        : [`${ours.name}: ${JSON.stringify(ours.facts)} v ${JSON.stringify(theirs.facts)}`]),
    ];
  });
}
