import type { IncomingMessage, ServerResponse } from "node:http";
import findMyWay, { type HTTPMethod } from "find-my-way";
import type { ApiContext } from "../http/api-endpoint.ts";
import { Failure } from "../http/failure.ts";
import { header, readAll } from "../http/incoming.ts";
import type { Reply } from "../http/reply.ts";
import { sendReply } from "../http/send.ts";
import { findUser, type World } from "../state/world.ts";
import { commitPage, filePage, indexPage, repositoryPage } from "./code-pages.ts";
import * as forms from "./forms.ts";
import { issueList, issuePage, newIssuePage, pullList } from "./issue-pages.ts";
import { problem } from "./layout.ts";
import { callList, deliveryList, deliveryPage } from "./log-pages.ts";
import { plainDiff, pullPage } from "./pull-page.ts";
import { checkPage, runList, runPage } from "./run-pages.ts";
import type { Visit } from "./visit.ts";

type PageHandler = (visit: Visit) => Reply | Promise<Reply>;

const REPO = "/:owner/:repo";

const PAGES: readonly [HTTPMethod, string, PageHandler][] = [
  ["GET", "/", indexPage],
  ["GET", "/_deliveries", deliveryList],
  ["GET", "/_deliveries/:id", deliveryPage],
  ["GET", "/_calls", callList],
  ["GET", REPO, repositoryPage],
  ["GET", `${REPO}/blob/*`, filePage],
  ["GET", `${REPO}/commit/:sha`, commitPage],
  ["GET", `${REPO}/issues`, issueList],
  ["GET", `${REPO}/issues/new`, newIssuePage],
  ["GET", `${REPO}/issues/:number`, issuePage],
  ["GET", `${REPO}/pulls`, pullList],
  ["GET", `${REPO}/pull/:number`, pullPage],
  ["GET", `${REPO}/pull/:number(^\\d+).diff`, plainDiff],
  ["GET", `${REPO}/actions`, runList],
  ["GET", `${REPO}/actions/runs/:id`, runPage],
  ["GET", `${REPO}/actions/runs/:id/job/:job`, runPage],
  ["GET", `${REPO}/runs/:id`, checkPage],
  ["POST", "/_as", forms.switchUser],
  ["POST", "/_deliveries/:id/redeliver", forms.redeliver],
  ["POST", `${REPO}/issues`, forms.postIssue],
  ["POST", `${REPO}/issues/:number/comments`, forms.postComment],
  ["POST", `${REPO}/issues/:number/labels`, forms.addLabel],
  ["POST", `${REPO}/issues/:number/labels/remove`, forms.removeLabel],
  ["POST", `${REPO}/issues/:number/reactions`, forms.react],
  ["POST", `${REPO}/issues/comments/:id/reactions`, forms.react],
  ["POST", `${REPO}/pulls/comments/:id/reactions`, forms.react],
  ["POST", `${REPO}/pull/:number/do`, forms.pullAction],
  ["POST", `${REPO}/pull/:number/lines`, forms.lineComment],
  ["POST", `${REPO}/actions/runs/:id/cancel`, forms.cancelRun],
];

const ROUTER = createRouter();

function createRouter() {
  const router = findMyWay({ ignoreTrailingSlash: true });
  for (const [method, path, handler] of PAGES) router.on(method, path, () => {}, handler);
  return router;
}

/** Answers what is neither API nor git: pages for people, without any script. */
export async function servePage(
  context: ApiContext,
  { path, query }: { path: string; query: URLSearchParams },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = context;
  const form = new URLSearchParams((await readAll(request)).toString());
  const as = visitor(world, header(request, "cookie") ?? "");
  const found = ROUTER.find((request.method ?? "GET") as HTTPMethod, path);
  const visit = { world, context, path, query, form, as, params: found?.params ?? {} };
  sendReply(response, await answer(visit, found?.store as PageHandler | undefined, request));
}

async function answer(
  visit: Visit,
  handler: PageHandler | undefined,
  request: IncomingMessage,
): Promise<Reply> {
  try {
    if (handler === undefined) throw new Failure(404, "There is no such page.");
    if (request.method === "POST" && !isOwnForm(visit.world, request)) {
      throw new Failure(403, "This form was sent from another place.");
    }
    return await handler(visit);
  } catch (error) {
    const status = error instanceof Failure ? error.status : 422;
    return problem(visit, status, error instanceof Error ? error.message : String(error));
  }
}

/** Another site's page must not act here. */
function isOwnForm({ url }: World, request: IncomingMessage): boolean {
  const origin = header(request, "origin");
  const host = header(request, "host") ?? "";
  return origin === undefined || origin === url || origin === `http://${host}`;
}

/** Who the visitor was last, or the first person there is. */
function visitor(world: World, cookie: string): string {
  const name = /(?:^|;\s*)twin-as=([^;]*)/.exec(cookie)?.[1];
  const known = name === undefined ? undefined : findUser(world, decodeURIComponent(name));
  const first = [...world.users.values()].find(({ type }) => type === "User");
  return (known ?? first)?.login ?? "";
}
