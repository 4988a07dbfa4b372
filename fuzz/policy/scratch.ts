import { spawnSync } from "node:child_process";
import {
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { FILES, LINKS, modeOf, SUBMODULES } from "./base.ts";

export interface Answer {
  readonly ok: boolean;
  readonly out: Buffer;
  readonly words: string;
}

/** Long ago, so that no file counts as changed in the same moment as the index. */
const THEN = new Date("2020-01-01T00:00:00Z");

/**
 * A real repository with a working tree, in a folder with files beside it that nobody may touch.
 * Put back after every patch without starting a process.
 */
export class Scratch {
  readonly place: string;
  readonly repo: string;
  readonly #index: Buffer;

  constructor(place: string) {
    this.place = place;
    this.repo = join(place, "repo");
    for (const folder of ["repo", "outside", "home", "tmp", "out"])
      mkdirSync(join(place, folder), { recursive: true });
    for (const canary of ["canary.txt", "outside/canary.txt", "home/.gitconfig"])
      writeFileSync(join(place, canary), "");
    this.must(["init", "-q", "-b", "main", "--template="]);
    // Size and time tell whether a file was changed: files that are put back are other inodes.
    this.must(["config", "core.checkStat", "minimal"]);
    this.must(["config", "core.trustctime", "false"]);
    this.#write();
    this.must(["add", "-f", "--", ...Object.keys(FILES), ...Object.keys(LINKS)]);
    for (const [path, commit] of Object.entries(SUBMODULES))
      this.must(["update-index", "--add", "--cacheinfo", `160000,${commit},${path}`]);
    this.must(["-c", "user.name=F", "-c", "user.email=f@example.com", "commit", "-qm", "base"]);
    // In a pack, apart from what patches will add.
    this.must(["repack", "-adnq"]);
    this.must(["status", "--porcelain"]);
    this.#index = readFileSync(join(this.repo, ".git", "index"));
  }

  git(args: readonly string[], input: Uint8Array | string = ""): Answer {
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: this.repo,
      input,
      maxBuffer: 1e8,
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: join(this.place, "home"),
        GIT_CONFIG_NOSYSTEM: "1",
        LC_ALL: "C",
      },
    });
    return { ok: status === 0, out: stdout, words: stderr.toString() };
  }

  must(args: readonly string[]): Buffer {
    const { ok, out, words } = this.git(args);
    if (!ok) throw new Error(`git ${args[0]}: ${words}`);
    return out;
  }

  restore(): void {
    const folder = Buffer.from(`${this.repo}/`);
    for (const name of readdirSync(this.repo, { encoding: "buffer" })) {
      if (name.toString() === ".git") continue;
      rmSync(Buffer.concat([folder, name]), { recursive: true, force: true });
    }
    rmSync(join(this.place, "out"), { recursive: true, force: true });
    mkdirSync(join(this.place, "out"));
    this.#write();
    writeFileSync(join(this.repo, ".git", "index"), this.#index);
    // A patch may name a blob by its id alone: none may find what another has left.
    const objects = join(this.repo, ".git", "objects");
    for (const name of readdirSync(objects))
      if (name.length === 2) rmSync(join(objects, name), { recursive: true, force: true });
    // Some patches make git break off in the middle.
    rmSync(join(this.repo, ".git", "index.lock"), { force: true });
  }

  #write(): void {
    const at = (path: string) => {
      mkdirSync(dirname(join(this.repo, path)), { recursive: true });
      return join(this.repo, path);
    };
    for (const [path, text] of Object.entries(FILES)) {
      writeFileSync(at(path), text, { mode: modeOf(path) === "100755" ? 0o755 : 0o644 });
      lutimesSync(join(this.repo, path), THEN, THEN);
    }
    for (const [path, to] of Object.entries(LINKS)) {
      symlinkSync(to, at(path));
      lutimesSync(join(this.repo, path), THEN, THEN);
    }
    for (const path of Object.keys(SUBMODULES)) mkdirSync(at(path), { recursive: true });
  }
}
