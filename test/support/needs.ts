import { describe, it } from "@jest/globals";

/**
 * Declares the tests that need something which not every machine has. Where it is missing (`reason`
 * says what), they are named as not run; on CI, which must have everything, that is a failure.
 */
export function describeWith(name: string, reason: string | null, declare: () => void): void {
  if (reason === null) {
    describe(name, declare);
    return;
  }
  it(`${name}: not run`, () => notRun(reason));
}

/** The same inside a test, for what is only found out there. */
export function notRun(reason: string): void {
  const line = `not run: ${reason}`;
  if (process.env["CI"] === "true") throw new Error(line);
  console.warn(line);
}
