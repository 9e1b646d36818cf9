/** The form that looks for words, and what it found. */
export const SEARCH = `
.find{display:flex;inline-size:100%;max-inline-size:34rem}
.find input{flex:1;min-inline-size:0;font:1rem/1.3 var(--sans);padding:.6rem .75rem;color:var(--ink);background:var(--paper);border:1px solid var(--soft);border-inline-end:0;border-start-start-radius:.2rem;border-end-start-radius:.2rem;border-start-end-radius:0;border-end-end-radius:0}
.find input:focus-visible{outline-offset:-2px}
.find .button{border-start-start-radius:0;border-end-start-radius:0}
.tools .find{display:none}
.to-search{display:inline-flex;align-items:center;justify-content:center;min-block-size:2.75rem;min-inline-size:2.75rem;overflow:hidden;font:600 var(--s-1)/1 var(--sans);text-decoration:none}
.to-search::before{content:"";flex:none;inline-size:1.2rem;block-size:1.2rem;background:currentColor;mask:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' stroke='%23000' stroke-width='2.4'%3E%3Ccircle cx='8' cy='8' r='6'/%3E%3Cpath d='m12.5 12.5 6 6'/%3E%3C/svg%3E") center/contain no-repeat}
.to-search:hover{text-decoration:underline}
@media (max-width:59.99rem){.to-search{font-size:0}}
@media (min-width:60rem){.to-search{display:none}.tools .find{display:flex;inline-size:15rem}.tools .find :is(input,.button){font-size:.875rem;padding:.45rem .6rem}}
.found{line-height:1.45}
.found a{color:var(--accent)}
mark{background:var(--mark);color:inherit;border-radius:.1em;padding-inline:.05em}
.facets ul{display:flex;flex-wrap:wrap;gap:.4rem;margin-block-end:1.75rem;font:var(--s-1)/1.4 var(--sans)}
.facets li>*{display:inline-block;padding:.35rem .75rem;border:1px solid var(--line);border-radius:1rem;text-decoration:none}
.facets a:hover{border-color:var(--accent);text-decoration:underline}
.facets [aria-current]{background:var(--ink);color:var(--paper);border-color:var(--ink)}
.count{opacity:.75;padding-inline-start:.15em}
.results{list-style:none;padding:0;max-inline-size:52rem}
.results>li+li{border-block-start:1px solid var(--line);margin-block-start:1.1rem;padding-block-start:1.1rem}
.result:has(.card-picture){display:grid;grid-template-columns:minmax(0,1fr) clamp(5.5rem,20vw,9rem);gap:1rem;align-items:start}
.result .card-picture{grid-area:1/2;margin:0;aspect-ratio:1}
.result .card-text{grid-area:1/1}
.result .excerpt{margin-block:.3rem .35rem;font-size:.9688rem}
@media (min-width:36rem){.result .card-picture{aspect-ratio:4/3}}
`
