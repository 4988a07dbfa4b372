import type { CommandEvent } from "../contracts/event.ts";
import { handleCommand } from "../lifecycle/commands.ts";
import type { Workplace } from "../lifecycle/workplace.ts";
import { findComment } from "../publish/living-comment.ts";
import { mayAsk } from "../request/authorise.ts";
import { parseCommand } from "../request/command.ts";
import { requestId } from "../request/request-id.ts";
import { readSettings, type Settings } from "../request/settings-file.ts";
import { issueKey, shareOf } from "./keys.ts";
import type { KeyedQueue } from "./queue.ts";

/** Commands that nobody answered are looked for this far back. */
const LOOK_BACK_MS = 6 * 3_600_000;

const MOST_SETTLED = 10_000;

export interface CommandParts {
  readonly queue: KeyedQueue;
  /** Commands that were looked at and left; not asked about again. */
  readonly settled: Set<string>;
}

interface Found extends Pick<CommandEvent, "actor" | "askedAt" | "source"> {
  readonly issue: number;
  readonly sourceId: number;
}

/**
 * Carries out commands that carry no answer of ours, because a process ended between GitHub's delivery
 * and its own first write. False: not all is settled, so it is worth looking again soon.
 */
export async function sweepCommands(place: Workplace, parts: CommandParts): Promise<boolean> {
  const { host, worker } = place;
  const now = worker.now().getTime();
  const since = new Date(now - LOOK_BACK_MS);
  const { settings } = await readSettings(host, (await host.defaultBranch()).commit);
  const found = [
    ...(await commentCommands(place, since)),
    ...(await labelCommands(place, since, settings.label)),
  ];
  let settled = true;
  for (const command of found) {
    // Younger ones are left to their webhook.
    const young = now - Date.parse(command.askedAt) < worker.leaseMs / 3;
    if (young || !(await heal(place, parts, settings, command))) settled = false;
  }
  return settled;
}

async function commentCommands({ host }: Workplace, since: Date): Promise<Found[]> {
  const comments = await host.recentComments(since);
  return comments.flatMap(({ id, body, author: actor, createdAt: askedAt, updatedAt, issue }) => {
    // Whoever edits an old comment into a command has given none. A late `/cancel` would end the
    // wrong run, and a late answer to `/status` helps nobody.
    const isCommand =
      !actor.bot && askedAt === updatedAt && parseCommand(body)?.kind === "generate";
    const source = { kind: "comment" as const, id, body };
    return isCommand ? [{ issue, sourceId: id, actor, askedAt, source }] : [];
  });
}

async function labelCommands({ host }: Workplace, since: Date, label: string): Promise<Found[]> {
  const found: Found[] = [];
  for (const issue of await host.labelledIssues(label, since)) {
    const set = await host.labelEvent(issue, label);
    if (set === null || Date.parse(set.createdAt) < since.getTime()) continue;
    const { id: sourceId, actor, createdAt: askedAt } = set;
    found.push({ issue, sourceId, actor, askedAt, source: { kind: "label", label } });
  }
  return found;
}

/** True: there is nothing more to do for it. */
async function heal(
  place: Workplace,
  { queue, settled }: CommandParts,
  settings: Settings,
  { issue, source, sourceId, actor, askedAt }: Found,
): Promise<boolean> {
  const { host } = place;
  const { id: repositoryId, fullName } = host.repository;
  const id = requestId({ repositoryId, issue, source: { kind: source.kind, id: sourceId } });
  if (settled.has(id)) return true;
  // Before anything is queued: strangers write as many as they like.
  const isAnswered =
    !(await mayAsk(host, actor, settings)) || (await findComment(host, issue, id)) !== null;
  if (isAnswered) {
    settle(settled, id);
    return true;
  }
  const job = async () => {
    const found = await host.issue(issue);
    // The webhook's text is lost, and what stands there now is not what the person saw.
    const edited = found.editedAt !== null && found.editedAt > askedAt;
    if (edited) {
      place.log.warn({ issue, request: id }, "lost command; the issue was edited since");
    } else {
      place.count("healed");
      await handleCommand(place, { repositoryId, issue: found, actor, askedAt, source });
    }
    settle(settled, id);
  };
  const about = { repository: fullName, issue, request: id };
  const details = { name: id, share: shareOf(repositoryId, actor), about };
  queue.add(issueKey(repositoryId, issue), job, details);
  // Whether it ends well, or had room at all, the next look shows.
  return false;
}

/** Forgetting costs a few calls, remembering for ever costs memory. */
function settle(settled: Set<string>, id: string): void {
  if (settled.size > MOST_SETTLED) settled.clear();
  settled.add(id);
}
