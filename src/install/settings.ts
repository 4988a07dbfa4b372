/** What every setting is for; each stands in the file with its default, to be changed or left out. */
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

# Patches that are written for a request, places in the code that are tried, and how freely.
candidates: 10
contexts: 1
temperature: 0.8

# Paths that may be changed although a model may not by default (workflows, lock files, …), and more that may not.
allow: []
deny: []
# The largest patch that is opened.
limits:
  files: 20
  lines: 600
  bytes: 102400
`;

/** The settings file of a repository, with every default. */
export function settingsFile({ label }: { label: string }): string {
  return SETTINGS.replace("{label}", JSON.stringify(label));
}
