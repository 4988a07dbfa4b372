import { text } from "node:stream/consumers";
import type { SandboxJob } from "../../../src/contracts/sandbox.ts";
import { openSandbox } from "../../../src/sandbox/open.ts";

/** A process of its own with a runner's environment, which runs one job in the sandbox: JSON in, JSON out. */
const job = JSON.parse(await text(process.stdin)) as SandboxJob;
const sandbox = await openSandbox();
process.stdout.write(JSON.stringify(await sandbox.run(job)));
