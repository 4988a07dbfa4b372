/**
 * What every setting is for, said here and nowhere else: each stands in the file with its default, to be changed or
 * left out, and the comments make the table in docs/settings.md (`npm run docs`).
 */
const SETTINGS = `# Settings of Patchjudge, read from the default branch only. Every line is optional; these are the defaults.
# An unknown key is an error, told on the issue to whoever asks next.

# Setting this label on an issue is /generate.
label: {label}
# Least permission of whoever may ask: write or admin.
ask: write
# Ids of bot accounts that may ask as well.
bots: []
# How much may be asked for in 24 hours.
quota:
  # Most requests of one person; 0: as many as they like.
  person: 0
  # Most requests of all people together; 0: as many as they like.
  repository: 0
# The workflow's file in .github/workflows.
workflow: patchjudge.yml
# What is opened: a draft; a pull request that is ready at once; or a branch alone, without a pull request.
open: draft
# Whether the owners of the changed files (CODEOWNERS) are asked for a review.
reviewers: none
# Close our pull requests that nobody has touched for so many days; 0: never. One with others' commits stays.
expireDays: 0
# Delete records of older months than so many, this one included; 0: never. They are what /pick, runs and learn harvest read.
keepMonths: 0

# Patches that are written for a request.
candidates: 10
# Places in the code that are tried; the candidates are shared out among them.
contexts: 1
# How freely the patches are written.
temperature: 0.8

# Paths that may be changed although a model may not by default (workflows, lock files, …), as globs.
allow: []
# Paths that may not be changed, on top of those.
deny: []
# All that may be looked at and changed, such as packages/api/**; empty: everything.
paths: []
# The largest patch that is opened.
limits:
  # Most files that it changes.
  files: 20
  # Most lines that it adds and removes, together.
  lines: 600
  # Most bytes of its diff.
  bytes: 102400
`;

/** The settings file of a repository, with every default. */
export function settingsFile({ label }: { label: string }): string {
  return SETTINGS.replace("{label}", JSON.stringify(label));
}
