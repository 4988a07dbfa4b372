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
# The workflow's file in .github/workflows.
workflow: patchjudge.yml
# Open pull requests as drafts. Private repositories of free plans have none.
draft: true
# Close our pull requests that nobody has touched for so many days; 0: never. One with others' commits stays.
expireDays: 0

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
