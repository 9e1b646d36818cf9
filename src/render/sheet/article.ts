/** An article: its head, its body and what stands below it. */
export const ARTICLE = `
.story-head,.story-foot,.neighbours{max-inline-size:var(--measure);margin-inline:auto}
.story-head h1{font-size:var(--s5);letter-spacing:-.018em;line-height:1.06}
.story-head .standfirst{margin-block-start:.9rem}
.story-head .kicker{margin-block-end:.4rem}
@media (min-width:64rem){.story-head :is(h1,.standfirst){margin-inline-end:-10rem}}
.byline{display:flex;gap:.8rem;align-items:center;margin-block-start:1.25rem;padding-block:.7rem;border-block:1px solid var(--line);line-height:1.4;font-size:1rem}
.byline a{font-weight:700}
.lead-image{margin:1.5rem auto 0;max-inline-size:64rem}
.lead-image img{margin-inline:auto}
.lead-image.tall{max-inline-size:30rem}
.story-body{margin-block-start:clamp(1.5rem,4vw,2.25rem)}
.prose{max-inline-size:var(--measure);margin-inline:auto;font-size:clamp(1.125rem,1.05rem + .35vw,1.25rem);line-height:1.62;hanging-punctuation:first allow-end}
.prose::after{content:"";display:block;clear:both}
.prose>*+*,.prose :is(blockquote,li,details,td)>*+*{margin-block-start:1em}
.prose h2{font-size:1.45em;margin-block-start:1.8em;letter-spacing:-.01em}
.prose h3{font-size:1.2em;margin-block-start:1.6em}
.prose :is(h4,h5,h6){font-size:1.02em;margin-block-start:1.5em}
.prose :is(h2,h3,h4)+*{margin-block-start:.55em}
.prose>:first-child{margin-block-start:0}
.prose>:is(p,h2,h3,h4,h5,h6):not([dir]):dir(ltr),.prose>:is(ul,ol):not([dir]):dir(ltr)>li{unicode-bidi:plaintext}
.anchor{display:inline-block;padding-inline:.35em;color:var(--soft);font-weight:400;text-decoration:none;opacity:0}
.anchor::before{content:"#"}
:is(h2,h3,h4):hover>.anchor,.anchor:focus{opacity:1}
@media (hover:none){.anchor{opacity:.55}}
.prose :is(ul,ol){padding-inline-start:1.4em}
.prose li+li{margin-block-start:.4em}
.prose ::marker{color:var(--soft)}
.prose blockquote{padding-inline-start:1.2em;border-inline-start:3px solid var(--accent);font-style:italic}
.prose cite{font-style:normal;font:.875rem/1.4 var(--sans);color:var(--soft)}
.prose .pullquote{clear:both;margin-block:2em;padding:1.1em 0 0;border:0;border-block-start:3px solid var(--accent);font-size:1.4em;line-height:1.25;font-style:normal;font-weight:700;letter-spacing:-.01em;text-wrap:balance;unicode-bidi:plaintext}
.prose .pullquote p+p{margin-block-start:.5em}
.prose figure{margin-block:2em;clear:both}
.prose img{margin-inline:auto}
.prose>iframe,.prose video{display:block;inline-size:100%}
.prose video{block-size:auto;background:#000}.prose audio{inline-size:100%}
.gallery{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));align-items:start}
.gallery>*{grid-column:auto}.gallery>figcaption{grid-column:1/-1;padding:0}
.prose .gallery figure{margin:0}
.gallery img{inline-size:100%;aspect-ratio:3/2;object-fit:cover}
.scroll{overflow-x:auto;margin-block:1.6em;background:linear-gradient(to right,var(--paper) 1.5rem,transparent) left/3rem 100% local no-repeat,linear-gradient(to left,var(--paper) 1.5rem,transparent) right/3rem 100% local no-repeat,linear-gradient(to right,var(--line),transparent) left/.7rem 100% no-repeat,linear-gradient(to left,var(--line),transparent) right/.7rem 100% no-repeat}
figure>.scroll{margin-block:0}
.prose table{border-collapse:collapse;min-inline-size:100%;font:.9375rem/1.45 var(--sans);font-variant-numeric:tabular-nums lining-nums;overflow-wrap:normal}
.prose caption{text-align:start;font-weight:700;padding-block-end:.4rem}
.prose :is(th,td){padding:.5em 1em .5em 0;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
.prose th{font-weight:700}.prose thead :is(th,td){border-block-end:2px solid var(--ink);vertical-align:bottom}
.prose td>img{max-inline-size:12rem}
.prose pre{overflow-x:auto;background:var(--panel);padding:1em;font-size:.8em;line-height:1.55;border-radius:.2rem;direction:ltr;text-align:left}
.prose :is(code,kbd,samp){font-family:var(--mono);font-size:.88em}.prose pre code{font-size:1em}
.prose :not(pre)>code{background:var(--panel);padding:.1em .25em;border-radius:.2rem}
.prose hr{border:0;text-align:center;margin-block:2em}.prose hr::before{content:"⁂";color:var(--soft)}
.prose details{border-block:1px solid var(--line);padding-block:.4em}
.prose details+details{margin-block-start:-1px}
.prose summary{cursor:pointer;font-weight:700;padding-block:.3em}
.prose details[open]{padding-block-end:1em}
.prose sup,.prose sub{line-height:0}.prose sup a{padding:.3em .15em;text-decoration:none;color:var(--accent);font-family:var(--sans)}
.prose :is(li,sup a,h2,h3):target{background:var(--mark);outline:.3em solid var(--mark)}
.prose>ol:has(>li>a[href^="#"]:last-child){font-size:.82em;border-block-start:1px solid var(--line);padding-block-start:1.2em;margin-block-start:2.5em}
.prose .has-text-align-center{text-align:center}.prose .has-text-align-right{text-align:end}
.prose mark{background:var(--mark);color:inherit}
.embed{position:relative;display:grid;align-content:end;gap:.15rem;aspect-ratio:16/9;padding:1.1rem 1.25rem;background:var(--panel);border:1px solid var(--line);text-decoration:none;font:1rem/1.35 var(--sans);overflow-wrap:anywhere}
.embed::before{content:"▶";place-self:center;display:grid;place-content:center;inline-size:3.75rem;block-size:3.75rem;border-radius:50%;background:var(--accent);color:var(--paper);font-size:1.4rem;line-height:1;padding-inline-start:.25rem;position:absolute;inset:0;margin:auto}
.embed strong{font-family:var(--serif);font-size:1.125em}
.embed span{font-size:var(--s-1);color:var(--soft)}
.embed.slim{aspect-ratio:auto;padding-inline-start:5.5rem;align-content:center;min-block-size:5.75rem}.embed.slim::before{inset-inline:1.1rem auto;inline-size:3rem;block-size:3rem;font-size:1.1rem}
.embed:hover strong{text-decoration:underline}
.contents{max-inline-size:var(--measure);margin:0 auto 2rem;padding:.9rem 1.1rem;background:var(--panel);font:.9375rem/1.4 var(--sans)}
.contents a{display:block;padding-block:.3rem;text-decoration:none}.contents a:hover{text-decoration:underline}
.contents ol ol{padding-inline-start:.9rem;font-size:.93em;color:var(--soft)}
@media (min-width:60rem){.prose :is(.alignwide,.alignfull,.gallery){margin-inline:-4.5rem}}
@media (min-width:82rem){.has-contents{display:grid;grid-template-columns:minmax(0,1fr) var(--measure) minmax(0,1fr);column-gap:2.5rem}
.has-contents .prose{grid-column:2;min-inline-size:0;inline-size:100%}
.has-contents .contents{grid-column:1;position:sticky;inset-block-start:1.5rem;align-self:start;max-block-size:calc(100vh - 3rem);overflow:auto;margin:0;padding:0 1rem 0 0;background:none;border-block-start:2px solid var(--ink);padding-block-start:.6rem;font-size:.875rem}
.prose .pullquote{float:inline-end;inline-size:19rem;margin-block:.4em 1em;margin-inline:1.25em -11rem;font-size:1.3em}}
.lock{background:var(--panel);border-block-start:3px solid var(--accent);padding:1.25rem;display:grid;gap:1rem}
.lock :is(label,input){display:block;inline-size:100%;font:1rem/1.4 var(--sans)}
.lock input{max-inline-size:20rem;margin-block-start:.3rem;padding:.6rem;border:1px solid var(--soft);background:var(--paper);color:var(--ink)}
.story-foot{margin-block-start:2.5rem;display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem}
.tags,.share{display:flex;flex-wrap:wrap;align-items:baseline;gap:.3rem .5rem;font:var(--s-1)/1.5 var(--sans);border-block-start:1px solid var(--line);padding-block-start:1.1rem}
.tags ul,.share ul{display:contents}
.tags .label,.share .label{margin-inline-end:.25rem}
.tags a{display:inline-block;padding:.25rem .7rem;border:1px solid var(--line);border-radius:1rem;text-decoration:none;overflow-wrap:anywhere}
.tags a:hover{border-color:var(--accent);text-decoration:underline}
.share a{display:inline-block;padding:.25rem .2rem;margin-inline-end:.5rem}
.author-box{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start;font-size:1rem;line-height:1.5}
.author-box>div{flex:1 1 12rem;min-inline-size:0}
.author-box .portrait{inline-size:4.5rem;block-size:4.5rem}
.author-box ul{display:flex;flex-wrap:wrap;column-gap:1rem;font:var(--s-1)/1.5 var(--sans);padding:0;list-style:none}
.story-foot .author-box{background:var(--panel);padding:1.25rem}
.call{display:flex;flex-wrap:wrap;gap:1rem 1.5rem;align-items:center;justify-content:space-between;border:2px solid var(--accent);padding:1.25rem}
.call p:first-child{flex:1 1 14rem;font-size:var(--s1);font-weight:700;line-height:1.3}
.neighbours{margin-block-start:2.5rem;display:grid;grid-template-columns:minmax(0,1fr);gap:1rem 2rem;border-block:1px solid var(--line);padding-block:1rem}
.neighbours a{font-weight:700;line-height:1.3;overflow-wrap:anywhere}
.neighbours span{display:block;font:400 var(--s-1)/1.6 var(--sans);color:var(--soft)}
@media (min-width:40rem){.neighbours{grid-template-columns:repeat(2,minmax(0,1fr))}.neighbours [rel=next]{text-align:end;grid-column:2}}
.source{display:none}
`
