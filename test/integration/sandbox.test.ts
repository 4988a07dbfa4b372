import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import {
  DEFAULT_LIMITS,
  renderOutput,
  type Sandbox,
  SandboxError,
  type SandboxJob,
  type SandboxResult,
} from "../../src/contracts/sandbox.ts";
import { interpreterAt } from "../../src/sandbox/interpreter.ts";
import { BASH, launcherArguments } from "../../src/sandbox/launcher.ts";
import { openSandbox } from "../../src/sandbox/open.ts";
import { describeWith, notRun } from "../support/needs.ts";
import { trySandbox } from "../support/sandbox.ts";

const { sandbox: opened, reason } = await trySandbox();
const PYTHON = "/usr/bin/python3";
const CANARY = `canary-${process.pid}-${Date.now()}`;
const MIB = 1024 * 1024;

const folder = mkdtempSync(join(tmpdir(), "sandbox-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function sandbox(): Sandbox {
  if (opened === null) throw new Error("no sandbox");
  return opened;
}

async function shell(script: string, job: Partial<SandboxJob> = {}): Promise<SandboxResult> {
  return await sandbox().run({ argv: ["/bin/sh", "-c", script], ...job });
}

async function python(code: string, job: Partial<SandboxJob> = {}): Promise<SandboxResult> {
  return await sandbox().run({ argv: [PYTHON, "-I", "-c", code], ...job });
}

/** Standard output and error. */
function said(result: SandboxResult): string {
  return renderOutput(result.stdout) + renderOutput(result.stderr);
}

/** A folder to bind, with the files given. */
function makeFolder(name: string, files: Readonly<Record<string, string>> = {}): string {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

/** Numbers of the machine's processes whose command line holds `text`. */
function processesWith(text: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(text);
    } catch {
      return false;
    }
  });
}

describeWith("a job in the sandbox", reason, () => {
  it("runs, reads its input, and gives back output and exit code", async () => {
    const result = await shell("cat; echo problem >&2; exit 3", { stdin: "hello\n" });

    expect(result).toMatchObject({ ended: "exit", exitCode: 3, signal: null });
    expect(result.stdout).toEqual({ head: "hello\n", tail: "", bytes: 6, truncated: false });
    expect(result.stderr.head).toBe("problem\n");
  });

  it("writes to its folder, and only there", async () => {
    const from = makeFolder("writes", { "in.txt": "in" });
    const result = await shell("cat in.txt >out.txt; pwd; echo x >/work/../new.txt", {
      folder: { from },
    });

    expect(result.stdout.head).toBe("/work\n");
    expect(result.stderr.head).toMatch(/Read-only file system/);
    expect(readFileSync(join(from, "out.txt"), "utf8")).toBe("in");
  });

  it("gets packages read-only inside its folder", async () => {
    const from = makeFolder("package", { "main.js": "console.log(require('dep'))" });
    const deps = makeFolder("deps/dep", { "index.js": "module.exports = 'from dep'" });
    const node = interpreterAt(process.execPath);
    const mounts = [...node.mounts, { from: join(deps, ".."), at: "/work/node_modules" }];
    const run = await sandbox().run({ argv: [node.path, "main.js"], folder: { from }, mounts });
    const write = await shell("echo x >node_modules/dep/index.js", { folder: { from }, mounts });

    expect(said(run)).toBe("from dep\n");
    expect(write.stderr.head).toMatch(/Read-only file system/);
  });

  it("may open servers on its own loopback", async () => {
    const result = await python(
      "import socket\ns=socket.create_server(('localhost',0))\n" +
        "c=socket.create_connection(s.getsockname()); c.sendall(b'ok')\nprint(s.accept()[0].recv(2))",
    );

    expect(said(result)).toBe("b'ok'\n");
  });

  it("is talked to line by line, and ends when it is told to", async () => {
    const process = sandbox().start({
      argv: ["/bin/sh", "-c", 'while read -r l; do echo "got $l"; done'],
    });
    process.write("one\n");
    expect(await process.readLine()).toBe("got one");
    process.write("two\n");
    expect(await process.readLine()).toBe("got two");
    await process.kill();

    expect(await process.readLine()).toBeNull();
    expect(await process.result).toMatchObject({ ended: "stopped", exitCode: null });
  });

  it("is ended by the caller's signal", async () => {
    const result = await shell("sleep 30", { signal: AbortSignal.timeout(100) });

    expect(result.ended).toBe("stopped");
    expect(result.wallMs).toBeLessThan(5_000);
  });

  it("runs a program whose name begins with a dash, not an option of bwrap", async () => {
    const result = await sandbox().run({ argv: ["--version"] });

    expect(result.exitCode).not.toBe(0);
    expect(said(result)).toMatch(/execvp --version: No such file/);
  });

  it.each([
    [{ argv: [] }, /needs a program/],
    [{ argv: ["true", "a\0--bind"] }, /NUL/],
    [{ argv: ["true"], folder: { from: "/" } }, /absolute path/],
    [{ argv: ["true"], mounts: [{ from: "/usr/../etc", at: "/x" }] }, /absolute path/],
    [{ argv: ["true"], folder: { from: "/nonexistent/copy" } }, /nothing to bind/],
  ])("is refused if it makes no sense: %j", async (job, message) => {
    await expect(sandbox().run(job)).rejects.toThrow(message);
  });
});

