import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * What a repository needs so that the app can start runs in it. The stand-in for the runner does not read the
 * steps: it clones, runs the command line, and hands over its folder.
 */
const WORKFLOW = `name: Patchjudge
run-name: "Patchjudge #\${{ inputs.issue }} \${{ inputs.request }}"
on:
  workflow_dispatch:
    inputs:
      request: { required: true, type: string, description: blob of the frozen request }
      issue: { required: true, type: string, description: number of the issue }
permissions: {}
jobs:
  run:
    runs-on: [self-hosted, gpu]
    permissions:
      contents: read
    steps:
      - run: patchjudge run --request request.json --out result
`;

/** The example with a workflow and settings, ready to become a first commit. Returns its folder. */
export async function prepareRepository(
  from: string,
  to: string,
  candidates: number,
): Promise<string> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
  await mkdir(join(to, ".github", "workflows"), { recursive: true });
  await writeFile(join(to, ".github", "workflows", "patchjudge.yml"), WORKFLOW);
  await writeFile(join(to, ".github", "patchjudge.yml"), `candidates: ${candidates}\n`);
  return to;
}
