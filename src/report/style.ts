/** The report's looks: system fonts, light and dark, no request to anywhere. */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1c2330; --soft: #5b6576; --line: #dfe3ea;
  --add: #e3f6e8; --add-ink: #10572a; --del: #fdeaea; --del-ink: #8c1d1d; --hunk: #eef2fb; --hunk-ink: #44537a;
  --best: #1a7f45; --accent: #2f5fd0; }
@media (prefers-color-scheme: dark) { :root {
  --page: #12161d; --card: #1a2029; --ink: #e4e8ef; --soft: #9aa5b6; --line: #2c3542;
  --add: #12301f; --add-ink: #9be3b3; --del: #3a1a1d; --del-ink: #f3b0b0; --hunk: #1d2638; --hunk-ink: #a8b8de;
  --best: #5fce8b; --accent: #8fb0ff; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .75rem; }
p { margin: .4rem 0; } .soft { color: var(--soft); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem 1.25rem; margin: .75rem 0; }
.decision { border-left: .35rem solid var(--best); font-size: 1.05rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .45rem .7rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; font-size: .85rem; } tr:last-child td { border-bottom: 0; }
td.number, th.number { text-align: right; white-space: nowrap; }
td:first-child { white-space: nowrap; } td:last-child { min-width: 16rem; }
tr.chosen td { font-weight: 650; } tr.chosen td:first-child { color: var(--best); }
a { color: var(--accent); }
summary { cursor: pointer; padding: .2rem 0; } summary:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
pre { font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; margin: .6rem 0 0; white-space: pre; tab-size: 4; }
pre.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.diff span { display: block; padding: 0 .6rem; min-width: max-content; }
.diff .add { background: var(--add); color: var(--add-ink); } .diff .del { background: var(--del); color: var(--del-ink); }
.diff .hunk { background: var(--hunk); color: var(--hunk-ink); } .diff .file { color: var(--soft); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
`;
