/** The form that looks for words, and what it found. */
export const SEARCH = `
.find{display:flex;inline-size:100%;max-inline-size:34rem}
.find input{flex:1;min-inline-size:0;font:1rem/1.3 var(--sans);padding:.6rem;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:0}
.find input:focus-visible{outline-offset:-2px}
.find .button{border-radius:0}
.tools .find{display:none}
.to-search{display:flex;gap:.5rem;align-items:center;justify-content:center;min-block-size:2.75rem;min-inline-size:2.75rem;font:600 0/1 var(--sans)}
.to-search::before{content:"";inline-size:1.2rem;block-size:1.2rem;background:currentColor;mask:url("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 20' fill='none' stroke='%23000' stroke-width='2.4'%3E%3Ccircle cx='8' cy='8' r='6'/%3E%3Cpath d='m12.5 12.5 6 6'/%3E%3C/svg%3E") center/contain no-repeat}
@media(min-width:60rem){.to-search{display:none}.tools .find{display:flex;inline-size:14rem}.tools .find :is(input,.button){font-size:.875rem;padding:.45rem .6rem}}
.found a{color:var(--accent)}
.facets,.results{max-inline-size:56rem;margin:0 auto;padding:0;list-style:none}
.facets ul{display:flex;flex-wrap:wrap;gap:.4rem;margin:0 0 1.75rem;font:var(--small)}
.facets li>*{display:block;padding:.3rem .75rem;border:var(--hair);border-radius:1rem}
.facets [aria-current]{background:var(--ink);color:var(--paper)}
.result:has(.card-picture){display:grid;grid-template-columns:minmax(0,1fr) clamp(5.5rem,20vw,9rem);gap:1rem}
.result .card-picture{order:1;margin:0;aspect-ratio:4/3;align-self:start}
`
