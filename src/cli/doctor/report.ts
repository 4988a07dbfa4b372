import picocolors from "picocolors";
import { UserError } from "../../contracts/errors.ts";
import { printable } from "../../report/printable.ts";
import type { Environment } from "../environment.ts";
import type { Finding } from "./check.ts";

/** Of the longest name of a finding. */
const WIDTH = 20;

const SIGNS = { ok: "ok", warning: "warning", failure: "missing" } as const;

/** Prints what was found. Throws a `UserError` that names what stops a run. */
export function report(findings: readonly Finding[], env: Environment, json: boolean): void {
  if (json) process.stdout.write(`${JSON.stringify(findings, null, 1)}\n`);
  else for (const finding of findings) process.stdout.write(`${lineOf(finding, env)}\n`);
  const broken = findings.filter(({ state }) => state === "failure");
  if (broken.length === 0) return;
  throw new UserError(`${broken.map(({ about }) => about).join(", ")}: mend this first`);
}

function lineOf({ about, state, detail, mend }: Finding, env: Environment): string {
  const colors = picocolors.createColors(env.stdoutIsTerminal && picocolors.isColorSupported);
  const paint = { ok: colors.green, warning: colors.yellow, failure: colors.red }[state];
  const advice = mend === "" ? "" : `\n${" ".repeat(WIDTH + 10)}→ ${mend}`;
  return `${about.padEnd(WIDTH)} ${paint(SIGNS[state].padEnd(8))} ${printable(detail)}${advice}`;
}
