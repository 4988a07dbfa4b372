import type { HostComment, IssuePort } from "../contracts/code-host.ts";
import type { CommandEvent } from "../contracts/event.ts";
import type { Task } from "../contracts/task.ts";
import { writersAmong } from "./authorise.ts";
import { parseCommand } from "./command.ts";
import { removeInvisible } from "./invisible.ts";
import { removeHiddenText } from "./sanitise.ts";

/** GitHub allows 65,536 characters; a model of this size reads far less. */
export const MAX_BODY = 20_000;
const MAX_DISCUSSION = 20_000;
const MAX_HUNK = 3_000;
/** What is shorter says nothing any more. */
const LEAST_REMARK = 20;
const CUT = " …";

/** Takes out of strangers' texts what a reader does not see, and remembers which kinds there were. */
export interface Cleaner {
  readonly clean: (text: string, max: number) => string;
  readonly removed: Set<string>;
}

export function createCleaner(before: readonly string[] = []): Cleaner {
  const removed = new Set(before);
  const clean = (text: string, max: number) => {
    const visible = removeHiddenText(text);
    for (const kind of visible.removed) removed.add(kind);
    return cut(visible.text.trim(), max);
  };
  return { clean, removed };
}

/**
 * What people who may write had said in a conversation before the command, since a time (ISO 8601) or
 * from its start, and the command's own words last.
 */
export async function remarksBefore(
  host: IssuePort,
  event: CommandEvent,
  words: string,
  { cleaner, since = "" }: { readonly cleaner: Cleaner; readonly since?: string },
): Promise<Task["discussion"]> {
  const { clean } = cleaner;
  const earlier = (await earlierComments(host, event)).filter(
    ({ createdAt }) => createdAt >= since,
  );
  const said = earlier.map(({ author, body }) => ({
    author: author.login,
    body: clean(body, MAX_BODY),
  }));
  const own = [placeOf(event, cleaner), clean(words, MAX_BODY)].filter((text) => text !== "");
  if (own.length > 0) said.push({ author: event.actor.login, body: own.join("\n") });
  return said.filter(({ body }) => body !== "");
}

/** The newest remarks that fit, in their order; of the first that does not, its beginning. */
export function lastOf(discussion: Task["discussion"]): Task["discussion"] {
  let room = MAX_DISCUSSION;
  const kept: Task["discussion"] = [];
  for (const said of discussion.toReversed()) {
    if (room < LEAST_REMARK) break;
    const body = cut(said.body, room);
    kept.unshift({ ...said, body });
    room -= body.length;
  }
  return kept;
}

/** The lines that a comment on a diff is about. */
function placeOf({ source }: CommandEvent, { removed }: Cleaner): string {
  if (source.kind !== "review") return "";
  // Code, not Markdown: a comment in it is part of it.
  const clean = (text: string) => {
    const visible = removeInvisible(text);
    for (const kind of visible.removed) removed.add(kind);
    return visible.text;
  };
  const line = source.line === null ? "" : `, line ${source.line}`;
  const path = clean(source.path.slice(0, 500)).replace(/\s+/g, " ");
  return `On ${path}${line}:\n${lastLines(clean(source.hunk), MAX_HUNK)}\n`;
}

/** The line that is meant is the hunk's last. */
function lastLines(text: string, max: number): string {
  const lines = text.trimEnd().split("\n");
  while (lines.length > 1 && lines.join("\n").length > max) lines.shift();
  return cut(lines.join("\n"), max);
}

/**
 * Comments that were finished before the command was given, by people who may write, commands
 * left out. A comment that was edited since may say something else than what was meant.
 */
async function earlierComments(host: IssuePort, event: CommandEvent): Promise<HostComment[]> {
  const asked = event.source.kind === "comment" ? event.source.id : null;
  const before = (await host.comments(event.issue.number)).filter(
    ({ id, createdAt, updatedAt, author, body }) =>
      id !== asked &&
      createdAt < event.askedAt &&
      updatedAt < event.askedAt &&
      !author.bot &&
      parseCommand(body) === null,
  );
  const writers = await writersAmong(
    host,
    before.map(({ author }) => author),
  );
  return before.filter(({ author }) => writers.has(author.login));
}

/** At most so many letters, and never between the halves of a character. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = max - CUT.length;
  const whole = /[\uD800-\uDBFF]/.test(text[end - 1] ?? "") ? end - 1 : end;
  return `${text.slice(0, whole)}${CUT}`;
}