describeWith("a program that looks around in the sandbox", reason, () => {
  const home = join(homedir(), `.${CANARY}`);
  const outside = join(folder, "outside.txt");

  // A process of the machine that has a secret among its variables.
  const neighbour = spawn("sleep", ["60"], { env: { SECRET: CANARY }, stdio: "ignore" });

  beforeAll(() => {
    writeFileSync(home, CANARY);
    writeFileSync(outside, CANARY);
  });
  afterAll(() => {
    neighbour.kill();
    rmSync(home, { force: true });
  });

  it("finds no variable of ours in any process", async () => {
    const result = await shell("cat /proc/*/environ /proc/*/cmdline | tr '\\0' '\\n'; ls /proc");

    expect(result.stdout.head).toContain("HOME=/home/sbx");
    expect(result.stdout.head).not.toContain(CANARY);
    expect(result.stdout.head).not.toContain(folder);
    expect(result.stdout.head.split("\n").filter((line) => /^\d+$/.test(line)).length).toBeLessThan(
      6,
    );
  });

  it("has the common variables and those of the job, nothing else", async () => {
    const result = await sandbox().run({ argv: ["/usr/bin/env"], env: { NAME: "a b" } });
    const lines = result.stdout.head.trim().split("\n");

    expect(lines).toContain("NAME=a b");
    expect(lines.map((line) => line.split("=")[0]).sort()).toEqual([
      "CI",
      "HOME",
      "LANG",
      "NAME",
      "PATH",
      "PWD",
      "TMPDIR",
      "TZ",
    ]);
  });

  it("finds no file of the home and temporary folders", async () => {
    const result = await shell(
      `cat ${home} ${outside}; grep -rs ${CANARY} /home /root /tmp /var /run`,
    );

    expect(result.stdout.head).toBe("");
    expect(result.stderr.head.match(/No such file/g)).toHaveLength(2);
  });

  it("gets nothing through links in its folder", async () => {
    const from = makeFolder("links");
    symlinkSync("/etc/shadow", join(from, "shadow"));
    symlinkSync(outside, join(from, "outside"));
    symlinkSync("/proc/1/root/etc", join(from, "root"));
    const result = await shell("cat shadow outside root/shadow; ls root/", { folder: { from } });

    expect(said(result)).not.toContain(CANARY);
    expect(said(result)).not.toContain("root:$");
    expect(said(result).match(/cat: /g)).toHaveLength(3);
  });

  it("sees no socket of a container engine, and no users of the machine", async () => {
    const result = await shell("ls /run /var/run; cat /etc/passwd; ls /etc");

    expect(said(result)).not.toContain("docker.sock");
    expect(result.stdout.head).toContain("sbx:x:65534");
    expect(result.stdout.head).not.toMatch(/shadow|ssh|hostname/);
  });

  it("sees no kernel keys", async () => {
    expect((await shell("cat /proc/keys")).stdout.head).toBe("");
  });
});

