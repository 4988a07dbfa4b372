import type { HostComment, IssuePort } from "../contracts/code-host.ts";
import type { CommandEvent } from "../contracts/event.ts";
import type { Task } from "../contracts/task.ts";
import { writersAmong } from "./authorise.ts";
import { parseCommand } from "./command.ts";
import { removeHiddenText } from "./sanitise.ts";

/** GitHub allows 65,536 characters; a model of this size reads far less. */
export const MAX_BODY = 20_000;
const MAX_DISCUSSION = 20_000;
const MAX_HUNK = 3_000;

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

/** What people who may write had said in a conversation before the command, and its own words last. */
export async function remarksBefore(
  host: IssuePort,
  event: CommandEvent,
  words: string,
  { clean }: Cleaner,
): Promise<Task["discussion"]> {
  const said = (await earlierComments(host, event)).map(({ author, body }) => ({
    author: author.login,
    body: clean(body, MAX_BODY),
  }));
  const own = [placeOf(event, clean), clean(words, MAX_BODY)].filter((text) => text !== "");
  if (own.length > 0) said.push({ author: event.actor.login, body: own.join("\n") });
  return said.filter(({ body }) => body !== "");
}

/** The newest remarks that fit, in their order. */
export function lastOf(discussion: Task["discussion"]): Task["discussion"] {
  let room = MAX_DISCUSSION;
  const kept: Task["discussion"] = [];
  for (const said of discussion.toReversed()) {
    room -= said.body.length;
    if (room < 0) break;
    kept.unshift(said);
  }
  return kept;
}

/** The lines that a comment on a diff is about. */
function placeOf({ source }: CommandEvent, clean: Cleaner["clean"]): string {
  if (source.kind !== "review") return "";
  const line = source.line === null ? "" : `, line ${source.line}`;
  const path = clean(source.path, 500).replace(/\s+/g, " ");
  // The line that is meant is the hunk's last.
  const hunk = clean(source.hunk.slice(-MAX_HUNK), MAX_HUNK);
  return `On ${path}${line}:\n${hunk}\n`;
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

/** Never between the halves of a character. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\uD800-\uDBFF]/.test(text[max - 1] ?? "") ? max - 1 : max;
  return `${text.slice(0, end)} …`;
}
