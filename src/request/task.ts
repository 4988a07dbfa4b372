import type { IssuePort } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import type { Task } from "../contracts/task.ts";
import { createCleaner, lastOf, MAX_BODY, remarksBefore } from "./remarks.ts";

/**
 * What the models will see of an issue: its text at the moment of the command, and what people
 * with write access had said before it. Throws a `UserError` where nothing readable is left.
 */
export async function freezeTask(
  host: IssuePort,
  event: CommandEvent,
  words: string,
): Promise<Task> {
  const cleaner = createCleaner();
  const title = cleaner.clean(event.issue.title, 300).replace(/\s+/g, " ");
  const body = cleaner.clean(event.issue.body, MAX_BODY);
  if (title === "" && body === "") {
    throw new UserError(
      "the issue has no text; write in it what is wrong and what should happen instead",
    );
  }
  const discussion = lastOf(await remarksBefore(host, event, words, { cleaner }));
  const hiddenTextRemoved = [...cleaner.removed];
  return { title: title || "Untitled", body, discussion, hiddenTextRemoved };
}

/** What a further round goes on from. */
export interface Before {
  readonly task: Task;
  /** Where the round before was a further one as well: when it was asked for, ISO 8601. */
  readonly since?: string;
  /** Paths that the pull request changes. */
  readonly files: readonly string[];
  /** Our own account, in whose name it is said what is there already. */
  readonly self: string;
}

/** More names than these tell a model of this size nothing. */
const MOST_FILES = 10;

/**
 * What the models will see of a pull request's further round: the task as it was, what is in the
 * code already, and what people with write access have said of it since. Throws a `UserError` where
 * nobody has said anything: the models would not know what to change.
 */
export async function freezeFeedback(
  host: IssuePort,
  event: CommandEvent,
  words: string,
  { task, since, files, self }: Before,
): Promise<Task> {
  const cleaner = createCleaner(task.hiddenTextRemoved);
  const remarks = await remarksBefore(host, event, words, {
    cleaner,
    ...(since === undefined ? {} : { since }),
  });
  if (remarks.length === 0) {
    throw new UserError("say what should be different, as in `/generate handle empty lists too`");
  }
  const there = { author: self, body: since === undefined ? firstPatch(files) : LATER_PATCH };
  // What was said before the first patch gives way to what is said of it.
  const discussion = lastOf([...task.discussion, there, ...remarks]);
  return { ...task, discussion, hiddenTextRemoved: [...cleaner.removed] };
}

function firstPatch(files: readonly string[]): string {
  const names = files.slice(0, MOST_FILES).join(", ");
  const where = names === "" ? "" : ` It changes ${names}.`;
  return `The code has a first patch for this already.${where} It is to be changed as is said below.`;
}

const LATER_PATCH = "The code has a patch for that as well. It is to be changed as is said below.";
