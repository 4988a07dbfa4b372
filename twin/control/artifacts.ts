import { createHash } from "node:crypto";
import { Failure } from "../http/failure.ts";
import type { Artifact } from "../state/types.ts";
import type { World } from "../state/world.ts";
import type { FoundJob } from "./jobs.ts";
import type { UploadedArtifact } from "./messages.ts";

/** Keeps an artifact. Names are taken once a run, and some characters are refused, as on GitHub. */
export function storeArtifact(
  world: World,
  { run }: FoundJob,
  name: string,
  bytes: Buffer,
): UploadedArtifact {
  if (name === "" || /["<>|*?:\\/\r\n]/.test(name)) {
    throw new Failure(422, `the artifact name is not valid: ${name}`);
  }
  if (run.artifacts.some((each) => each.name === name)) {
    throw new Failure(409, "an artifact with this name already exists on the workflow run");
  }
  const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const artifact: Artifact = {
    id: world.nextId(),
    name,
    bytes,
    digest,
    createdAt: world.clock.now(),
  };
  run.artifacts.push(artifact);
  return { id: artifact.id, name, size: bytes.length };
}

/** The artifact that a download address names; its key is the end of the digest. */
export function artifactFor(world: World, id: number, key: string): Artifact | undefined {
  for (const { runs } of world.repositories.values()) {
    for (const { artifacts } of runs) {
      const found = artifacts.find((each) => each.id === id && each.digest.endsWith(key));
      if (found !== undefined) return key.length < 40 ? undefined : found;
    }
  }
  return undefined;
}
