import { answerGraphql } from "../graphql/endpoint.ts";
import type { Reply } from "../http/reply.ts";
import { nodeId } from "../state/node-id.ts";
import { userOf } from "../state/world.ts";
import { issueIn, personIn, repositoryIn, type Visit } from "./visit.ts";

/** Back to where the form was. */
function see(location: string): Reply {
  return { status: 303, headers: { location } };
}

export function switchUser({ form, world }: Visit): Reply {
  const { login } = userOf(world, form.get("as") ?? "");
  return remembering(see(localPath(form.get("back"))), login);
}

/** Only paths of this server. */
function localPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : "/";
}

function remembering(reply: Reply, login: string): Reply {
  const cookie = `twin-as=${encodeURIComponent(login)}; Path=/; SameSite=Strict; HttpOnly`;
  return { ...reply, headers: { ...reply.headers, "set-cookie": cookie } };
}

export async function postIssue(visit: Visit): Promise<Reply> {
  const { fullName } = repositoryIn(visit);
  const title = visit.form.get("title") ?? "";
  const body = visit.form.get("body") ?? "";
  const { number } = await personIn(visit).openIssue(fullName, { title, body });
  return see(`/${fullName}/issues/${number}`);
}

/** One form for a comment, for closing, and for both. */
export async function postComment(visit: Visit): Promise<Reply> {
  const { repository, issue } = issueIn(visit);
  const { fullName } = repository;
  const person = personIn(visit);
  // Browsers send line ends as CRLF, and so does GitHub's own page.
  const body = visit.form.get("body") ?? "";
  const state = visit.form.get("state");
  let anchor = "";
  if (body.trim() !== "" || state === null) {
    anchor = `#issuecomment-${(await person.comment(fullName, issue.number, body)).id}`;
  }
  if (state === "closed") await person.closeIssue(fullName, issue.number);
  if (state === "open") await person.reopenIssue(fullName, issue.number);
  const kind = issue.pull === null ? "issues" : "pull";
  const reply = see(`/${fullName}/${kind}/${issue.number}${anchor}`);
  return remembering(reply, visit.form.get("as") ?? visit.as);
}

export async function addLabel(visit: Visit): Promise<Reply> {
  const { repository, issue } = issueIn(visit);
  const label = visit.form.get("label") ?? "";
  await personIn(visit).addLabel(repository.fullName, issue.number, label);
  return see(localPath(visit.form.get("back")));
}

export async function removeLabel(visit: Visit): Promise<Reply> {
  const { repository, issue } = issueIn(visit);
  const label = visit.form.get("label") ?? "";
  await personIn(visit).removeLabel(repository.fullName, issue.number, label);
  return see(localPath(visit.form.get("back")));
}

/** The page's path is the API's path. */
export async function react(visit: Visit): Promise<Reply> {
  await personIn(visit).request("POST", `/repos${visit.path}`, {
    content: visit.form.get("content"),
  });
  return see(localPath(visit.form.get("back")));
}

export async function pullAction(visit: Visit): Promise<Reply> {
  const { repository, issue } = issueIn(visit);
  const person = personIn(visit);
  if (visit.form.get("do") === "merge") await person.mergePull(repository.fullName, issue.number);
  if (visit.form.get("do") === "ready") {
    const query =
      "mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }";
    const variables = { id: nodeId("PR", issue.id) };
    const user = userOf(visit.world, visit.form.get("as") ?? visit.as);
    const actor = { kind: "user", user } as const;
    const body = { query, variables };
    const reply = await answerGraphql(visit.world, { actor, method: "POST", body });
    if (reply.wrote !== true) throw new Error(JSON.stringify(reply.body));
  }
  return see(`/${repository.fullName}/pull/${issue.number}`);
}

export async function lineComment(visit: Visit): Promise<Reply> {
  const { repository, issue } = issueIn(visit);
  const { form } = visit;
  await personIn(visit).reviewComment(repository.fullName, issue.number, {
    path: form.get("path") ?? "",
    line: Number(form.get("line")),
    body: form.get("body") ?? "",
  });
  return see(`/${repository.fullName}/pull/${issue.number}`);
}

export async function cancelRun(visit: Visit): Promise<Reply> {
  const { fullName } = repositoryIn(visit);
  const id = visit.params["id"] ?? "";
  await personIn(visit).request("POST", `/repos/${fullName}/actions/runs/${id}/cancel`);
  return see(`/${fullName}/actions/runs/${id}`);
}

export function redeliver({ world, params }: Visit): Reply {
  world.deliveries.redeliver(Number(params["id"]));
  return see("/_deliveries");
}
