/** How the report for editors looks: light and dark by the reader's choice, in one column on a phone. */
export const REPORT_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#ccc, #555); --soft: light-dark(#f4f4f2, #262626); --bad: light-dark(#a3160e, #ff8a80) }
* { box-sizing: border-box }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; background: light-dark(#fff, #161616); color: light-dark(#1b1b1b, #eee); overflow-wrap: anywhere }
main { max-width: 90rem; margin: auto; padding: 1rem }
a { color: light-dark(#0b5d5e, #7fd6d0) }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid var(--line) }
th { overflow-wrap: normal }
td:first-child { overflow-wrap: break-word }
td.number, th.number { text-align: end; font-variant-numeric: tabular-nums }
details { border-bottom: 1px solid var(--line); padding: .5rem 0 }
summary { cursor: pointer }
.lost, .failed { color: var(--bad); font-weight: 600 }
.sides { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)) }
pre, iframe { width: 100%; height: 32rem; margin: 0; border: 1px solid var(--line); overflow: auto }
pre { padding: .5rem; background: var(--soft); white-space: pre-wrap; font-size: .8rem }
iframe { background: #fff }
@media (max-width: 30rem) { table { font-size: .875rem } th, td { padding-inline-end: .3rem } td:first-child { overflow-wrap: anywhere } }
@media print { nav { display: none } pre, iframe { height: 20rem } }
`
