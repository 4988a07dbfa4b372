import { spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname } from "node:path";
import { authenticate } from "../access/authenticate.ts";
import { authorOf, demand, grants, reading, writing } from "../access/demand.ts";
import { afterMove } from "../change/refs.ts";
import { Failure, notFound } from "../http/failure.ts";
import { header } from "../http/incoming.ts";
import { sendReply } from "../http/send.ts";
import type { Actor, Repository } from "../state/types.ts";
import { findRepository, type World } from "../state/world.ts";
import { pipeCgi } from "./cgi.ts";
import { gitEnvironment } from "./git.ts";
import { type Ref, refsUnder } from "./refs.ts";

/** git's own server program does the work: what it refuses, is refused. */
export async function serveGit(
  world: World,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, name = "", rest = ""] = /^\/([^/]+\/[^/]+)\.git(\/.*)$/.exec(pathname) ?? [];
  const query = new URL(request.url ?? "/", "http://twin").searchParams.toString();
  try {
    const actor = authenticate(world, header(request, "authorization"));
    const repository = findRepository(world, name);
    const pushes = rest === "/git-receive-pack" || query === "service=git-receive-pack";
    admit(actor, repository, pushes);
    const receives = rest === "/git-receive-pack" && request.method === "POST";
    const before = receives ? await refsUnder(repository.gitDir, "refs/") : [];
    const program = backend(request, { actor, repository, rest, query });
    await pipeCgi(program, request, response, async () => {
      if (receives) await tellMoves(world, repository, actor, before);
    });
  } catch (error) {
    refuse(error, response);
  }
}

/** Whoever shows no token is asked for one, and does not learn what there is. */
function admit(
  actor: Actor,
  repository: Repository | undefined,
  pushes: boolean,
): asserts repository is Repository {
  try {
    if (repository === undefined) throw notFound();
    demand(actor, repository, pushes ? writing("write", "contents") : reading("contents"));
  } catch (error) {
    throw actor.kind === "anonymous" ? new Failure(401, "Authentication required") : error;
  }
}

function refuse(error: unknown, response: ServerResponse): void {
  if (!(error instanceof Failure) || response.headersSent) throw error;
  const { status, message } = error;
  // git asks for a password, and shows the one it has, only at 401.
  const headers = status === 401 ? { "www-authenticate": 'Basic realm="GitHub"' } : {};
  sendReply(response, { status, text: `${message}\n`, headers });
}

function backend(
  request: IncomingMessage,
  {
    actor,
    repository,
    rest,
    query,
  }: { actor: Actor; repository: Repository; rest: string; query: string },
) {
  const refusesWorkflows = actor.kind === "installation" && !grants(actor, "workflows", "write");
  const env = gitEnvironment({
    GIT_PROJECT_ROOT: dirname(repository.gitDir),
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: `/${repository.name}.git${rest}`,
    REQUEST_METHOD: request.method ?? "GET",
    QUERY_STRING: query,
    CONTENT_TYPE: header(request, "content-type") ?? "",
    HTTP_CONTENT_ENCODING: header(request, "content-encoding") ?? "",
    GIT_PROTOCOL: header(request, "git-protocol") ?? "",
    REMOTE_USER: actor.kind === "anonymous" || actor.kind === "app" ? "" : actor.user.login,
    REMOTE_ADDR: "127.0.0.1",
    ...(refusesWorkflows ? { TWIN_WORKFLOWS: "refuse" } : {}),
  });
  return spawn("git", ["http-backend"], { env, stdio: ["pipe", "pipe", "ignore"] });
}

/** Says what a push has moved. */
async function tellMoves(
  world: World,
  repository: Repository,
  actor: Actor,
  before: readonly Ref[],
): Promise<void> {
  const change = { world, repository, by: authorOf(actor) };
  const after = await refsUnder(repository.gitDir, "refs/");
  const names = new Set([...before, ...after].map(({ ref }) => ref));
  for (const ref of names) {
    const shaIn = (refs: readonly Ref[]) => refs.find((each) => each.ref === ref)?.sha;
    const move = { ref, before: shaIn(before), after: shaIn(after) };
    if (move.before !== move.after) await afterMove(change, move);
  }
}
