import type { CodeHost } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import { type Origin, Request } from "../contracts/request.ts";
import type { Task } from "../contracts/task.ts";
import type { SecretScan } from "../publish/secrets.ts";
import { mayAsk } from "../request/authorise.ts";
import { requestId } from "../request/request-id.ts";
import { readSettings, runSettings, type Settings } from "../request/settings-file.ts";
import { freezeTask } from "../request/task.ts";

export type GateOutcome =
  | { readonly kind: "request"; readonly request: Request; readonly settings: Settings }
  /** Nobody of ours was asked: a label that means nothing to us, a person who may not ask. */
  | { readonly kind: "ignored"; readonly reason: string }
  /** Somebody who may ask gets told why not. */
  | { readonly kind: "refused"; readonly id: string; readonly reason: string };

/**
 * Event → Request: authorises the acting person, then freezes what a run may know. Everything that a
 * stranger wrote is data here; nothing is written anywhere.
 */
export async function gate(
  host: CodeHost,
  event: CommandEvent,
  words: string,
  secrets: SecretScan,
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
  const reason = file.fault ?? whyNot(event);
  if (reason !== null) return { kind: "refused", id, reason };
  try {
    const task = await redactTask(await freezeTask(host, event, words), secrets);
    const repository = host.repository.fullName;
    const frozen = { version: 1, id, repository, base: { ref: base.name, commit: base.commit } };
    const request = Request.parse({ ...frozen, task, settings: runSettings(settings), origin });
    return { kind: "request", request, settings };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind: "refused", id, reason: error.message };
  }
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
  if (event.source.kind === "comment") return { kind: "comment", id: event.source.id };
  const set = await host.labelEvent(event.issue.number, event.source.label);
  return set === null || set.actor.id !== event.actor.id ? null : { kind: "label", id: set.id };
}

function whyNot({ issue }: CommandEvent): string | null {
  if (issue.isPull) return "this works on issues, not yet on pull requests";
  return issue.open ? null : "the issue is closed; open it again first";
}
