import { Document, isMap, isScalar, type Scalar, visit } from "yaml";
import { PINNED, type PinnedAction } from "./actions.ts";

export interface WorkflowOptions {
  /** Our own action, `owner/name@commit`. */
  readonly action: string;
  /** Labels of the runner that has the GPU. */
  readonly labels: readonly string[];
  /** What the action's inputs of the same names say, where it is not their default. */
  readonly model?: string;
  readonly engine?: string;
  readonly cache?: string;
  /** Setting this label on an issue is `/generate`. */
  readonly trigger: string;
  /**
   * Who writes: `server`, the app as a server, which starts the job on the GPU and does everything else itself;
   * `app`, the workflow with a token of the app; `github`, the workflow with its own token.
   */
  readonly writer: "server" | "app" | "github";
}

/** Longest run; GitHub would let a job on a machine of one's own hang for five days. */
const RUN_MINUTES = 60;

const HEADER = `Written by \`patchjudge init\`. What it may do is in .github/patchjudge.yml.
Anybody can comment: who may ask is decided in the code, the conditions here only save starting a machine.`;

const TRIGGER =
  "zizmor: ignore[dangerous-triggers] nothing of the comment is run or checked out; its author is asked about";

/**
 * The workflow that a repository needs, as YAML. The job on the team's own machine gets no secret and may
 * only read; a change of that is a change of what a hijacked model can do.
 */
export function workflowFile(options: WorkflowOptions): string {
  const hosted = options.writer === "server" ? {} : { gate: gate(options) };
  const publishing = options.writer === "server" ? {} : { publish: publish(options) };
  const document = new Document({
    name: "Patchjudge",
    "run-name": runName(options),
    on: triggers(options),
    permissions: {},
    jobs: { ...hosted, run: run(options), ...publishing },
  });
  document.commentBefore = HEADER.split("\n")
    .map((line) => ` ${line}`)
    .join("\n");
  addComments(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** The app finds its run by this title. */
function runName({ writer }: WorkflowOptions): string {
  return writer === "server"
    ? `Patchjudge #${expression("inputs.issue")} ${expression("inputs.request")}`
    : `Patchjudge #${expression("github.event.issue.number || inputs.issue")}`;
}

function triggers({ writer }: WorkflowOptions): object {
  const input = (description: string, required = true) => {
    return { description, required, type: "string" };
  };
  const issue = input("Number of the issue");
  if (writer === "server") {
    return { workflow_dispatch: { inputs: { request: input("Blob of the request"), issue } } };
  }
  return {
    issue_comment: { types: ["created"] },
    issues: { types: ["labeled"] },
    workflow_dispatch: { inputs: { issue, words: input("What to mind", false) } },
    // Once a day it is looked what became of our pull requests.
    schedule: [{ cron: "41 3 * * *" }],
  };
}

/** What an event must look like for a machine to be started. GitHub compares without regard to case. */
function mayBeCommand({ trigger }: WorkflowOptions): string {
  const words = ["generate", "pick", "cancel", "status"];
  const begins = words.map((word) => `startsWith(github.event.comment.body, '/${word}')`);
  const label = `github.event.label.name == '${trigger.replaceAll("'", "''")}'`;
  const byItself = "github.event_name == 'workflow_dispatch' || github.event_name == 'schedule'";
  return `${byItself} || github.event_name == 'issues' && ${label} || github.event_name == 'issue_comment' && (${begins.join(" || ")})`;
}

function gate(options: WorkflowOptions): object {
  return {
    if: mayBeCommand(options),
    "runs-on": "ubuntu-latest",
    "timeout-minutes": 10,
    permissions: writing(options),
    outputs: {
      request: expression("steps.gate.outputs.request"),
      base: expression("steps.gate.outputs.base"),
    },
    steps: [
      ...minted(options),
      { id: "gate", uses: options.action, with: { mode: "gate", ...writer(options) } },
    ],
  };
}

function run(options: WorkflowOptions): object {
  const { action, labels, writer: by } = options;
  const asked = by === "server" ? "inputs" : "needs.gate.outputs";
  const needed = by === "server" ? {} : { needs: "gate", if: "needs.gate.outputs.request != ''" };
  return {
    ...needed,
    "runs-on": [...labels],
    "timeout-minutes": RUN_MINUTES,
    // One GPU, one model: others wait in line, and nothing else waits for them.
    concurrency: { group: "patchjudge-run", queue: "max" },
    permissions: { contents: "read" },
    steps: [
      {
        ...pinned(PINNED.checkout),
        with: { "fetch-depth": 0, "persist-credentials": false },
      },
      {
        id: "run",
        uses: action,
        with: { mode: "run", request: expression(`${asked}.request`), ...models(options) },
      },
      {
        ...pinned(PINNED.uploadArtifact),
        with: {
          name: "patchjudge-result",
          path: expression("steps.run.outputs.result"),
          "if-no-files-found": "error",
          "retention-days": 14,
        },
      },
    ],
  };
}

function publish(options: WorkflowOptions): object {
  return {
    needs: ["gate", "run"],
    // Also after a run that failed or was cancelled: somebody has to say so on the issue.
    if: "always() && needs.gate.outputs.request != ''",
    "runs-on": "ubuntu-latest",
    "timeout-minutes": 15,
    permissions: writing(options),
    steps: [
      ...minted(options),
      {
        uses: options.action,
        with: {
          mode: "publish",
          request: expression("needs.gate.outputs.request"),
          conclusion: expression("needs.run.result"),
          ...writer(options),
        },
      },
    ],
  };
}

function models({ model, engine, cache }: WorkflowOptions): object {
  const given = Object.entries({ model, engine, cache });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/** What whoever publishes writes. */
const WRITTEN = ["actions", "checks", "contents", "issues", "pull-requests"];

/** With a token of the app the job's own needs nothing. */
function writing({ writer: by }: WorkflowOptions): object {
  return by === "app" ? {} : Object.fromEntries(WRITTEN.map((name) => [name, "write"]));
}

/** Minted in the job that uses it: such a token lives an hour, and a run may take longer. */
function minted({ writer: by }: WorkflowOptions): object[] {
  if (by !== "app") return [];
  const keys = {
    "client-id": expression("vars.PATCHJUDGE_CLIENT_ID"),
    "private-key": expression("secrets.PATCHJUDGE_PRIVATE_KEY"),
  };
  const permissions = Object.fromEntries(WRITTEN.map((name) => [`permission-${name}`, "write"]));
  return [{ id: "app", ...pinned(PINNED.appToken), with: { ...keys, ...permissions } }];
}

function writer({ writer: by }: WorkflowOptions): object {
  if (by !== "app") return {};
  return {
    token: expression("steps.app.outputs.token"),
    "app-slug": expression("steps.app.outputs.app-slug"),
  };
}

function pinned({ uses }: PinnedAction): { uses: string } {
  return { uses };
}

/** The version that a commit stands for, and why a trigger that others misuse is safe here. */
function addComments(document: Document): void {
  const versions = new Map<unknown, string>(Object.values(PINNED).map((a) => [a.uses, a.version]));
  visit(document, {
    Scalar(_, node: Scalar) {
      const version = versions.get(node.value);
      if (version !== undefined) node.comment = ` ${version}`;
    },
    Pair(_, { key, value }) {
      if (!isScalar(key) || key.value !== "issue_comment" || !isMap(value)) return;
      value.flow = true;
      value.comment = ` ${TRIGGER}`;
    },
  });
}

/** What GitHub fills in. */
function expression(text: string): string {
  return `\${{ ${text} }}`;
}
