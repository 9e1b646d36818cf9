/** An article: its head, its body and what stands below it. */
export const ARTICLE = `
.story-head,.prose,.contents,.story-foot,.neighbours{max-inline-size:var(--measure);margin-inline:auto}
.story-head h1{font-size:var(--s5)}
.story-head .standfirst{margin:.9rem 0 0}
.byline{display:flex;gap:.8rem;align-items:center;margin:1.25rem 0 0;padding-block:.6rem;border-block:var(--hair);font-size:1rem;line-height:1.4}
.byline a{font-weight:700}
.lead-image{margin:1.5rem auto 0;max-inline-size:64rem}
.lead-image.tall{max-inline-size:30rem}
.lead-image img,.prose img{margin-inline:auto}
.story-body{margin:clamp(1.5rem,4vw,2.25rem) 0 0}
.prose{font-size:clamp(1.125rem,1.05rem + .35vw,1.25rem);line-height:1.62;display:flow-root}
.prose>*+*,.prose :is(blockquote,li,details,td)>*+*{margin-block:1em 0}
.prose :is(h2,h3,h4,h5,h6){font-size:1em;margin-block:1.6em 0}
.prose h2{font-size:1.45em}
.prose h3{font-size:1.2em}
.prose :is(h2,h3,h4)+*{margin-block:.5em 0}
.prose>:is(p,h2,h3,h4,h5,h6,.pullquote):not([dir]):dir(ltr),.prose>:is(ul,ol):not([dir]):dir(ltr)>li{unicode-bidi:plaintext}
.prose>:first-child{margin-block:0}
.anchor{padding-inline:.35em;color:var(--soft);font-weight:400;opacity:0}
.anchor::before{content:"#"}
:hover>.anchor,.anchor:focus{opacity:1}
@media(hover:none){.anchor{opacity:.6}}
.prose :is(ul,ol){padding-inline-start:1.4em}
.prose li+li{margin-block:.4em 0}
.prose ::marker{color:var(--soft)}
.prose blockquote{padding-inline-start:1.2em;border-inline-start:3px solid var(--accent);font-style:italic}
.prose cite{font:var(--small);color:var(--soft)}
.prose .pullquote{margin-block:1.5em;padding:.8em 0 0;border:0;border-block-start:3px solid var(--accent);font:700 1.4em/1.25 var(--serif);text-wrap:balance}
.prose .pullquote>*+*{margin-block:.4em 0}
.prose figure{margin-block:1.8em;clear:both}
.prose :is(video,audio){inline-size:100%}
.gallery{display:grid;gap:.75rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr))}
.gallery>figcaption{grid-column:1/-1;padding:0}
.prose .gallery figure{margin:0}
.gallery img{inline-size:100%;aspect-ratio:3/2;object-fit:cover}
.scroll,.prose pre{overflow-x:auto}
.prose table{border-collapse:collapse;min-inline-size:100%;font:.9375rem/1.45 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:normal}
.prose caption{text-align:start;font-weight:700}
.prose :is(th,td){padding-block:.5em;padding-inline:0 1em;border-block-end:var(--hair);text-align:start;vertical-align:top}
.prose thead :is(th,td){border-color:currentColor;vertical-align:bottom}
.prose pre{background:var(--panel);padding:1em;font-size:.8em;line-height:1.55;direction:ltr}
.prose :is(code,kbd,samp){font-family:var(--mono);font-size:.88em}
.prose pre code{font-size:1em}
.prose hr{border:0;text-align:center}
.prose hr::before{content:"⁂";color:var(--soft)}
.prose details{border-block:var(--hair);padding-block:.4em}
.prose details+details{margin-block:-1px 0}
.prose summary{cursor:pointer;font-weight:700}
.prose :is(sup,sub){line-height:0;font-size:.75em}
.prose sup a{padding:.4em .2em;color:var(--accent);font-family:var(--sans)}
.prose :target,mark{background:var(--mark);color:var(--ink)}
.prose>ol:has(>li>a[href^="#"]:last-child){font-size:.82em;border-block-start:var(--hair);padding-block:1.2em 0;margin-block:2.5em 0}
.prose .has-text-align-center{text-align:center}.prose .has-text-align-right{text-align:end}
.embed{display:grid;grid-template:1fr auto auto/1fr;aspect-ratio:16/9;padding:1rem 1.25rem;background:var(--panel);border:var(--hair);font:var(--small);color:var(--soft)}
.embed::before{content:"▶\\fe0e";place-self:center;inline-size:3.5rem;block-size:3.5rem;border-radius:50%;background:var(--accent);color:var(--paper);font-size:1.3rem;line-height:3.5rem;text-align:center}
.embed.view::before{content:"↗"}
.embed strong{font-size:1rem;color:var(--ink)}
.embed.slim{aspect-ratio:auto;grid-template:auto auto/auto 1fr;gap:0 1rem}.embed.slim::before{grid-row:1/3}
.contents{margin-block:0 2rem;font:var(--small)}
.contents a{padding-block:.3rem}
.contents ol ol{padding-inline-start:1rem;color:var(--soft)}
@media(min-width:60rem){.story-head :is(h1,.standfirst){margin-inline-end:-9rem}.prose :is(.alignwide,.alignfull,.gallery){margin-inline:-4.5rem}}
@media(min-width:82rem){.has-contents{display:grid;grid-template-columns:1fr minmax(0,var(--measure)) 1fr;column-gap:2.5rem}
.has-contents .contents{position:sticky;inset-block-start:1.5rem;align-self:start;max-block-size:calc(100vh - 3rem);overflow:auto;inline-size:100%;margin:0;padding:.5rem 0 0;background:none;border-block-start:2px solid}
.prose .pullquote{float:inline-end;inline-size:18rem;margin-block:.4em 1em;margin-inline:1.2em -10rem}}
.lock{display:grid;gap:1rem}
.lock :is(label,input){display:block;max-inline-size:100%;font:1rem/1.4 var(--sans)}
.lock input{margin:.3rem 0 0;padding:.6rem;border:1px solid var(--soft);background:var(--paper);color:inherit}
.story-foot{margin-block:2.5rem 0;display:grid;grid-template-columns:minmax(0,1fr);gap:1.1rem}
.tags,.share{gap:.3rem .6rem;align-items:center;font:var(--small);border-block-start:var(--hair);padding:1.1rem 0 0}
.tags ul,.share ul{display:contents}
.tags li>*{padding:.25rem .7rem;border:var(--hair);border-radius:1rem}
.author-box{gap:1rem;font-size:1rem;line-height:1.5}
.author-box>div{flex:1 1 12rem;min-inline-size:0}
.author-box .portrait{inline-size:4.5rem;block-size:4.5rem}
.profiles{gap:0 1rem;font:var(--small)}
.call{gap:1rem;align-items:center;border:2px solid var(--accent);padding:1.25rem}
.call p:first-child{flex:1 1 14rem;font-weight:700;line-height:1.3}
.neighbours{margin-block:2.5rem 0;display:grid;gap:1rem 2rem;border-block:var(--hair);padding-block:1rem;font-weight:700;line-height:1.3}
.neighbours span{font:var(--small);color:var(--soft)}
@media(min-width:40rem){.neighbours{grid-template-columns:repeat(2,minmax(0,1fr))}.neighbours [rel=next]{text-align:end;grid-column:2}}
.source{display:none}
`
