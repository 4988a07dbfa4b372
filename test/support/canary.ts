import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { temporaryFolder } from "./git-folder.ts";

/** A machine that runs a job, with something worth stealing in every place that GitHub's runner or its user has. */
export interface CanaryMachine {
  /** What stands in every canary, and nowhere else. */
  readonly word: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folders with canaries in them. */
  readonly roots: readonly string[];
  /** Every file that has one. */
  readonly files: readonly string[];
  readonly port: number;
  readonly socket: string;
  readonly abstract: string;
  /** Which of the three were connected to since the last question. */
  visitors(): string[];
  close(): Promise<void>;
}

/** Variables of GitHub's runner and of what people keep beside it, that are secret or lead to something that is. */
const SECRET_VARIABLES = [
  ...["GITHUB_TOKEN", "GH_TOKEN", "INPUT_SSH-KEY", "INPUT_PRIVATE-KEY", "STATE_token"],
  ...["ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "ACTIONS_ORCHESTRATION_ID"],
  ...["NPM_TOKEN", "NODE_AUTH_TOKEN", "PIP_INDEX_URL", "HF_TOKEN", "SSH_AUTH_SOCK_SECRET"],
  ...["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GOOGLE_CREDENTIALS"],
  ...["AZURE_CLIENT_SECRET", "DOCKER_AUTH_CONFIG", "KUBECONFIG_DATA", "GIT_CONFIG_VALUE_9"],
];

/** Variables with an address: ours, so that whoever follows one is seen. */
const ADDRESSES = [
  ...["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_CACHE_URL", "ACTIONS_RESULTS_URL"],
  ...["ACTIONS_RUNTIME_URL", "HF_ENDPOINT", "NPM_CONFIG_REGISTRY"],
];

const SOCKETS = ["SSH_AUTH_SOCK", "DOCKER_HOST", "DBUS_SESSION_BUS_ADDRESS"];

const HOME_FILES = [
  ...[".ssh/id_ed25519", ".netrc", ".docker/config.json", ".npmrc", ".git-credentials"],
  ...[".config/gh/hosts.yml", ".aws/credentials", ".cache/huggingface/token", ".pypirc"],
];

/** What the runner's own program keeps in its folder. */
const RUNNER_FILES = [".credentials", ".credentials_rsaparams", ".runner", ".env", ".path"];

/** Files that `GITHUB_…` variables name. */
const COMMAND_FILES = ["ENV", "STATE", "PATH"];

export async function createCanaryMachine(): Promise<CanaryMachine> {
  // Long enough that nothing has it by chance.
  const word = `cnry${randomBytes(9).toString("hex")}`;
  const canary = (place: string) => `${word}-${place}`;
  const folder = temporaryFolder();
  const files: string[] = [];
  const put = (path: string, text = canary(path)) => {
    const at = join(folder, path);
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, `${text}\n`, { mode: 0o600 });
    files.push(at);
    return at;
  };
  for (const name of HOME_FILES) put(`home/${name}`);
  put("home/.gitconfig", `[url "https://x:${canary("gitconfig")}@git.test/"]\n\tinsteadOf = git:`);
  for (const name of RUNNER_FILES) put(`runner/${name}`);
  put("runner/_diag/Worker.log");
  put("temp/left-by-another-step");
  const commands = COMMAND_FILES.map((name) => [`GITHUB_${name}`, put(`temp/_runner/${name}`)]);
  const run = join(folder, "run");
  mkdirSync(run);
  const socket = join(run, "s");
  // As long as a name can be: where it is shorter, Node 20 fills it up, and Python does not.
  const abstract = `${word.slice(4)}-abstract-`.padEnd(107, "x");
  const listeners = await listen(canary("socket"), { socket, abstract });
  const { port } = listeners;
  const env = {
    ...Object.fromEntries(SECRET_VARIABLES.map((name) => [name, canary(name)])),
    ...Object.fromEntries(
      ADDRESSES.map((name) => [name, `http://127.0.0.1:${port}/${canary(name)}`]),
    ),
    ...Object.fromEntries(SOCKETS.map((name) => [name, `unix://${socket}`])),
    ...(Object.fromEntries(commands) as Record<string, string>),
    SSH_AUTH_SOCK: socket,
    XDG_RUNTIME_DIR: run,
    HOME: join(folder, "home"),
  };
  const roots = ["home", "runner", "temp", "run"].map((name) => join(folder, name));
  return { word, env, roots, files, socket, abstract, ...listeners };
}

async function listen(secret: string, at: { socket: string; abstract: string }) {
  let heard: string[] = [];
  const open = (name: string, where: { path: string } | { port: number; host: string }) => {
    const server = createServer((visitor) => {
      heard.push(name);
      visitor.on("error", () => {});
      visitor.end(secret);
    });
    return new Promise<Server>((resolve, reject) => {
      server.once("error", reject);
      server.listen(where, () => resolve(server));
    });
  };
  const tcp = await open("TCP", { port: 0, host: "127.0.0.1" });
  const servers = [
    tcp,
    await open("socket", { path: at.socket }),
    await open("abstract socket", { path: `\0${at.abstract}` }),
  ];
  const address = tcp.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    visitors: () => {
      const all = heard;
      heard = [];
      return all;
    },
    close: async () => {
      for (const server of servers) await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Whether a text holds the word, as it is or in base64. */
export function holds(text: string | Uint8Array, word: string): boolean {
  const bytes = Buffer.from(text);
  const parts = [0, 1, 2].map((n) =>
    Buffer.concat([Buffer.alloc(n), Buffer.from(word)])
      .toString("base64")
      .slice([0, 2, 3][n], -4),
  );
  return [word, ...parts].some((part) => bytes.includes(part));
}
