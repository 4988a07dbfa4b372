import type {
  CodeHost,
  HostComment,
  HostRun,
  HostUser,
  Permission,
} from "../../src/contracts/code-host.ts";
import type { CommandEvent } from "../../src/contracts/event.ts";
import { createMemoryGit, type MemoryGit } from "./memory-git.ts";

export const ALICE: HostUser = { login: "alice", id: 1, bot: false };
export const BOB: HostUser = { login: "bob", id: 2, bot: false };
export const MALLORY: HostUser = { login: "mallory", id: 3, bot: false };
export const OURSELVES: HostUser = { login: "patchjudge[bot]", id: 4, bot: true };

export interface FakeHost extends CodeHost {
  readonly git: MemoryGit;
  readonly said: HostComment[];
  readonly permissions: Map<string, Permission>;
}

/** A comment before the command, by somebody who may write. */
export function createComment(overrides: Partial<HostComment> = {}): HostComment {
  const createdAt = overrides.createdAt ?? "2026-01-01T09:00:00Z";
  return {
    id: 50,
    author: BOB,
    body: "It also fails for 0.",
    createdAt,
    updatedAt: createdAt,
    ...overrides,
  };
}

export function createEvent(overrides: Partial<CommandEvent> = {}): CommandEvent {
  return {
    repositoryId: 7,
    issue: {
      number: 12,
      title: "add subtracts",
      body: "add(1, 2) gives -1.",
      open: true,
      locked: false,
      isPull: false,
      author: MALLORY,
    },
    actor: ALICE,
    askedAt: "2026-01-01T10:00:00Z",
    source: { kind: "comment", id: 99, body: "/generate" },
    ...overrides,
  };
}

/**
 * A host of one repository in memory: alice administrates, bob writes, mallory does nothing. What a
 * test does not need throws, so that nothing passes by accident.
 */
export function createFakeHost(
  parts: Partial<CodeHost> & { files?: Record<string, string> } = {},
  said: HostComment[] = [],
): FakeHost {
  const { files = {}, ...overrides } = parts;
  const git = createMemoryGit(files);
  const permissions = new Map<string, Permission>([
    ["alice", "admin"],
    ["bob", "write"],
  ]);
  const unexpected = (name: string) => async (): Promise<never> => {
    throw new Error(`the test did not expect ${name}`);
  };
  return {
    ...git,
    repository: { id: 7, fullName: "octo/calc", url: "https://github.test/octo/calc" },
    self: OURSELVES.login,
    comments: async () => [...said],
    createComment: unexpected("createComment"),
    updateComment: unexpected("updateComment"),
    react: unexpected("react"),
    permissionOf: async (login) => permissions.get(login) ?? "none",
    addLabels: unexpected("addLabels"),
    labelEvent: unexpected("labelEvent"),
    recentComments: unexpected("recentComments"),
    issue: unexpected("issue"),
    labelledIssues: unexpected("labelledIssues"),
    dispatch: unexpected("dispatch"),
    runsSince: unexpected("runsSince"),
    run: unexpected("run"),
    cancelRun: unexpected("cancelRun"),
    waitsFor: unexpected("waitsFor"),
    artifact: unexpected("artifact"),
    findPull: unexpected("findPull"),
    pull: unexpected("pull"),
    changesOf: unexpected("changesOf"),
    openPulls: unexpected("openPulls"),
    pullsSince: unexpected("pullsSince"),
    changesBetween: unexpected("changesBetween"),
    requestReviews: unexpected("requestReviews"),
    closePull: unexpected("closePull"),
    createPull: unexpected("createPull"),
    findCheck: unexpected("findCheck"),
    createCheck: unexpected("createCheck"),
    ...overrides,
    git,
    said,
    permissions,
  };
}

export function createRun(overrides: Partial<HostRun> = {}): HostRun {
  const at = "2026-01-01T10:01:00Z";
  return {
    id: 77,
    url: "https://github.test/octo/calc/actions/runs/77",
    title: "Patchjudge #12 0",
    event: "workflow_dispatch",
    workflow: ".github/workflows/patchjudge.yml",
    branch: "main",
    commit: "c".repeat(40),
    actor: OURSELVES,
    triggeringActor: OURSELVES,
    ownRepository: true,
    status: "completed",
    conclusion: "success",
    createdAt: at,
    startedAt: at,
    updatedAt: at,
    ...overrides,
  };
}
