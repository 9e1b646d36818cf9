/** The front page, listings, and whatever offers more to read. */
export const CARDS = `
.card,.card-text{min-inline-size:0}
.card-picture{display:block;margin-block-end:.75rem;aspect-ratio:16/9;overflow:hidden;background:var(--panel)}
.card-picture img{inline-size:100%;block-size:100%;object-fit:cover}
.card :is(h2,h3){font-size:var(--s1);line-height:1.2;text-wrap:pretty}
.excerpt{text-wrap:pretty;margin-block:.4rem .5rem;font-size:1rem;line-height:1.5;color:var(--soft);overflow-wrap:anywhere}
.kicker+:is(h2,h3){margin-block-start:.1rem}
:is(h2,h3)+.meta{margin-block-start:.4rem}
.cards{display:grid;gap:2rem clamp(1.25rem,3vw,2rem);grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr))}
.front{display:grid;gap:1.75rem clamp(1.5rem,3vw,2.5rem)}
.card.lead :is(h2,h3){font-size:var(--s4);letter-spacing:-.015em;line-height:1.06;text-wrap:balance}
.card.lead .excerpt{font-size:var(--s1);line-height:1.45;margin-block:.7rem .6rem}
.stack{display:grid;align-content:start}
.stack>*+*,.river>*+*{border-block-start:1px solid var(--line);margin-block-start:1.1rem;padding-block-start:1.1rem}
.brief :is(h2,h3){font-size:1.125rem}
.front .brief h2{font-size:var(--s1)}
@media (min-width:60rem){.front.has-more{grid-template-columns:minmax(0,2fr) minmax(0,1fr)}
.front.has-more .stack{border-inline-start:1px solid var(--line);padding-inline-start:clamp(1.5rem,3vw,2.5rem)}
.front:not(.has-more) .lead{display:grid;grid-template-columns:5fr 3fr;gap:2.25rem}.front .lead .card-picture{margin-block-end:1rem}}
.front .stack .excerpt{font-size:.9375rem}
.fronts{display:grid;gap:2.5rem clamp(1.5rem,3vw,2.5rem);grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));margin-block-start:2.5rem}
.fronts .card h3{font-size:1.125rem}
.rule{border-block-start:2px solid var(--ink);padding-block-start:.6rem;margin-block-end:1rem;font-size:1.0625rem}
.rule a{text-decoration:none;display:inline-block;padding-block:.1rem}.rule a:hover{text-decoration:underline}
.more{margin-block-start:clamp(2.5rem,5vw,3.5rem)}
.river{max-inline-size:52rem}
.row .card-picture{margin:0}
@media (min-width:36rem){.row{display:grid;grid-template-columns:minmax(0,1fr) clamp(9rem,26vw,15rem);gap:1.25rem;align-items:start}.row .card-text{grid-row:1;grid-column:1}.row .card-picture{grid-column:2}.row:not(:has(.card-picture)){display:block}}
@media (max-width:35.99rem){.row .card-picture{margin-block-end:.75rem}}
.row :is(h2,h3){font-size:var(--s2)}
.listing-head{max-inline-size:52rem;margin-block-end:2rem;padding-block-end:1.5rem;border-block-end:1px solid var(--ink);display:grid;gap:.6rem;justify-items:start}
.listing-title{font-size:var(--s4);letter-spacing:-.015em;line-height:1.08}
.listing-head .author-box{margin-block-start:.4rem}
.page-number{font:400 1rem/1.4 var(--sans);color:var(--soft);white-space:nowrap}
.nothing{padding-block:3rem;text-align:center;font-size:var(--s1)}
.nothing p+p{margin-block-start:.4rem}
.pagination{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.5rem 1.5rem;max-inline-size:52rem;margin-block-start:2.5rem;padding-block-start:1.25rem;border-block-start:1px solid var(--ink);font:.9375rem/1.5 var(--sans)}
.pagination ul{display:flex;flex-wrap:wrap;gap:.25rem}
.pagination a{padding-block:.25rem}
.pagination li>*{display:inline-block;min-inline-size:2rem;padding:.25rem .4rem;text-align:center}
.pagination [aria-current]{font-weight:700;box-shadow:inset 0 -3px var(--accent)}
`
