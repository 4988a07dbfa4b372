import type { ApplicationFunction, Context, Probot } from "probot";
import type { DiffApplier } from "../contracts/repository.ts";
import { createCodeHost } from "../github/code-host.ts";
import { commentEvent, labelledEvent } from "../github/events.ts";
import type { Octokit } from "../github/octokit.ts";
import { commandOf, handleCommand } from "../lifecycle/commands.ts";
import { followRun } from "../lifecycle/follow.ts";
import type { Log, Workplace } from "../lifecycle/workplace.ts";
import { parseRunTitle } from "../publish/origin.ts";
import type { SecretScan } from "../publish/secrets.ts";
import type { Worker } from "../record/claim.ts";
import type { Metrics } from "./metrics.ts";
import type { KeyedQueue } from "./queue.ts";

export interface AppOptions {
  readonly worker: Worker;
  readonly applier: DiffApplier;
  readonly secrets: SecretScan;
  readonly queue: KeyedQueue;
  readonly metrics: Metrics;
}

/** A repository as payloads and lists name it. */
export interface RawRepository {
  readonly id: number;
  readonly name: string;
  readonly full_name: string;
  readonly html_url: string;
}

export type OpenPlace = (
  octokit: Octokit,
  repository: RawRepository,
  log: Log,
) => Promise<Workplace>;

/**
 * The app on Probot: a webhook is acknowledged at once and worked on afterwards, one job an issue
 * at a time. What gets lost between the two is found by the sweep, since GitHub keeps all state.
 */
export function createApp(
  asked: () => AppOptions,
  started: (app: Probot, openPlace: OpenPlace) => void,
): ApplicationFunction {
  return (app, { addHandler }) => {
    const options = asked();
    const { queue, metrics } = options;
    const openPlace = createOpener(app, options);
    const work = (context: Context, issue: number, job: (place: Workplace) => Promise<void>) => {
      const { repository } = context.payload as { repository: RawRepository };
      const log = context.log.child({
        delivery: context.id,
        repository: repository.full_name,
        issue,
      });
      queue.add(`${repository.id}#${issue}`, async () => {
        await job(await openPlace(context.octokit as Octokit, repository, log));
      });
    };
    app.onAny(({ name }) => metrics.delivery(name));
    app.on("issue_comment.created", (context) => {
      const event = commentEvent(context.payload);
      if (commandOf(event) === null) return;
      work(context, event.issue.number, (place) => handleCommand(place, event));
    });
    app.on("issues.labeled", (context) => {
      const event = labelledEvent(context.payload);
      if (event === null) return;
      work(context, event.issue.number, (place) => handleCommand(place, event));
    });
    app.on(["workflow_run.in_progress", "workflow_run.completed"], (context) => {
      // Older recorded payloads have no title; the types allow for them.
      const { workflow_run: run } = context.payload;
      const about = "display_title" in run ? parseRunTitle(run.display_title ?? "") : null;
      if (about === null) return;
      const ended = context.payload.action === "completed";
      work(context, about.issue, (place) => followRun(place, about, ended));
    });
    app.on("installation.created", (context) => {
      const { account } = context.payload.installation;
      context.log.info(
        { account: account && "login" in account ? account.login : "" },
        "installed",
      );
    });
    addHandler(async (request, response) => {
      if (request.method !== "GET" || request.url?.split("?")[0] !== "/metrics") return false;
      response.writeHead(200, { "content-type": metrics.contentType }).end(await metrics.text());
      return true;
    });
    started(app, openPlace);
  };
}

function createOpener(app: Probot, options: AppOptions): OpenPlace {
  const { applier, secrets, worker, metrics } = options;
  let self: Promise<string> | undefined;
  const ownLogin = async () => {
    const octokit = await app.auth();
    const { data } = await octokit.rest.apps.getAuthenticated();
    return `${data?.slug}[bot]`;
  };
  return async (octokit, repository, log) => {
    // A failure is not remembered: GitHub may have been away for a moment.
    self ??= ownLogin().catch((error) => {
      self = undefined;
      throw error;
    });
    const owner = repository.full_name.split("/")[0] ?? "";
    const { id, name, html_url: url } = repository;
    const host = createCodeHost(octokit, { id, owner, name, url }, await self);
    return { host, applier, secrets, worker, log, count: metrics.outcome };
  };
}
