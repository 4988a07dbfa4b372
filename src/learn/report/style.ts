/** What the judge report needs beside the looks of the run's report. */
export const REPORT_STYLE = `
:root { --chart-judge: #1f5fd0; --chart-other: #8a4b12; --chart-mass: #b9c6de; --warn: #a45c00; }
@media (prefers-color-scheme: dark) { :root {
  --chart-judge: #8fb4ff; --chart-other: #f0b270; --chart-mass: #3d4c68; --warn: #f0b254; } }
h2 { font-size: 1.3rem; margin-top: 3rem; padding-top: .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 1.8rem 0 .3rem; }
h1, strong { overflow-wrap: anywhere; }
.prose, .card p { max-width: 50rem; overflow-wrap: anywhere; }
ul.prose { padding-left: 1.2rem; } li { margin: .35rem 0; }
.warning { border-left: .35rem solid var(--warn); }
.decision p { font-size: 1rem; } .doubt { border-left-color: var(--soft); }
@media (max-width: 40rem) { main { padding: 1.25rem .75rem 3rem; } .card { padding: .8rem .85rem; } }
table { font-size: .9rem; } td, th { padding: .4rem .55rem; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .3rem; }
td:first-child { white-space: normal; } td:last-child { min-width: 0; } td.words:first-child { min-width: 7rem; }
td.words { min-width: 8rem; } td.words:last-child { min-width: 13rem; } td.number:first-child { text-align: left; min-width: 0; }
th.number:first-child { text-align: left; }
tr.part th { text-align: left; color: var(--ink); padding-top: 1.1rem; }
tr.own td { font-weight: 650; } tr.own td:first-child { color: var(--chart-judge); }
.panels { display: flex; flex-wrap: wrap; gap: 1rem 2rem; } .panel { max-width: 100%; }
svg.chart { display: block; color: var(--ink); font-variant-numeric: tabular-nums; }
svg.chart text { white-space: pre; }
.command { white-space: pre; margin: 0; }
details { margin-top: .5rem; } summary { color: var(--soft); font-size: .9rem; }
nav { font-size: .92rem; margin: .5rem 0 1rem; } nav a { display: inline-block; margin: 0 1.2rem .2rem 0; overflow-wrap: anywhere; }
`;
