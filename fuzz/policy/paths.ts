import { ALLOWED, BINARY, DENIED, EXECUTABLE, LINKS, MANIFESTS, SUBMODULES } from "./base.ts";
import { disguise } from "./disguise.ts";
import type { Random } from "./random.ts";

const NEW = [
  "src/new.py",
  "src/deep/er/and/deeper.py",
  "docs/日期.md",
  "src/two words.py",
  "test/data-1.json",
  "LICENSE",
  "src/.hidden",
  // Words that a careless caller would take for an option or hand to a shell.
  "--upload-pack=touch pwned",
  "-rf",
  "src/$(touch pwned).py",
  "src/`touch pwned`.py",
  "src/;touch pwned;.py",
  "src/it's.py",
  "src/100%.py",
  "src/a&b.py",
  "src/app.py/inside",
  "docs",
];

const FORBIDDEN = [
  ...Object.keys(DENIED),
  ".github/workflows/new.yml",
  ".github/CODEOWNERS",
  ".gitmodules",
  ".git/config",
  ".git/hooks/post-checkout",
  ".gitlab-ci.yml",
  ".circleci/config.yml",
  "Jenkinsfile",
  ".husky/pre-commit",
  ".envrc",
  ".env",
  ".yarnrc.yml",
  ".devcontainer/devcontainer.json",
  "package-lock.json",
  "yarn.lock",
  "Cargo.lock",
  "go.sum",
  "CLAUDE.md",
  ".claude/settings.json",
  ".cursor/rules/a.mdc",
  ".mcp.json",
  ".patchjudge.yml",
  "docs/CODEOWNERS",
  "src/lib/.gitattributes",
];

const OUTSIDE = [
  "../canary.txt",
  "../outside/canary.txt",
  "src/../../canary.txt",
  "src/../.github/workflows/ci.yml",
  "/canary.txt",
  "/tmp/pwned",
  "C:/canary.txt",
  "C:canary.txt",
  "C:\\canary.txt",
  "\\\\server\\share\\x",
  "//server/share/x",
  "..\\canary.txt",
  "links/out/canary.txt",
  "links/ci/workflows/ci.yml",
  "links/file/x",
  "vendor/lib/x.py",
  "src/./x.py",
  "src//x.py",
  "~/.ssh/authorized_keys",
];

const ODD = [
  "src/a\nb.py",
  "src/a\tb.py",
  "src/a\u0001b.py",
  "src/a\u007fb.py",
  "src/a\u200bb.py",
  "src/a\u202eyp.b",
  "src/nul",
  "src/NUL.txt",
  "src/aux .py",
  "con/x.py",
  "src/lpt¹.py",
  "src/conin$",
  "src/end.",
  "src/end /x.py",
  "src/ begin.py",
  "src/a:b.py",
  "src/a?.py",
  "src/what*.py",
  'src/say "x".py',
  "src/back\\slash.py",
  `src/${"n".repeat(300)}.py`,
  `${"d/".repeat(60)}x.py`,
];

const NTFS = [
  "GIT~1/config",
  "GITHUB~1/workflows/ci.yml",
  "GITMOD~1",
  "gitatt~1",
  "NPMRC~1",
  "PACKAG~1.JSO",
  "CODEOW~1",
  "GI7EBA~1",
  "HUSKY~1/pre-commit",
  "VSCODE~1/settings.json",
];

/** A path that is in the repository and may be changed. */
export function ordinaryPath(random: Random): string {
  return random.pick(Object.keys(ALLOWED));
}

/** A path that is in the repository, of any kind. */
export function knownPath(random: Random): string {
  const kinds = [ALLOWED, ALLOWED, MANIFESTS, DENIED, EXECUTABLE, BINARY, LINKS, SUBMODULES];
  return random.pick(Object.keys(random.pick(kinds)));
}

/** A path to write to: mostly one that nobody minds, else one that somebody should. */
export function targetPath(random: Random): string {
  return random.weighted<() => string>([
    [6, () => random.pick(NEW)],
    [4, () => `src/made${random.below(1000)}.py`],
    [3, () => random.pick(FORBIDDEN)],
    [3, () => disguise(random.pick(FORBIDDEN), random)],
    [1, () => random.pick(OUTSIDE)],
    [2, () => random.pick(ODD)],
    [1, () => disguise(random.pick(NTFS), random)],
    [1, () => disguise(random.pick(NEW), random)],
    [1, () => knownPath(random)],
  ])();
}
