import type { Probot } from "probot";
import type { CommandEvent } from "../contracts/event.ts";
import { advance } from "../lifecycle/advance.ts";
import { handleCommand } from "../lifecycle/commands.ts";
import type { Log, Workplace } from "../lifecycle/workplace.ts";
import { findComment } from "../publish/living-comment.ts";
import { allClaims, isHeld, takeOver } from "../record/claim.ts";
import { parseCommand } from "../request/command.ts";
import { requestId } from "../request/request-id.ts";
import { readSettings } from "../request/settings-file.ts";
import type { OpenPlace } from "./app.ts";
import type { KeyedQueue } from "./queue.ts";

/** Commands that nobody answered are looked for this far back. */
const LOOK_BACK_MS = 3_600_000;

export interface SweepParts {
  readonly app: Probot;
  readonly openPlace: OpenPlace;
  readonly queue: KeyedQueue;
  readonly log: Log;
  /** Commands that were looked at and left; not asked about again. */
  readonly settled: Set<string>;
}

/**
 * Finds what got lost: claims whose worker is gone, and commands that carry no answer of ours
 * because a process ended between GitHub's delivery and its own first write. Any number of replicas
 * may sweep at once.
 */
export async function sweep(parts: SweepParts): Promise<void> {
  const { app, openPlace, log } = parts;
  const jwt = await app.auth();
  const all = await jwt.paginate(jwt.rest.apps.listInstallations, { per_page: 100 });
  for (const { id } of all.filter(({ suspended_at }) => !suspended_at)) {
    await apart(log, { installation: id }, async () => {
      const octokit = await app.auth(id);
      const list = octokit.rest.apps.listReposAccessibleToInstallation;
      for (const repository of await octokit.paginate(list, { per_page: 100 })) {
        const what = { repository: repository.full_name };
        const place = await openPlace(octokit, repository, log);
        await apart(log, what, () => sweepClaims(place, parts));
        await apart(log, what, () => sweepCommands(place, parts));
      }
    });
  }
}

/** One repository that cannot be read must not keep all others from being looked after. */
async function apart(log: Log, what: object, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ err: error, ...what }, "the sweep broke here; it is tried again");
  }
}

async function sweepClaims(place: Workplace, { queue }: SweepParts): Promise<void> {
  const { host, worker } = place;
  for (const claim of await allClaims(host, worker)) {
    if (isHeld(claim, worker)) continue;
    queue.add(keyOf(place, claim.request.origin?.issue ?? 0), async () => {
      const ours = await takeOver(host, worker, claim);
      if (ours !== null) await advance(place, ours);
    });
  }
}

async function sweepCommands(place: Workplace, parts: SweepParts): Promise<void> {
  const now = place.worker.now().getTime();
  const since = new Date(now - LOOK_BACK_MS);
  // Younger ones are left to their webhook.
  const young = place.worker.leaseMs / 3;
  for (const comment of await place.host.recentComments(since)) {
    const { id, body, author, createdAt, updatedAt, issue } = comment;
    // Whoever edits an old comment into a command has given none. A late `/cancel` would end the
    // wrong run, and a late answer to `/status` helps nobody.
    const isCommand =
      !author.bot && createdAt === updatedAt && parseCommand(body)?.kind === "generate";
    if (!isCommand || now - Date.parse(createdAt) < young) continue;
    const source = { kind: "comment" as const, id, body };
    await heal(place, parts, { issue, source, sourceId: id, actor: author, askedAt: createdAt });
  }
  const { settings } = await readSettings(place.host, (await place.host.defaultBranch()).commit);
  for (const issue of await place.host.labelledIssues(settings.label, since)) {
    const set = await place.host.labelEvent(issue, settings.label);
    if (set === null || Date.parse(set.createdAt) < since.getTime()) continue;
    if (now - Date.parse(set.createdAt) < young) continue;
    const source = { kind: "label" as const, label: settings.label };
    const { actor, createdAt: askedAt } = set;
    await heal(place, parts, { issue, source, sourceId: set.id, actor, askedAt });
  }
}

interface Lost extends Pick<CommandEvent, "actor" | "askedAt" | "source"> {
  readonly issue: number;
  readonly sourceId: number;
}

/** Carries out a command that carries no answer of ours. */
async function heal(place: Workplace, { queue, settled }: SweepParts, lost: Lost): Promise<void> {
  const { host } = place;
  const { issue, source, sourceId, actor, askedAt } = lost;
  const repositoryId = host.repository.id;
  const id = requestId({ repositoryId, issue, source: { kind: source.kind, id: sourceId } });
  if (settled.has(id)) return;
  if ((await findComment(host, issue, id)) !== null) return settle(settled, id);
  queue.add(keyOf(place, issue), async () => {
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
  });
}

/** Forgetting costs a few calls, remembering for ever costs memory. */
function settle(settled: Set<string>, id: string): void {
  if (settled.size > 10_000) settled.clear();
  settled.add(id);
}

function keyOf({ host }: Workplace, issue: number): string {
  return `${host.repository.id}#${issue}`;
}
