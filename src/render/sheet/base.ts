// Type, measure and rhythm. Serif for what is read, the system's sans (--small) for furniture; no web fonts, and no
// physical left and right: right-to-left regions use the same sheet.

/** What every page starts from. */
export const BASE = `
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-block:1.5rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);overflow-wrap:anywhere}
body::before{content:"";display:block;block-size:.3rem;background:var(--brand)}
a{color:inherit;text-decoration-color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
main:focus{outline:0}
img,video{max-inline-size:100%;block-size:auto;display:block}
h1,h2,h3,h4,h5,h6{line-height:1.2;text-wrap:balance;margin:0}
h1,.lead h2{letter-spacing:-.015em;line-height:1.07}
:dir(rtl){letter-spacing:0!important;font-style:normal!important}
p,ul,ol,figure,blockquote{margin:0}
ul[class],nav ul,nav ol,.share ul,.tags ul{list-style:none;padding:0}
:is(.editions,.bar,.pagination) ul,.pagination,.tags,.share,.author-box,.profiles,.call{display:flex;flex-wrap:wrap}
.nowrap{white-space:nowrap}
.skip{position:absolute;inset-inline-start:-100vw;background:var(--ink);color:var(--paper);padding:.6rem 1rem;z-index:2}
.skip:focus{inset-inline-start:0}
.hidden{position:absolute;clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden}
.kicker,.meta,.role,.label,figcaption{font:var(--small);color:var(--soft)}
.kicker,.label{font-weight:700;color:var(--accent)}
.label{color:var(--ink)}
.kicker a,.card :is(h2,h3) a,.meta a,.byline a,.author-box a,.share a,.colophon a{display:inline-block;padding-block:.2rem}
.editions li>*,.menu a,.bar a,.choices a,.contents a,.tags li>*,.neighbours span,.choices :is(strong,small){display:block}
figcaption{padding:.5rem 0 0}
.standfirst,.excerpt{line-height:1.45;color:var(--soft);text-wrap:pretty}
.standfirst,.lead .excerpt,.card :is(h2,h3),.nothing,.call p:first-child{font-size:var(--s1)}
.button{display:inline-block;max-inline-size:100%;font:600 1rem/1.3 var(--sans);background:var(--accent);color:var(--paper);padding:.7rem 1.2rem;border:0;border-radius:.2rem;text-decoration:none}
.button:hover{color:var(--paper);text-decoration:underline}
.portrait{border-radius:50%;object-fit:cover;inline-size:3rem;block-size:3rem}
.notice,.lock,.contents,.story-foot .author-box{background:var(--panel);padding:1.1rem}
:is(.nameplate,.kicker,.meta,.neighbours,.card :is(h2,h3),.rule,.contents,.byline,.tags,.menu,.bar,.choices,.facets) a:not(:hover),.to-search,.embed,.anchor,sup a{text-decoration:none}
`
