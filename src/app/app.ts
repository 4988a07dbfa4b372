import type { ApplicationFunction, Context, Probot } from "probot";
import type { CommandEvent } from "../contracts/event.ts";
import type { DiffApplier } from "../contracts/repository.ts";
import { commentEvent, labelledEvent, reviewEvent } from "../github/events.ts";
import { toUser } from "../github/issues.ts";
import type { Octokit } from "../github/octokit.ts";
import { commandOf, handleCommand } from "../lifecycle/commands.ts";
import { followRun } from "../lifecycle/follow.ts";
import { recordClosed } from "../lifecycle/outcomes.ts";
import { maySayRevert } from "../lifecycle/reverts.ts";
import type { Workplace } from "../lifecycle/workplace.ts";
import { isBranchName } from "../publish/branch.ts";
import { parseRunTitle } from "../publish/origin.ts";
import type { SecretScan } from "../publish/secrets.ts";
import type { Worker } from "../record/claim.ts";
import { requestId } from "../request/request-id.ts";
import { limitBodies } from "./body-limit.ts";
import { issueKey, shareOf } from "./keys.ts";
import type { Metrics } from "./metrics.ts";
import { createOpener, type OpenPlace, type RawRepository } from "./open-place.ts";
import type { KeyedQueue } from "./queue.ts";
import type { Strangers } from "./strangers.ts";

export interface AppOptions {
  readonly worker: Worker;
  readonly applier: DiffApplier;
  readonly secrets: SecretScan;
  readonly queue: KeyedQueue;
  readonly metrics: Metrics;
  readonly strangers: Strangers;
  /** Ids of repositories with jobs that were not done, for the sweep. */
  readonly missed: Set<number>;
}

/**
 * The app on Probot: a webhook is acknowledged at once and worked on afterwards, one job an issue
 * at a time. What gets lost between the two is found by the sweep, since GitHub keeps all state.
 */
export function createApp(
  asked: () => AppOptions,
  started: (app: Probot, openPlace: OpenPlace) => Promise<void>,
): ApplicationFunction {
  return async (app) => {
    const options = asked();
    const openPlace = createOpener(app, options);
    const work = createWork(options, openPlace);
    const command = createCommand(options, work);
    limitBodiesOf(app);
    app.onAny(({ name }) => options.metrics.delivery(name));
    app.on("issue_comment.created", (context) => command(context, commentEvent(context.payload)));
    app.on("pull_request_review_comment.created", (context) =>
      command(context, reviewEvent(context.payload)),
    );
    app.on("issues.labeled", (context) => {
      const event = labelledEvent(context.payload);
      if (event !== null) command(context, event);
    });
    app.on("pull_request.closed", (context) => {
      const { pull_request: pull, repository, sender } = context.payload;
      if (!mayConcernUs(pull)) return;
      const { number } = pull;
      const job = async (place: Workplace) => {
        const found = await place.host.pull(number);
        if (found !== null) await recordClosed(place, found);
      };
      const share = shareOf(repository.id, toUser(sender));
      work(context, { what: { issue: number }, share, job });
    });
    app.on(["workflow_run.in_progress", "workflow_run.completed"], (context) => {
      // Older recorded payloads have no title; the types allow for them.
      const { workflow_run: run } = context.payload;
      const about = "display_title" in run ? parseRunTitle(run.display_title ?? "") : null;
      if (about === null) return;
      const ended = context.payload.action === "completed";
      const what = { issue: about.issue, run: run.id };
      work(context, { what, job: (place) => followRun(place, about, ended) });
    });
    app.on("installation.created", (context) => {
      const { account } = context.payload.installation;
      const login = account && "login" in account ? account.login : "";
      context.log.info({ account: login }, "installed");
    });
    await started(app, openPlace);
  };
}

/**
 * Whether a closed pull request is worth a call: a bot's from a branch of ours, or one that was merged and
 * takes another back. Anybody can close pull requests of their own.
 */
function mayConcernUs(pull: ClosedPull): boolean {
  const { head, base, user, merged, body } = pull;
  if (head.repo?.full_name !== base.repo.full_name) return false;
  if (user?.type === "Bot" && isBranchName(head.ref)) return true;
  return merged === true && maySayRevert(body ?? "");
}

type ClosedPull = Context<"pull_request.closed">["payload"]["pull_request"];

interface Work {
  /** Goes to the log with whatever is said of the job. */
  readonly what: { readonly issue: number; readonly [field: string]: unknown };
  readonly share?: string;
  readonly job: (place: Workplace) => Promise<void>;
}

type AddWork = (context: Context, work: Work) => void;

function createWork({ queue, metrics, missed }: AppOptions, openPlace: OpenPlace): AddWork {
  return (context, { what, share, job }) => {
    const { repository } = context.payload as { repository: RawRepository };
    const origin = { delivery: context.id, repository: repository.full_name };
    const log = context.log.child({ ...origin, issue: what.issue });
    const run = async () => {
      try {
        await job(await openPlace(context.octokit as Octokit, repository, log));
      } catch (error) {
        missed.add(repository.id);
        throw error;
      }
    };
    const details = { about: { ...origin, ...what }, ...(share === undefined ? {} : { share }) };
    const added = queue.add(issueKey(repository.id, what.issue), run, details);
    if (added !== "full") return;
    missed.add(repository.id);
    metrics.dropped();
    log.warn(what, "the queue has no room; the sweep comes back to it");
  };
}

function createCommand({ metrics, strangers }: AppOptions, work: AddWork) {
  return (context: Context, event: CommandEvent): void => {
    if (commandOf(event) === null) return;
    const { actor, issue, repositoryId, source } = event;
    const what = { issue: issue.number, actor: actor.login };
    if (strangers.has(repositoryId, actor.login)) {
      context.log.info(what, "ignored: may not ask, as GitHub said less than a minute ago");
      metrics.outcome("ignored");
      return;
    }
    // The event of setting a label has an id that its webhook does not tell.
    const request =
      source.kind === "label"
        ? {}
        : { request: requestId({ repositoryId, issue: issue.number, source }) };
    work(context, {
      what: { ...what, ...request },
      share: shareOf(repositoryId, actor),
      job: (place) => handleCommand(place, event),
    });
  };
}

/** Probot asks its webhook handler before all that are added, so the limit has to be a part of it. */
function limitBodiesOf(app: Probot): void {
  const original = app.getNodeMiddleware.bind(app);
  app.getNodeMiddleware = async (options) => limitBodies(await original(options));
}
