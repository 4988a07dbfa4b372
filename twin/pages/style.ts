/** The pages' looks: system fonts, light and dark, no request to anywhere, no script. */
export const STYLE = `
:root { color-scheme: light dark;
  --page: #f7f7f5; --card: #ffffff; --raised: #f1f1ee; --ink: #1d2129; --soft: #5a6372; --line: #e1e2de;
  --accent: #1f5fbf; --accent-ink: #ffffff; --accent-wash: #e8f0fb; --open: #17703f; --closed: #6b4a9e; --draft: #5a6372; --bad: #a8281f;
  --warn: #8a5a00; --add: #e4f5e9; --add-ink: #0f4d27; --del: #fbe9e8; --del-ink: #7f1d17; --hunk: #eef2fa; --hunk-ink: #42547c;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (prefers-color-scheme: dark) { :root {
  --page: #14171c; --card: #1b1f26; --raised: #232831; --ink: #e6e8ec; --soft: #a3adbc; --line: #2f3641;
  --accent: #8fb8ff; --accent-ink: #10203c; --accent-wash: #1d2a42; --open: #6fd39a; --closed: #c3a6ef; --draft: #a3adbc; --bad: #ff9d93;
  --warn: #e9bd6a; --add: #14301f; --add-ink: #a5e6bd; --del: #381c1d; --del-ink: #f6b8b3; --hunk: #1e2738; --hunk-ink: #b0c0e2; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", sans-serif; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:focus-visible, button:focus-visible, select:focus-visible, input:focus-visible, textarea:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .4rem .8rem; z-index: 2; }
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top > div, .repo > div, main { max-width: 72rem; margin: 0 auto; padding: 0 1.25rem; }
.top > div { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; align-items: center; min-height: 3.5rem; }
.brand { font-weight: 700; color: var(--ink); text-decoration: none; letter-spacing: -.01em; display: flex; gap: .55rem; align-items: center; }
.brand svg { width: 1.4rem; height: 1.4rem; color: var(--accent); }
.top nav { display: flex; gap: 1.1rem; flex: 1; } .top nav a { color: var(--soft); text-decoration: none; } .top nav a:hover { color: var(--ink); text-decoration: underline; }
.who { display: flex; gap: .4rem; align-items: center; color: var(--soft); font-size: .9rem; }
.repo { background: var(--card); border-bottom: 1px solid var(--line); }
.repo > div { padding-top: 1rem; } .repo .name { margin: 0; font-size: 1.05rem; } .repo .name a { color: inherit; text-decoration: none; } .repo .name a:hover { text-decoration: underline; } .repo .name b { font-weight: 650; }
.tabs { display: flex; gap: .35rem; margin-top: .75rem; overflow-x: auto; }
.tabs a { color: var(--soft); text-decoration: none; padding: .45rem .8rem .6rem; border-bottom: 2px solid transparent; white-space: nowrap; } .tabs a:hover { color: var(--ink); }
.tabs a[aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent); }
main .tabs { margin: 0 0 1rem; } form.card + form.card { margin-top: 1rem; }
.count { font-size: .78rem; color: var(--soft); background: var(--raised); border-radius: 1rem; padding: .05rem .5rem; margin-left: .3rem; font-weight: 500; }
main { padding-top: 1.75rem; padding-bottom: 5rem; }
h1 { font-size: 1.65rem; line-height: 1.25; margin: 0 0 .6rem; letter-spacing: -.015em; font-weight: 680; overflow-wrap: anywhere; } h1 .soft { font-weight: 400; }
h2 { font-size: 1.05rem; margin: 2rem 0 .7rem; } .aside h2 { font-size: .85rem; color: var(--soft); margin: 0 0 .5rem; font-weight: 600; }
.soft { color: var(--soft); } .mono { font-family: var(--mono); font-size: .88em; } .row { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
.between { justify-content: space-between; } .stack > * + * { margin-top: .9rem; } .stack > input[type=hidden] + * { margin-top: 0; } .nowrap { white-space: nowrap; }
.columns { display: grid; grid-template-columns: minmax(0, 1fr) 16rem; gap: 2rem; margin-top: 1.25rem; } @media (max-width: 60rem) { .columns { grid-template-columns: minmax(0, 1fr); } }
.aside > section { padding: 0 0 1.1rem; margin: 0 0 1.1rem; border-bottom: 1px solid var(--line); } .aside > section:last-child { border: 0; } .aside ul { padding-left: 1.1rem; margin: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .7rem; } .pad { padding: 1rem 1.15rem; }
.list { list-style: none; margin: 0; padding: 0; } .list > li { padding: .8rem 1.15rem; border-top: 1px solid var(--line); display: flex; gap: .8rem; align-items: baseline; } .list > li:first-child { border-top: 0; }
.list .main { flex: 1; min-width: 0; } .list .title { font-weight: 600; color: var(--ink); text-decoration: none; overflow-wrap: anywhere; } .list .title:hover { color: var(--accent); text-decoration: underline; } .list p { margin: .15rem 0 0; font-size: .875rem; color: var(--soft); }
.badge { display: inline-flex; align-items: center; gap: .4rem; font-size: .85rem; font-weight: 600; border: 1px solid currentColor; border-radius: 1rem; padding: .1rem .65rem; white-space: nowrap; }
.badge::before, .dot { content: ""; width: .55rem; height: .55rem; border-radius: 50%; background: currentColor; display: inline-block; flex: none; }
.is-open { color: var(--open); } .is-closed, .is-merged { color: var(--closed); } .is-draft, .is-queued, .is-neutral, .is-skipped { color: var(--draft); } .is-bad { color: var(--bad); } .is-busy { color: var(--warn); }
.label { display: inline-block; font-size: .78rem; font-weight: 600; border-radius: 1rem; padding: .1rem .6rem; border: 1px solid rgb(127 127 127 / .35); line-height: 1.4; overflow-wrap: anywhere; }
.label + .label { margin-left: .3rem; } .row .label { margin: 0; }
.avatar { width: 2.1rem; height: 2.1rem; border-radius: 50%; color: #fff; font-size: .82rem; font-weight: 650; display: inline-flex; align-items: center; justify-content: center; flex: none; letter-spacing: .02em; } .avatar.bot { border-radius: .55rem; }
.timeline { position: relative; } .timeline::before { content: ""; position: absolute; left: 1.05rem; top: 1rem; bottom: 1rem; border-left: 2px solid var(--line); }
.timeline > * { position: relative; } .timeline > * + * { margin-top: 1.1rem; }
.post { display: grid; grid-template-columns: 2.1rem minmax(0, 1fr); gap: .9rem; align-items: start; }
.post > .card > header { padding: .55rem 1.15rem; border-bottom: 1px solid var(--line); font-size: .9rem; color: var(--soft); display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: center; background: var(--raised); border-radius: .7rem .7rem 0 0; }
.post header h2 { font-size: inherit; margin: 0; font-weight: 400; color: inherit; } .post header b { color: var(--ink); font-weight: 650; } .post footer { padding: 0 1.15rem .8rem; }
.tag { font-size: .75rem; border: 1px solid var(--soft); border-radius: .3rem; padding: 0 .35rem; color: var(--soft); }
.event { display: flex; flex-wrap: wrap; gap: .35rem .5rem; align-items: center; font-size: .9rem; color: var(--soft); padding-left: 3rem; } .event::before { content: ""; position: absolute; left: .72rem; width: .65rem; height: .65rem; border-radius: 50%; background: var(--card); border: 2px solid var(--soft); } .event b { color: var(--ink); font-weight: 600; }
.text { padding: .9rem 1.15rem; overflow-wrap: break-word; } .text > :first-child { margin-top: 0; } .text > :last-child { margin-bottom: 0; } .text p, .text ul, .text ol, .text table, .text pre, .text details, .text blockquote { margin: .7rem 0; } .text ul, .text ol { padding-left: 1.5rem; }
.text h3 { margin: 1.2rem 0 .5rem; font-size: 1.05rem; } .text h3.first { font-size: 1.25rem; } .text blockquote { border-left: .25rem solid var(--line); padding-left: .9rem; color: var(--soft); margin-inline: 0; }
.text table, table.plain { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; display: block; overflow-x: auto; max-width: 100%; } .text th, .text td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; } .text th { background: var(--raised); font-weight: 600; }
.text summary { cursor: pointer; font-weight: 600; } .text hr { border: 0; border-top: 1px solid var(--line); margin: 1.2rem 0; }
code { font-family: var(--mono); font-size: .87em; background: var(--raised); border-radius: .3rem; padding: .1em .35em; } pre { font: 13px/1.55 var(--mono); background: var(--raised); border-radius: .5rem; padding: .8rem 1rem; overflow-x: auto; margin: 0; tab-size: 4; } pre code { background: none; padding: 0; font-size: inherit; }
pre .add, pre .del { display: inline-block; min-width: 100%; } pre .add { background: var(--add); color: var(--add-ink); } pre .del { background: var(--del); color: var(--del-ink); }
.log { background: #12151a; color: #d8dde5; white-space: pre-wrap; overflow-wrap: anywhere; max-height: 36rem; overflow-y: auto; counter-reset: line; }
.reactions { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; } .chip { font-size: .85rem; border: 1px solid var(--line); border-radius: 1rem; padding: .1rem .6rem; background: var(--raised); } .react summary { font-size: .85rem; color: var(--soft); cursor: pointer; list-style: none; padding: .1rem 0; border-radius: .3rem; } .react summary:hover { color: var(--ink); } .react form { display: flex; gap: .25rem; flex-wrap: wrap; padding-top: .4rem; }
button, .button { font: inherit; font-size: .9rem; font-weight: 600; border: 1px solid var(--line); border-radius: .5rem; padding: .4rem .9rem; background: var(--raised); color: var(--ink); cursor: pointer; text-decoration: none; display: inline-block; } button:hover, .button:hover { border-color: var(--soft); } button.main, .button.main { background: var(--accent); border-color: var(--accent); color: var(--accent-ink); } button.tiny { padding: .15rem .5rem; font-weight: 500; } button.link { background: none; border: 0; color: var(--soft); padding: 0 .25rem; font-weight: 500; text-decoration: underline; }
input, select, textarea { font: inherit; color: inherit; background: var(--card); border: 1px solid color-mix(in srgb, var(--soft) 60%, transparent); border-radius: .5rem; padding: .4rem .6rem; } textarea, .wide { width: 100%; } textarea { min-height: 7.5rem; resize: vertical; display: block; } label { font-size: .88rem; font-weight: 600; } label + textarea, label + .wide { margin-top: .3rem; }
.who select, .aside select, .aside input { padding: .2rem .4rem; font-size: .88rem; } .aside input { width: 100%; }
.file { margin: .9rem 0; overflow: hidden; } .file > header { padding: .55rem 1rem; background: var(--raised); border-bottom: 1px solid var(--line); display: flex; gap: .8rem; align-items: baseline; justify-content: space-between; font-size: .9rem; } .file h3 { font: 600 13px/1.6 var(--mono); margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; } .diff { border-collapse: collapse; width: 100%; font: 12.5px/1.55 var(--mono); tab-size: 4; } .diff td { padding: 0 .7rem; white-space: pre; vertical-align: top; } .diff td.no { text-align: right; color: var(--soft); user-select: none; width: 1%; min-width: 3rem; padding: 0 .5rem; } .diff tr.add { background: var(--add); } .diff tr.add td { color: var(--add-ink); } .diff tr.del { background: var(--del); } .diff tr.del td { color: var(--del-ink); } .diff tr.hunk { background: var(--hunk); } .diff tr.hunk td { color: var(--hunk-ink); }
.plus { color: var(--open); } .minus { color: var(--bad); } .note { background: var(--accent-wash); border-radius: .5rem; padding: .6rem .9rem; font-size: .9rem; }
table.plain { display: table; width: 100%; } table.plain th, table.plain td { text-align: left; padding: .55rem .9rem; border-top: 1px solid var(--line); vertical-align: baseline; } table.plain tr:first-child th { border-top: 0; } table.plain th { font-size: .82rem; color: var(--soft); font-weight: 600; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .35rem 1.25rem; margin: 0; } dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
`;
