import { SingleBar } from "cli-progress";
import type { Progress, ProgressEvent } from "../contracts/progress.ts";

const NAMES: Record<ProgressEvent["step"], string> = {
  "set-up": "setting up",
  locate: "finding the code",
  read: "reading the prompt",
  write: "writing candidates",
  judge: "judging",
};

/**
 * Shows where a run is: a bar on a terminal, a line a step elsewhere. Writes to standard error,
 * so that standard output stays clean for results.
 */
export function createProgress(isTerminal: boolean): { progress: Progress; end(): void } {
  return isTerminal ? barProgress() : lineProgress();
}

function barProgress() {
  let bar: SingleBar | null = null;
  let current = "";
  function end() {
    bar?.stop();
    bar = null;
    current = "";
  }
  return {
    end,
    progress: (event: ProgressEvent) => {
      const name = title(event);
      if (name !== current || bar === null) {
        end();
        current = name;
        bar = new SingleBar({
          format: `${name.padEnd(28)} {bar} {percentage}% · {eta_formatted}`,
          stream: process.stderr,
          hideCursor: true,
          barsize: 30,
          etaBuffer: 50,
        });
        bar.start(Math.max(1, event.total), event.done);
      }
      bar.update(event.done);
    },
  };
}

function lineProgress() {
  let current = "";
  return {
    end: () => {},
    progress: (event: ProgressEvent) => {
      const name = title(event);
      if (name !== current) process.stderr.write(`${name} …\n`);
      current = name;
    },
  };
}

function title({ step, note }: ProgressEvent): string {
  return note === undefined ? NAMES[step] : `${NAMES[step]}: ${note}`;
}
