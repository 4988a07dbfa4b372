import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createLabel } from "../change/labels.ts";
import { createBareRepository } from "../git/create.ts";
import { ensureUser } from "./people.ts";
import type { Repository } from "./types.ts";
import { findRepository, type World } from "./world.ts";

export interface NewRepository {
  readonly owner: string;
  /** What the owner is, if nobody made it before (an organization). */
  readonly ownerType?: "User" | "Organization";
  readonly name: string;
  /** The folder whose files become the first commit. */
  readonly from: string;
  readonly private?: boolean;
  readonly description?: string;
}

/** Labels that GitHub gives to every new repository, shortened to those that people use. */
const USUAL_LABELS = [
  { name: "bug", color: "d73a4a", description: "Something isn't working" },
  {
    name: "documentation",
    color: "0075ca",
    description: "Improvements or additions to documentation",
  },
  { name: "enhancement", color: "a2eeef", description: "New feature or request" },
  { name: "good first issue", color: "7057ff", description: "Good for newcomers" },
  { name: "question", color: "d876e3", description: "Further information is requested" },
];

export async function addRepository(world: World, options: NewRepository): Promise<Repository> {
  const fullName = `${options.owner}/${options.name}`;
  if (findRepository(world, fullName) !== undefined) {
    throw new Error(`the twin has ${fullName} already`);
  }
  const owner = ensureUser(world, options.owner, options.ownerType ?? "Organization");
  const now = world.clock.now();
  const gitDir = join(world.dataDir, options.owner, `${options.name}.git`);
  await mkdir(join(world.dataDir, options.owner), { recursive: true });
  const author = {
    name: owner.login,
    email: `${owner.id}+${owner.login}@users.noreply.github.com`,
    date: now.toISOString(),
  };
  await createBareRepository({ gitDir, from: options.from, branch: "main", author });
  const repository: Repository = {
    id: world.nextId(),
    owner,
    name: options.name,
    fullName,
    private: options.private ?? false,
    description: options.description ?? null,
    defaultBranch: "main",
    gitDir,
    createdAt: now,
    pushedAt: now,
    roles: new Map(),
    issues: new Map(),
    labels: new Map(),
    checkRuns: [],
    workflows: new Map(),
    runs: [],
    signed: new Set(),
    nextNumber: 1,
  };
  world.repositories.set(fullName.toLowerCase(), repository);
  for (const label of USUAL_LABELS) createLabel(world, repository, label);
  return repository;
}
