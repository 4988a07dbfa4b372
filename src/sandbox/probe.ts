import { type Sandbox, SandboxError } from "../contracts/sandbox.ts";
import { BASE_ENVIRONMENT } from "./arguments.ts";

/** Reports what the inside looks like, with nothing but a shell and two of the oldest tools. */
const SCRIPT = `
env | while read -r line; do echo "env \${line%%=*}"; done
cat /proc/1/environ | wc -c | { read -r size; echo "init-environment $size"; }
while read -r key value; do
  case $key in
    CapEff:|CapBnd:|NoNewPrivs:|Seccomp:) echo "status $key$value" ;;
    Uid:) set -- $value; echo "status Uid:$2" ;;
  esac
done </proc/self/status
while read -r name rest; do
  case $name in *:) echo "interface $name" ;; esac
done </proc/net/dev
for file in /probe /etc/probe /usr/probe /dev/probe /proc/sys/kernel/core_pattern; do
  if (: >>"$file") 2>/dev/null; then echo "writable $file"; fi
done
if (: >/tmp/probe) 2>/dev/null; then echo "tmp works"; fi
echo end
`;

/** Variables that the shell itself makes. */
const OF_THE_SHELL = ["PWD", "OLDPWD", "SHLVL", "_"];

/**
 * Really starts a sandbox and looks around in it. Throws `SandboxError` if it does not start or does
 * not hold; then nothing may be run.
 */
export async function probeSandbox(sandbox: Sandbox, seccomp: boolean): Promise<void> {
  const result = await sandbox.run({
    argv: ["/bin/sh", "-c", SCRIPT],
    limits: { wallMs: 20_000, tmpBytes: 1024 * 1024 },
  });
  const wrong = checkReport(result.stdout.head, seccomp);
  if (wrong.length > 0) {
    const said = result.stderr.head.trim().slice(0, 300);
    throw new SandboxError(`${wrong.join(", ")}${said === "" ? "" : ` (${said})`}`);
  }
}

/** What is wrong with the probe's report, in words; empty if all holds. */
export function checkReport(report: string, seccomp: boolean): string[] {
  const lines = report.trim().split("\n");
  const values = (key: string) =>
    lines.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1));
  const allowed = [...Object.keys(BASE_ENVIRONMENT), ...OF_THE_SHELL];
  const statuses = values("status");
  const expected = [
    "CapEff:0000000000000000",
    "CapBnd:0000000000000000",
    "NoNewPrivs:1",
    "Uid:65534",
    ...(seccomp ? ["Seccomp:2"] : []),
  ];
  return [
    ...(lines.at(-1) === "end" ? [] : ["the probe did not run to its end"]),
    ...values("env")
      .filter((name) => !allowed.includes(name))
      .map((name) => `the variable ${name} got in`),
    ...(values("init-environment")[0] === "0" ? [] : ["the first process has an environment"]),
    ...expected
      .filter((line) => !statuses.includes(line))
      .map((line) => `/proc/self/status does not say ${line}`),
    ...(values("interface").join() === "lo:" ? [] : ["there is a network besides the loopback"]),
    ...values("writable").map((file) => `${file} can be written to`),
    ...(values("tmp").length === 1 ? [] : ["/tmp cannot be written to"]),
  ];
}
