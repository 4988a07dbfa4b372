import type { HostComment, IssuePort } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import type { Task } from "../contracts/task.ts";
import { writersAmong } from "./authorise.ts";
import { parseCommand } from "./command.ts";
import { removeHiddenText } from "./sanitise.ts";

/** GitHub allows 65,536 characters; a model of this size reads far less. */
const MAX_BODY = 20_000;
const MAX_DISCUSSION = 20_000;

/**
 * What the models will see of an issue: its text at the moment of the command, and what people
 * with write access had said before it. Throws a `UserError` where nothing readable is left.
 */
export async function freezeTask(
  host: IssuePort,
  event: CommandEvent,
  words: string,
): Promise<Task> {
  const removed = new Set<string>();
  const clean = (text: string, max: number) => {
    const visible = removeHiddenText(text);
    for (const kind of visible.removed) removed.add(kind);
    return cut(visible.text.trim(), max);
  };
  const title = clean(event.issue.title, 300).replace(/\s+/g, " ");
  const body = clean(event.issue.body, MAX_BODY);
  if (title === "" && body === "") {
    throw new UserError(
      "the issue has no text; write in it what is wrong and what should happen instead",
    );
  }
  const discussion = (await earlierComments(host, event)).map(({ author, body: said }) => ({
    author: author.login,
    body: clean(said, MAX_BODY),
  }));
  if (words !== "") discussion.push({ author: event.actor.login, body: clean(words, MAX_BODY) });
  return {
    title: title || "Untitled",
    body,
    discussion: lastOf(discussion.filter((said) => said.body !== "")),
    hiddenTextRemoved: [...removed],
  };
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

/** The newest remarks that fit, in their order. */
function lastOf(discussion: Task["discussion"]): Task["discussion"] {
  let room = MAX_DISCUSSION;
  const kept: Task["discussion"] = [];
  for (const said of discussion.toReversed()) {
    room -= said.body.length;
    if (room < 0) break;
    kept.unshift(said);
  }
  return kept;
}

/** Never between the halves of a character. */
function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = /[\uD800-\uDBFF]/.test(text[max - 1] ?? "") ? max - 1 : max;
  return `${text.slice(0, end)} …`;
}
