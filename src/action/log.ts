import * as core from "@actions/core";
import type { Log } from "../lifecycle/workplace.ts";

/** Words first, for people who read a job's log; what else is known behind them. */
export function createLog(about: object = {}): Log {
  const line = (what: object, message: string) => {
    const { err, ...rest } = { ...about, ...what } as { err?: unknown };
    const details = Object.keys(rest).length === 0 ? "" : ` ${JSON.stringify(rest)}`;
    const text = `${message}${details}${err === undefined ? "" : ` (${String(err)})`}`;
    // A line of its own could be a command to the runner.
    return text.replace(/[\r\n]+/g, " ");
  };
  return {
    info: (what, message) => core.info(line(what, message)),
    warn: (what, message) => core.warning(line(what, message)),
    error: (what, message) => core.error(line(what, message)),
    child: (what) => createLog({ ...about, ...what }),
  };
}
