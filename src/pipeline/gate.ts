import type { CodeHost } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import { type Origin, Request } from "../contracts/request.ts";
import type { Task } from "../contracts/task.ts";
import type { Usage } from "../contracts/usage.ts";
import type { SecretScan } from "../publish/secrets.ts";
import type { RunRecord } from "../record/log.ts";
import { mayAsk } from "../request/authorise.ts";
import { overQuota } from "../request/quota.ts";
import { requestId } from "../request/request-id.ts";
import { readSettings, runSettings, type Settings } from "../request/settings-file.ts";
import { freezeFeedback, freezeTask } from "../request/task.ts";
import { furtherRound } from "./further-round.ts";

export type GateOutcome =
  | { readonly kind: "request"; readonly request: Request; readonly settings: Settings }
  /** Nobody of ours was asked: a label that means nothing to us, a person who may not ask. */
  | { readonly kind: "ignored"; readonly reason: string }
  /** Somebody who may ask gets told why not. */
  | { readonly kind: "refused"; readonly id: string; readonly reason: string };

export interface GateDependencies {
  readonly host: CodeHost;
  readonly secrets: SecretScan;
  /** Requests of the same conversation that have ended, oldest first. */
  readonly records: () => Promise<readonly RunRecord[]>;
  readonly usage: () => Promise<Usage>;
}

/**
 * Event → Request: authorises the acting person, then freezes what a run may know. Everything that a
 * stranger wrote is data here; nothing is written anywhere.
 */
export async function gate(
  event: CommandEvent,
  words: string,
  { host, secrets, records, usage }: GateDependencies,
): Promise<GateOutcome> {
  const base = await host.defaultBranch();
  const file = await readSettings(host, base.commit);
  const settings = file.settings;
  const label = event.source.kind === "label" ? event.source.label : null;
  if (label !== null && label !== settings.label) {
    return { kind: "ignored", reason: `the label ${JSON.stringify(label)} is not ours` };
  }
  if (!(await mayAsk(host, event.actor, settings))) {
    return { kind: "ignored", reason: `${event.actor.login} may not ask here` };
  }
  // Nobody could be told anything there.
  if (event.issue.locked) return { kind: "ignored", reason: "the issue is locked" };
  const source = await sourceOf(host, event);
  if (source === null) return { kind: "ignored", reason: "the label was taken off again" };
  const { repositoryId, issue, actor, askedAt } = event;
  const origin: Origin = {
    host: "github",
    repositoryId,
    issue: issue.number,
    source,
    actor: actor.login,
    words: await secrets.redact(words),
    askedAt,
  };
  const id = requestId(origin);
  const reason = file.fault ?? (await overQuota(settings, { id, actor: actor.login }, usage));
  if (reason !== null) return { kind: "refused", id, reason };
  try {
    const asked = issue.isPull
      ? await freezeRound(host, event, words, { records: await records(), base })
      : await freezeIssue(host, event, words, base);
    const { round, ...frozen } = { ...asked, task: await redactTask(asked.task, secrets) };
    const request = Request.parse({
      ...{ version: 1, id, repository: host.repository.fullName },
      ...{ ...frozen, settings: runSettings(settings), origin: { ...origin, round } },
    });
    return { kind: "request", request, settings };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: "refused", id, reason: error.message };
  }
}

/** What a request takes from where it was asked. */
type Asked = Pick<Request, "base" | "task"> & Pick<Origin, "round">;

type Branch = Awaited<ReturnType<CodeHost["defaultBranch"]>>;

async function freezeIssue(
  host: CodeHost,
  event: CommandEvent,
  words: string,
  base: Branch,
): Promise<Asked> {
  if (!event.issue.open) throw new UserError("the issue is closed; open it again first");
  const task = await freezeTask(host, event, words);
  return { base: { ref: base.name, commit: base.commit }, task };
}

async function freezeRound(
  host: CodeHost,
  event: CommandEvent,
  words: string,
  { records, base: main }: { records: readonly RunRecord[]; base: Branch },
): Promise<Asked> {
  const { before, base, round } = await furtherRound(host, event, records, main.commit);
  const files = (await host.changesOf(event.issue.number)).map(({ path }) => path);
  const since = before.origin?.round === undefined ? {} : { since: before.origin.askedAt };
  const known = { task: before.task, ...since, files, self: host.self };
  return { base, task: await freezeFeedback(host, event, words, known), round };
}

/** A request is kept, and read by models: a password that somebody pasted into an issue is not. */
async function redactTask(task: Task, { redact }: SecretScan): Promise<Task> {
  const discussion: Task["discussion"] = [];
  for (const said of task.discussion) discussion.push({ ...said, body: await redact(said.body) });
  const [title, body] = [await redact(task.title), await redact(task.body)];
  return { ...task, title, body, discussion };
}

/** A webhook does not name the event of setting a label, and the sweep has no webhook: both ask. */
async function sourceOf(host: CodeHost, event: CommandEvent): Promise<Origin["source"] | null> {
  const { kind } = event.source;
  if (kind !== "label") return { kind, id: event.source.id };
  const set = await host.labelEvent(event.issue.number, event.source.label);
  return set === null || set.actor.id !== event.actor.id ? null : { kind: "label", id: set.id };
}
