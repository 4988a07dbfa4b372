/**
 * Blocks of the README and of `docs/` that no test of the pages executes: page, how its first line begins, why. A block with
 * the word `check` behind its language is executed (`test/artifact/docs.test.ts`); every other that a reader could
 * execute stands here.
 */
export const NOT_EXECUTED: readonly (readonly [page: string, first: string, why: string])[] = [
  [
    "README.md",
    "npm run demo",
    "minutes and a model; npm run test:model runs the demo, CI the tests",
  ],
  ["README.md", "npm run demo -- --cli", "minutes and a model"],
  ["docs/gpu-runner.md", "npm ci && npm link", "installs packages, engine and weights"],
  ["docs/gpu-runner.md", "# On a machine with rights", "needs GitHub and a runner"],
  ["docs/gpu-runner.md", "PATCHJUDGE_CACHE=/srv/patchjudge", "installs engine and weights"],
  ["docs/gpu-runner.md", "githubConfigUrl:", "needs Kubernetes and a GPU"],
  ["docs/gpu-runner.md", "patchjudge runner setup", "installs engine and weights, on two machines"],
  [
    "docs/install-app.md",
    "npm ci && node dist/cli",
    "a server; test/integration/app/serve.test.ts starts it",
  ],
  [
    "docs/judge-report.md",
    "patchjudge learn report",
    "test/integration/judge-report.test.ts makes it",
  ],
  ["docs/judges.md", "patchjudge learn collect", "hours and two models"],
  ["docs/judges.md", "patchjudge learn states", "hours and a model; test/artifact/learn.test.ts"],
  [
    "docs/judges.md",
    "patchjudge learn cross --judge judges/qwen2.5-coder-1.5b.json --pool pools/humanevalpack",
    "needs the benchmark's file",
  ],
  [
    "docs/judges.md",
    "patchjudge learn cross --judge judges/qwen2.5-coder-1.5b.json --pool pools/mbpp-python-511-600",
    "needs the benchmark's files",
  ],
  [
    "docs/judges.md",
    "patchjudge learn cross --judge judges/qwen2.5-coder-1.5b.json --pool pools/seeded",
    "needs tasks that learn seed writes",
  ],
  ["docs/runs.md", "patchjudge runs list", "needs records; test/artifact/runs.test.ts has some"],
  ["docs/security-tests.md", "npm run fuzz -- policy", "45 minutes; a test runs 80 patches"],
  ["docs/seeded-bugs.md", "patchjudge learn seed", "downloads packages; a form, not a command"],
  ["docs/twin.md", "npm run twin", "a server; tests start it"],
  ["docs/twin.md", "import { startTwin }", "an excerpt of a test"],
  ["docs/twin.md", "LIVE=1 LIVE_REPO", "needs GitHub"],
  ["docs/upgrading.md", "git pull && npm ci", "installs packages, engine and weights"],
  [
    "docs/upgrading.md",
    "patchjudge init --app",
    "writes over files; test/artifact/init.test.ts does",
  ],
];
