import type { HostRun } from "../contracts/code-host.ts";
import type { Request } from "../contracts/request.ts";
import { inline, prose } from "./safe-text.ts";
import { minute, plural, roughly } from "./words.ts";

/** What we say to a command of ours that we do not understand, or cannot carry out. */
export function helpText(why: string): string {
  return [
    `Nothing was done: ${prose(why, 300)}.`,
    "",
    "| as the first line of a comment | |",
    "|---|---|",
    "| `/generate` | write candidate patches and open the best one as a draft pull request |",
    "| `/generate words` | the same, with something to mind; on a pull request of mine, what should be different |",
    "| `/status` | what is under way |",
    "| `/cancel` | end it |",
    "| `/pick 3` | open another candidate, there or on the pull request; `/pick 2.3` where there were several rounds |",
  ].join("\n");
}

export interface UnderWay {
  readonly request: Request;
  readonly run: HostRun | null;
  /** Runs of ours that a runner takes before this one; null where nobody can tell. */
  readonly before: number | null;
  /** How long runs take here; null where nobody knows yet. */
  readonly usualSeconds: number | null;
}

/** What is under way on an issue or a pull request. */
export function statusText(found: UnderWay | null): string {
  if (found === null) return "Nothing is under way here. Comment `/generate` to begin.";
  const { origin } = found.request;
  const asked = `The request of ${inline(origin?.actor ?? "somebody", 60)}, given ${when(origin?.askedAt)},`;
  if (found.run === null) return `${asked} is about to be started.`;
  const { status, url, startedAt } = found.run;
  const usual =
    found.usualSeconds === null ? "" : ` A run usually takes ${roughly(found.usualSeconds)}.`;
  if (status === "queued") return `${asked} ${placeText(found.before)} ([run](${url})).${usual}`;
  if (status === "running")
    return `${asked} has been running since ${minute(startedAt)} ([run](${url})).${usual}`;
  return `${asked} has been run; its result is being published ([run](${url})).`;
}

function placeText(before: number | null): string {
  if (before === null) return "waits for a runner";
  if (before === 0) return "waits for a runner, and is next";
  return `waits for a runner, behind ${plural(before, "other run")}`;
}

function when(iso: string | undefined): string {
  return iso === undefined ? "some time ago" : minute(iso);
}
