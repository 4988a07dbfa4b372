import { afterAll, describe, expect, it } from "@jest/globals";
import { UserError } from "../../src/contracts/errors.ts";
import { rebuildPatch } from "../../src/publish/check-patch.ts";
import { createSecretScan } from "../../src/publish/secrets.ts";
import { diffApplier } from "../../src/workspace/apply-diff.ts";
import { openRepository } from "../../src/workspace/repository.ts";
import { createGitFolder, removeFolders } from "../support/git-folder.ts";
import { createCandidate, createRequest, createSettings } from "../support/run-parts.ts";

afterAll(removeFolders);

const FILES = { "calc.py": "def add(a, b):\n    return a - b\n" };

/** The patch of these edits, as a run would hand it over, checked as publish does it. */
async function check(
  edits: Record<string, string>,
  change: { tree?: string; maxBytes?: number } = {},
) {
  const { root } = createGitFolder(FILES);
  const repository = await openRepository(root);
  try {
    const commit = await repository.resolve("HEAD");
    const changes = Object.entries(edits).map(([path, text]) => ({
      path,
      content: Buffer.from(text),
    }));
    const { diff, tree } = await repository.makePatch(commit, changes);
    const { policy } = createSettings();
    const settings = createSettings({
      policy: { ...policy, maxBytes: change.maxBytes ?? policy.maxBytes },
    });
    const request = createRequest({ base: { ref: "main", commit }, settings });
    const host = {
      readTree: () => repository.files(commit),
      readBlob: async (oid: string) => {
        const entries = (await repository.files(commit)).filter((entry) => entry.oid === oid);
        for await (const { content } of repository.read(entries)) return content;
        throw new Error(`there is no blob ${oid}`);
      },
    };
    const secrets = createSecretScan([]);
    const candidate = createCandidate({ tree: change.tree ?? tree });
    return await rebuildPatch(host, diffApplier, { request, candidate, diff, secrets });
  } finally {
    await repository.close();
  }
}

describe("a patch that is to be published", () => {
  it("is made anew from its diff", async () => {
    const patch = await check({ "calc.py": "def add(a, b):\n    return a + b\n" });
    expect(patch.edits.map(({ path, content }) => [path, Buffer.from(content).toString()])).toEqual(
      [["calc.py", "def add(a, b):\n    return a + b\n"]],
    );
  });

  const token = `ghp_${"aB3dE5gH7j".repeat(4).slice(0, 36)}`;
  it.each<[string, Record<string, string>, { tree?: string; maxBytes?: number }, RegExp]>([
    [
      "a workflow",
      { ".github/workflows/x.yml": "on: push\n" },
      {},
      /candidate 1 is withheld: .*workflows/,
    ],
    ["another tree", { "calc.py": "x = 1\n" }, { tree: "0".repeat(40) }, /not what was judged/],
    ["a secret", { "calc.py": `TOKEN = "${token}"\n` }, {}, /looks like a secret/],
    ["hidden characters", { "calc.py": "x = 1 # \u202e\n" }, {}, /U\+202E/],
    ["too much", { "calc.py": "x = 1\n".repeat(50) }, { maxBytes: 100 }, /its diff has \d+ bytes/],
  ])("with %s is withheld", async (_, edits, change, why) => {
    await expect(check(edits, change)).rejects.toThrow(UserError);
    await expect(check(edits, change)).rejects.toThrow(why);
  });
});
