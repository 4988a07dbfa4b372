import { join } from "node:path";
import { parseSettings, SETTINGS_PATH } from "../../request/settings-file.ts";
import { readIfThere, workingCopyRoot } from "../working-copy.ts";
import { type Finding, look, ok } from "./check.ts";
import { workflowFinding } from "./workflow.ts";

/** Settings and workflow as they lie in a working copy. */
export async function repositoryFindings(folder: string): Promise<Finding[]> {
  const root = workingCopyRoot(folder);
  const mend = "patchjudge init";
  let workflow = "patchjudge.yml";
  const settings = await look("settings", `correct ${SETTINGS_PATH}`, () => {
    const text = readIfThere(join(root, SETTINGS_PATH));
    if (text === null) return ok("settings", "none; the defaults hold");
    ({ workflow } = parseSettings(text));
    return ok("settings", SETTINGS_PATH);
  });
  return [settings, await look("workflow", mend, () => checkWorkflow(root, workflow))];
}

function checkWorkflow(root: string, name: string): Finding {
  const path = `.github/workflows/${name}`;
  return workflowFinding(path, readIfThere(join(root, path)));
}