describeWith("a program that reaches for the network", reason, () => {
  let server: Server;
  let port = 0;
  let visitors = 0;

  beforeAll(async () => {
    server = createServer(() => {
      visitors += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    port = typeof address === "object" && address !== null ? address.port : 0;
  });
  afterAll(() => {
    server.close();
  });

  it("reaches neither the world nor a server of the machine", async () => {
    const result = await python(
      [
        "import socket",
        `for where in (('1.1.1.1', 53), ('127.0.0.1', ${port}), ('169.254.169.254', 80)):`,
        "  try: socket.create_connection(where, 2); print('reached', where)",
        "  except OSError as e: print(e.strerror)",
      ].join("\n"),
    );

    expect(result.stdout.head).toBe(
      "Network is unreachable\nConnection refused\nNetwork is unreachable\n",
    );
    expect(visitors).toBe(0);
  });

  it("gets no socket to the hypervisor, nor a raw one", async () => {
    const result = await python(
      [
        "import socket",
        "for family, kind in ((socket.AF_VSOCK, 1), (socket.AF_PACKET, 3), (38, 5)):",
        "  try: socket.socket(family, kind); print('open', family)",
        "  except PermissionError as e: print('no')",
      ].join("\n"),
    );

    expect(said(result)).toBe(sandbox().describe().seccomp ? "no\nno\nno\n" : expect.anything());
  });
});

describeWith("a program that wants more rights", reason, () => {
  it("can write to nothing of the system", async () => {
    const places = ["/", "/usr/", "/etc/", "/dev/", "/proc/sys/kernel/", "/usr/bin/", "/home/"];
    const result = await shell(
      places.map((place) => `(: >${place}new) 2>/dev/null && echo ${place}`).join("\n"),
    );

    expect(said(result)).toBe("");
  });

  it("cannot change the kernel's settings, even if we were started by root", async () => {
    const result = await shell(
      "(: >>/proc/sys/kernel/core_pattern); (: >>/proc/sysrq-trigger); (: >>/proc/sys/vm/drop_caches)",
    );

    expect(result.stderr.head.match(/cannot create/g)).toHaveLength(3);
  });

  it("cannot make user namespaces, mount, or become root", async () => {
    const result = await shell(
      "unshare -Ur true; unshare -m true; mount -t tmpfs x /tmp; chroot / true; " +
        "grep -h CapEff /proc/self/status; id -u",
    );

    expect(result.stdout.head).toBe("CapEff:\t0000000000000000\n65534\n");
    expect(result.stderr.head.trim().split("\n").length).toBeGreaterThanOrEqual(4);
  });

  it("cannot make a user namespace by clone either, which the filter does not see", async () => {
    if (process.arch !== "x64") return;
    const result = await python(
      [
        "import ctypes, os",
        "libc = ctypes.CDLL(None, use_errno=True)",
        "NEW_USER_NAMESPACE, SIGCHLD = 0x10000000, 17",
        "made = libc.syscall(56, NEW_USER_NAMESPACE | SIGCHLD, 0, 0, 0, 0)",
        "if made == 0: os._exit(0)",
        "print(made, os.strerror(ctypes.get_errno()))",
      ].join("\n"),
    );

    expect(said(result)).toBe("-1 No space left on device\n");
  });

  it("is refused the kernel's larger doors by the filter", async () => {
    if (process.arch !== "x64") return;
    const numbers = { ptrace: 101, mount: 165, keyctl: 250, bpf: 321, io_uring: 425, unshare: 272 };
    const result = await python(
      [
        "import ctypes",
        "libc = ctypes.CDLL(None, use_errno=True)",
        `for number in (${Object.values(numbers).join()}):`,
        "  print(libc.syscall(number, 0, 0, 0, 0, 0), ctypes.get_errno())",
      ].join("\n"),
    );

    expect(said(result)).toBe("-1 1\n".repeat(6));
  });

  it("inherits no open file", async () => {
    const result = await shell("ls /proc/self/fd");

    // 3 is the folder that `ls` reads.
    expect(result.stdout.head.trim().split("\n")).toEqual(["0", "1", "2", "3"]);
  });
});

describeWith("a program that uses too much", reason, () => {
  it("is ended when its time is over, with all that it started", async () => {
    const mark = `98${Date.now()}`;
    const result = await shell(
      `setsid nohup sleep ${mark} >/dev/null 2>&1 & (sleep ${mark} &) ; while :; do :; done`,
      { limits: { wallMs: 400 } },
    );

    expect(result).toMatchObject({ ended: "timeout", exitCode: null });
    expect(result.wallMs).toBeLessThan(5_000);
    expect(processesWith(mark)).toEqual([]);
  });

  it("leaves nobody behind when it ends by itself", async () => {
    const mark = `97${Date.now()}`;
    const result = await shell(`setsid nohup sleep ${mark} >/dev/null 2>&1 & exit 0`);

    expect(result.ended).toBe("exit");
    expect(processesWith(mark)).toEqual([]);
  });

  it("is ended when its CPU time is over", async () => {
    const result = await python("while True: pass", { limits: { cpuSeconds: 1 } });

    expect(result).toMatchObject({ ended: "cpu", signal: "SIGXCPU" });
  });

  it("is ended, or refused, when it takes too much memory", async () => {
    const result = await python("x = bytearray(2 << 30)\nprint(len(x))", {
      limits: { memoryBytes: 64 * MIB },
    });

    if (sandbox().describe().memory === "rlimit") expect(said(result)).toContain("MemoryError");
    else expect(result.ended).toBe("memory");
    expect(result.stdout.head).toBe("");
  });

  it("cannot start more processes than allowed", async () => {
    // Bounded by itself too, so that a test that fails does not take the machine with it.
    const result = await python(
      [
        "import os, time",
        "started = 0",
        "try:",
        "  for _ in range(200):",
        "    if os.fork() == 0: time.sleep(5); os._exit(0)",
        "    started += 1",
        "except OSError: pass",
        "print(started)",
      ].join("\n"),
      { limits: { processes: 40, wallMs: 20_000 } },
    );

    expect(result.ended).toBe("exit");
    expect(Number(result.stdout.head)).toBeGreaterThan(10);
    expect(Number(result.stdout.head)).toBeLessThan(40);
  });

  it("does not get away by starting itself again and again", async () => {
    const mark = `96${Date.now()}`;
    const result = await python(
      [
        `import os, time  # ${mark}`,
        "end = time.time() + 5",
        "os.fork() or os.setsid()",
        "while time.time() < end:",
        "  if os.fork(): os._exit(0)",
        "  time.sleep(0.001)",
      ].join("\n"),
      { limits: { wallMs: 400 } },
    );

    expect(result.wallMs).toBeLessThan(4_000);
    expect(processesWith(mark)).toEqual([]);
  });

  it("is ended when it writes too much, and beginning and end are kept", async () => {
    const result = await shell("echo first; head -c 1G /dev/zero | tr '\\0' x", {
      limits: { outputBytes: 100_000 },
    });

    expect(result.ended).toBe("output-limit");
    expect(result.stdout.truncated).toBe(true);
    expect(result.stdout.head).toMatch(/^first\nx+$/);
    expect(result.stdout.head.length + result.stdout.tail.length).toBe(100_000);
    expect(result.stdout.bytes).toBeLessThan(10 * MIB);
  });

  it("cannot write long files, nor fill the temporary folder", async () => {
    const from = makeFolder("long");
    const long = await shell("head -c 5M /dev/zero >file; wc -c <file", {
      folder: { from },
      limits: { fileBytes: MIB },
    });
    const full = await shell("for i in 1 2 3; do head -c 400K /dev/zero >/tmp/$i; done", {
      limits: { tmpBytes: MIB },
    });

    expect(long.stdout.head.trim()).toBe(String(MIB));
    expect(full.stderr.head).toMatch(/No space left/);
  });
});

describeWith("a folder that would open the sandbox", reason, () => {
  it("is refused if it holds a repository, at any depth", async () => {
    const from = makeFolder("repository");
    makeFolder("repository/vendor/.git");

    await expect(shell("true", { folder: { from } })).rejects.toThrow(/\.git must not be bound/);
  });

  it("is refused if a mount point in it is a link", async () => {
    const from = makeFolder("mount-point");
    symlinkSync("/etc", join(from, "node_modules"));
    const mounts = [{ from: makeFolder("other"), at: "/work/node_modules" }];

    await expect(shell("true", { folder: { from }, mounts })).rejects.toThrow(/is a link/);
  });
});

describe("openSandbox", () => {
  it("says what to do where there is no bwrap, and that nothing was run", async () => {
    const error = await openSandbox({ bwrap: "/nonexistent/bwrap" }).catch((thrown) => thrown);

    expect(error).toBeInstanceOf(SandboxError);
    expect(error.message).toMatch(
      /^the sandbox \(bubblewrap\) cannot be used here: .*apt-get install bubblewrap\); no code was run$/,
    );
  });

  it.each([
    ["is too old", "echo bubblewrap 0.6.1", /0\.8 or newer is needed/],
    [
      "may not make namespaces",
      '[ "$1" = --version ] && echo bubblewrap 0.8.0 && exit; echo "bwrap: setting up uid map: Permission denied" >&2; exit 1',
      /uid map: Permission denied; .*AppArmor/,
    ],
    [
      "isolates nothing",
      '[ "$1" = --version ] && echo bubblewrap 0.8.0 && exit; echo \'{"child-pid": 1}\' >&8; shift 3; exec "$@"',
      /does not say CapEff:0+.*no code was run/,
    ],
  ])("fails closed where bwrap %s", async (name, script, message) => {
    if (process.platform !== "linux") return;
    if (reason?.includes("without control groups")) return notRun(reason);
    const bwrap = join(makeFolder(name.replaceAll(" ", "-")), "bwrap");
    writeFileSync(bwrap, `#!/bin/sh\n${script}\n`);
    chmodSync(bwrap, 0o755);

    await expect(openSandbox({ bwrap })).rejects.toThrow(message);
  });

  const asRoot = process.getuid?.() === 0 ? it : it.skip;
  asRoot("fails closed where nothing would bound how many processes root starts", async () => {
    const bwrap = join(makeFolder("as-root"), "bwrap");
    writeFileSync(bwrap, "#!/bin/sh\necho bubblewrap 0.8.0\n");
    chmodSync(bwrap, 0o755);
    await expect(openSandbox({ bwrap, cgroups: false })).rejects.toThrow(
      /without control groups; start it as a user that is not root.*no code was run/,
    );
  });
});

describe("the launcher", () => {
  it("closes what a careless parent left open", async () => {
    if (!existsSync(BASH)) return;
    const bwrap = join(folder, "list-fds");
    writeFileSync(bwrap, "#!/bin/sh\nls /proc/self/fd\n");
    chmodSync(bwrap, 0o755);
    const args = launcherArguments(
      {
        bwrap,
        lastFd: 3,
        joinFiles: [],
        limits: DEFAULT_LIMITS,
        rlimitMemory: false,
        rlimitProcesses: false,
      },
      ["true"],
    );
    const stdio = ["ignore", "pipe", "inherit", "pipe", "ignore", "pipe", "pipe"] as const;
    const child = spawn(BASH, args, { stdio: [...stdio], env: {} });
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    await new Promise((resolve) => child.on("close", resolve));

    // 4 is the folder that `ls` reads.
    expect(out.trim().split("\n")).toEqual(["0", "1", "2", "3", "4"]);
  });
});
