import { hasStatus } from "../contracts/errors.ts";
import { type Octokit, orNull, type Place } from "./octokit.ts";

/** What a token may write, by the names of GitHub's permissions. */
export type Ability = "contents" | "issues" | "pull-requests" | "checks" | "actions";

export interface Runner {
  readonly name: string;
  readonly online: boolean;
  readonly labels: readonly string[];
}

/** What can be found out about a repository without changing it. */
export interface Abilities {
  /** Whether the token may write; tried with calls that are refused for another reason, and change nothing. */
  mayWrite(what: Ability): Promise<boolean>;
  /** Whether it may ask what a person may do. */
  mayAskPermission(): Promise<boolean>;
  hasLabel(name: string): Promise<boolean>;
  /** `active`, `disabled_manually` …; null where the default branch has no such workflow. */
  workflowState(file: string): Promise<string | null>;
  /** Runners of the repository itself; null where the token may not see them. */
  runners(): Promise<Runner[] | null>;
}

/** No issue, run or commit has these. */
const NO_NUMBER = 2_147_483_647;
const NO_COMMIT = "0".repeat(40);

export function createAbilities(octokit: Octokit, place: Place): Abilities {
  const { rest } = octokit;
  const tries: Readonly<Record<Ability, () => Promise<unknown>>> = {
    // An object that nothing refers to, which GitHub clears away: there is no write that fails here.
    contents: () => rest.git.createBlob({ ...place, content: "", encoding: "utf-8" }),
    issues: () => rest.issues.addLabels({ ...place, issue_number: NO_NUMBER, labels: ["x"] }),
    "pull-requests": () => rest.pulls.create({ ...place, title: "x", head: "-", base: "-" }),
    checks: () => rest.checks.create({ ...place, name: "x", head_sha: NO_COMMIT }),
    actions: () => rest.actions.cancelWorkflowRun({ ...place, run_id: NO_NUMBER }),
  };
  return {
    // GitHub says "not found" of objects to those who may not write them.
    mayWrite: (what) =>
      isGranted(tries[what](), what === "contents" ? [409, 422] : [404, 409, 422]),
    mayAskPermission: () =>
      isGranted(
        rest.repos.getCollaboratorPermissionLevel({ ...place, username: place.owner }),
        [404],
      ),
    async hasLabel(name) {
      return (await orNull(rest.issues.getLabel({ ...place, name }))) !== null;
    },
    async workflowState(workflow_id) {
      const found = await orNull(rest.actions.getWorkflow({ ...place, workflow_id }));
      return found?.data.state ?? null;
    },
    async runners() {
      try {
        const { data } = await rest.actions.listSelfHostedRunnersForRepo({
          ...place,
          per_page: 100,
        });
        return data.runners.map(({ name, status, labels }) => {
          return { name, online: status === "online", labels: labels.map((label) => label.name) };
        });
      } catch (error) {
        if (hasStatus(error, 403, 404)) return null;
        throw error;
      }
    },
  };
}

/** A call that is refused because of what it asks for was not refused because of who asks. */
async function isGranted(call: Promise<unknown>, other: readonly number[]): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (hasStatus(error, ...other)) return true;
    if (hasStatus(error, 403, 404)) return false;
    throw error;
  }
}
