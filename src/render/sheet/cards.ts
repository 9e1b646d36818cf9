/** The front page, listings, and whatever offers more to read. */
export const CARDS = `
.card{min-inline-size:0}
.card-picture{display:block;margin:0 0 .75rem;aspect-ratio:16/9;overflow:hidden;background:var(--panel)}
.card-picture img{inline-size:100%;block-size:100%;object-fit:cover}
.excerpt{margin:.4rem 0 .5rem;font-size:1rem}
.cards,.fronts{display:grid;gap:2rem clamp(1.25rem,3vw,2.25rem);grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr))}
.fronts{grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));margin:2.5rem 0 0}
.front{display:grid;gap:1.75rem clamp(1.5rem,3vw,2.5rem)}
.card.lead h2{font-size:var(--s4)}
.stack>*+*,.river>*+*,.results>*+*{border-block-start:var(--hair);margin-block:1.1rem 0;padding-block:1.1rem 0}
@media(min-width:60rem){.has-side{grid-template-columns:minmax(0,2fr) minmax(0,1fr)}.has-side .stack{border-inline-start:var(--hair);padding-inline-start:clamp(1.5rem,3vw,2.5rem)}}
.rule{border-block-start:2px solid;padding:.5rem 0 0;margin:0 0 1rem;font-size:1.0625rem}
.brief :is(h2,h3){font-size:1.125rem;margin:0 0 .2rem}
.more{margin:clamp(2.5rem,5vw,3.5rem) 0 0}
.river,.listing-head,:is(.river,.results)+.pagination{max-inline-size:56rem;margin-inline:auto}
.row :is(h2,h3){font-size:var(--s2)}
@media(min-width:36rem){.row:has(.card-picture){display:grid;grid-template-columns:minmax(0,1fr) clamp(9rem,26vw,16rem);gap:1.5rem}.row .card-picture{margin:0;order:1;align-self:start}}
.listing-head{margin-block:0 1.75rem;padding:0 0 1.5rem;border-block-end:1px solid;display:grid;gap:.6rem;justify-items:start}
.listing-title{font-size:var(--s4)}
.page-number{font:var(--small)}
.nothing{padding-block:3rem;text-align:center}
.pagination{justify-content:space-between;gap:.5rem 1.5rem;margin-block:2.5rem 0;padding:1.25rem 0 0;border-block-start:1px solid;font:.9375rem/1.5 var(--sans)}
.pagination :is(a,li>*){display:block;min-inline-size:2.25rem;padding:.25rem .4rem;text-align:center}
`
