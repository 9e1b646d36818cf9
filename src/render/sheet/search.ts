/** The form that looks for words, and what it found; the rest is as of listings. */
export const SEARCH = `
.find{display:flex;inline-size:100%;max-inline-size:34rem}
.find input{flex:1;min-inline-size:0;font:1rem/1.3 var(--sans);padding:.6rem;color:inherit;background:var(--paper);border:1px solid var(--soft)}
.tools .find{display:none}
.to-search{display:block;padding-block:.7rem;white-space:nowrap;font:600 var(--small)}
@media(min-width:60rem){.to-search{display:none}.tools .find{display:flex;inline-size:14rem}.tools .find *{font-size:.875rem;padding:.45rem .6rem}}
.found a{color:var(--accent)}
.facets,.results{max-inline-size:56rem;margin:0 auto;padding:0;list-style:none}
.facets{border:0;margin-block:0 1.5rem}
.facets [aria-current]{background:var(--ink);color:var(--paper)}
`
