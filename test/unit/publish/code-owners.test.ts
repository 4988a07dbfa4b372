import { describe, expect, it } from "@jest/globals";
import { ownersOf, parseOwners } from "../../../src/publish/code-owners.ts";

const FILE = `# Who looks after what
*            @everybody
*.js         @js-owner # a comment
/build/logs/ @doctocat
docs/*       docs@example.com @docs
apps/        @octo/apps
/scripts     @scripter @octo/apps @others/security
/apps/free
`;

const repository = { fullName: "octo/calc" };

describe("CODEOWNERS", () => {
  it.each<[string, string[], string[]]>([
    ["a.py", ["everybody"], []],
    ["src/deep/a.js", ["js-owner"], []],
    ["build/logs/x/y.txt", ["doctocat"], []],
    ["other/build/logs/x", ["everybody"], []],
    ["docs/a.md", ["docs"], []],
    ["docs/deep/a.md", ["everybody"], []],
    ["x/apps/a.py", [], ["apps"]],
    ["scripts", ["scripter"], ["apps"]],
    ["scripts/deep/run", ["scripter"], ["apps"]],
    // The last line that is about it has nobody.
    ["apps/free/a", [], []],
  ])("%s", (file, people, teams) => {
    expect(parseOwners(FILE, [file], "Octo")).toEqual({ people, teams });
  });

  it("are asked once each, for all files of a patch", () => {
    const files = ["a.py", "b.py", "scripts/x", "apps/y"];
    expect(parseOwners(FILE, files, "octo")).toEqual({
      people: ["everybody", "scripter"],
      teams: ["apps"],
    });
  });

  it("are read from the first place that has them", async () => {
    const readFile = async (path: string) => (path === "CODEOWNERS" ? Buffer.from("* @a") : null);
    expect(await ownersOf({ readFile, repository }, "c", ["x"])).toEqual({
      people: ["a"],
      teams: [],
    });
    const none = { people: [], teams: [] };
    expect(await ownersOf({ readFile: async () => null, repository }, "c", ["x"])).toEqual(none);
  });
});
