import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startTwin, type Twin } from "./twin.ts";

const USAGE = `npm run twin -- [options]
  --port N         where it listens (default 4180)
  --repo DIR       files of the repository's first commit (default: the example)
  --issue FILE     an issue to open: its first line is the title (default: the example's)
  --webhook URL    where the app's webhooks go (default http://127.0.0.1:3000/api/github/webhooks)
  --secret TEXT    the webhooks' secret (default "development")`;

const OPTIONS = {
  port: { type: "string", default: "4180" },
  repo: { type: "string" },
  issue: { type: "string" },
  webhook: { type: "string", default: "http://127.0.0.1:3000/api/github/webhooks" },
  secret: { type: "string", default: "development" },
  help: { type: "boolean", default: false },
} as const;

const OWNER = "octo-org";
const NAME = "splitbill";

/** `npm run twin`: a twin with an example from below `root`, until it is interrupted. */
export async function run(args: string[], root: string): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const dataDir = await mkdtemp(join(tmpdir(), "twin-"));
  const twin = await startTwin({ dataDir, port: Number(values.port) });
  try {
    const example = join(root, "examples", "splitbill");
    const issueText = await readFile(values.issue ?? join(example, "issue.md"), "utf8");
    const wanted = { ...values, repo: values.repo ?? join(example, "repo"), dataDir, issueText };
    const lines = await populate(twin, wanted);
    process.stdout.write(`${lines.join("\n")}\n`);
    await interrupted();
  } finally {
    await twin.close();
    await rm(dataDir, { recursive: true, force: true });
  }
  return 0;
}

interface Wanted {
  readonly repo: string;
  readonly webhook: string;
  readonly secret: string;
  readonly issueText: string;
  readonly dataDir: string;
}

/** People with different rights, the example, an installed app. Returns what to tell. */
async function populate(twin: Twin, wanted: Wanted): Promise<string[]> {
  const { repo: from, webhook, secret, issueText, dataDir } = wanted;
  const alice = twin.addUser("alice");
  for (const login of ["bob", "stranger"]) twin.addUser(login);
  const { fullName, cloneUrl } = await twin.addRepository({ owner: OWNER, name: NAME, from });
  twin.setPermission(fullName, "alice", "admin");
  twin.setPermission(fullName, "bob", "write");
  const app = twin.addApp({ slug: "patchjudge", webhookUrl: webhook, webhookSecret: secret });
  const installation = await twin.install(app, fullName);
  const [first = "", ...rest] = issueText.split("\n");
  const title = first.replace(/^#+\s*/, "");
  const issue = await twin.as("alice").openIssue(fullName, { title, body: rest.join("\n").trim() });
  const keyFile = join(dataDir, "app.private-key.pem");
  await writeFile(keyFile, app.privateKey, { mode: 0o600 });
  return [
    `The twin runs. Open ${issue.html_url}`,
    "",
    `  API            ${twin.apiUrl}`,
    `  GraphQL        ${twin.url}/api/graphql`,
    `  git            ${cloneUrl}`,
    `  deliveries     ${twin.url}/_deliveries`,
    `  app            id ${app.id}, installation ${installation.id}, key ${keyFile}`,
    `  webhooks to    ${webhook} (secret: ${secret})`,
    `  alice's token  ${alice.token}`,
    `  control token  ${twin.controlToken}`,
    "",
    "Ctrl-C ends it and forgets everything.",
  ];
}

async function interrupted(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
}
