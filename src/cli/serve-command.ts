import { pathToFileURL } from "node:url";
import type { ServeOptions } from "../app/serve.ts";
import { UsageError, UserError } from "../contracts/errors.ts";
import type { Environment } from "./environment.ts";

/** `patchjudge serve`: the GitHub app, until it is stopped. */
export async function serveCommand(options: ServeOptions, env: Environment): Promise<void> {
  if (options.jobs < 1) throw new UsageError("--jobs: at least 1");
  if (options.sweepSeconds < 1) throw new UsageError("--sweep-seconds: at least 1");
  if (options.leaseSeconds < 1) throw new UsageError("--lease-seconds: at least 1");
  const port = options.metricsPort ?? 1;
  if (port < 1 || port > 65_535) throw new UsageError("--metrics-port: 1 to 65535");
  const app: typeof import("../app/serve.ts") = await import(pathToFileURL(env.appPath).href);
  try {
    await app.serve(options, env.variables);
  } catch (error) {
    // The app is a bundle of its own, and so is its class of errors.
    if (error instanceof Error && error.name === "UserError") throw new UserError(error.message);
    throw error;
  }
}
