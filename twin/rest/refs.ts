import { z } from "zod";
import { exclusively } from "../change/lock.ts";
import { createRef, deleteRef, updateRef } from "../change/refs.ts";
import { findRef, refsUnder } from "../git/refs.ts";
import { notFound } from "../http/failure.ts";
import { created, NO_CONTENT, ok } from "../http/reply.ts";
import { refShape } from "../shapes/commit.ts";
import type { Repository } from "../state/types.ts";
import { type Call, list, param, read } from "./call.ts";
import { READ, WRITE } from "./git-objects.ts";
import { changeBy } from "./issues.ts";
import type { Routes } from "./routes.ts";

export function refRoutes(routes: Routes): void {
  routes.repo("GET", "/git/ref/*", READ, async (call, repository) => {
    const ref = await findRef(repository.gitDir, `refs/${param(call, "*")}`);
    if (ref === undefined) throw notFound();
    return ok(refShape(call.world, repository, ref));
  });
  routes.repo("GET", "/git/matching-refs/*", READ, async (call, repository) => {
    const refs = await refsUnder(repository.gitDir, `refs/${param(call, "*")}`);
    return list(call, refs, (ref) => refShape(call.world, repository, ref));
  });
  routes.repo("POST", "/git/refs", WRITE, create);
  routes.repo("PATCH", "/git/refs/*", WRITE, update);
  routes.repo("DELETE", "/git/refs/*", WRITE, async (call, repository) => {
    const change = changeBy(call, repository);
    await exclusively(repository, () => deleteRef(change, `refs/${param(call, "*")}`));
    return NO_CONTENT;
  });
}

async function create(call: Call, repository: Repository) {
  const wanted = read(call, z.object({ ref: z.string(), sha: z.string() }));
  const change = changeBy(call, repository);
  const ref = await exclusively(repository, () => createRef(change, call.actor, wanted));
  return created(refShape(call.world, repository, ref));
}

async function update(call: Call, repository: Repository) {
  const body = read(call, z.object({ sha: z.string(), force: z.boolean().default(false) }));
  const change = changeBy(call, repository);
  const to = { ref: `refs/${param(call, "*")}`, ...body };
  const ref = await exclusively(repository, () => updateRef(change, call.actor, to));
  return ok(refShape(call.world, repository, ref));
}
