// One sheet for every page. Serif for what is read, the system's sans for small furniture; no web fonts, no
// physical left and right (right-to-left regions use the same sheet), colours as custom properties for both schemes.

const SHEET = `
:root{color-scheme:light dark;--paper:#fffdf9;--ink:#1a1815;--soft:#5d5850;--line:#d9d3c8;--panel:#f5f1e8;--accent:ACCENT;--on-accent:#fff;
--serif:"Iowan Old Style",Charter,"Palatino Linotype",Palatino,"Book Antiqua",Georgia,"Noto Serif",serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif}
@media (prefers-color-scheme:dark){:root{--paper:#141311;--ink:#ece7dd;--soft:#aaa396;--line:#3a3731;--panel:#1f1d1a;--accent:ACCENT_DARK;--on-accent:#141311}}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block-start:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);overflow-wrap:break-word;text-rendering:optimizeLegibility}
a{color:inherit;text-decoration-color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
main:focus{outline:none}
img,picture,video,iframe,svg{max-width:100%}
img{height:auto;display:block;background:var(--panel)}
h1,h2,h3,h4,h5,h6{font-weight:700;line-height:1.15;text-wrap:balance;margin:0;overflow-wrap:anywhere}
.nowrap{white-space:nowrap}
p{margin:0}
ul,ol{margin:0}
.skip{position:absolute;inset-inline-start:-100vw;background:var(--ink);color:var(--paper);padding:.6rem 1rem;z-index:2;font-family:var(--sans)}
.skip:focus{inset-inline-start:0;inset-block-start:0}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.masthead,main,.colophon{max-inline-size:74rem;margin-inline:auto;padding-inline:clamp(1rem,4vw,2rem)}
.masthead{text-align:center;padding-block-start:.5rem}
.masthead ul,.colophon ul,.pagination ul,.choices{list-style:none;padding:0}
.editions ul,.sections ul,.colophon ul{display:flex;flex-wrap:wrap;justify-content:center;column-gap:1rem;font-family:var(--sans);font-size:.8125rem}
.editions li>*,.sections li>*,.colophon li>*{display:inline-block;padding-block:.35rem;text-decoration:none}
.editions [aria-current]{font-weight:700;color:var(--soft)}
.editions a{text-decoration:underline;text-decoration-color:var(--line)}
.nameplate{font-size:clamp(2rem,7vw,3.5rem);font-weight:700;line-height:1.1;letter-spacing:-.02em;padding-block:.4rem .1rem}
.nameplate a{text-decoration:none;color:inherit}
.tagline{font-style:italic;color:var(--soft);font-size:.95rem;padding-block-end:.75rem}
.sections{border-block:1px solid var(--ink);box-shadow:0 2px 0 var(--paper),0 3px 0 var(--ink)}
.sections a{font-weight:600;letter-spacing:.01em;font-size:.9rem;padding-block:.5rem}
.sections a[aria-current]{box-shadow:inset 0 -3px var(--accent)}
.sections li{position:relative}
.sections li>ul{display:none;padding:.3rem .8rem;min-inline-size:max-content;text-align:start;background:var(--paper);border:1px solid var(--line)}
.sections li:is(:hover,:focus-within)>ul{display:block}
.sections>ul>li>ul{position:absolute;inset-inline-start:-.8rem;z-index:1}
.sections ul ul ul{display:block;border:0;padding-block:0}
main{padding-block:clamp(1.5rem,4vw,2.75rem)}
.kicker,.meta,.terms,.role,figcaption,.pagination,.neighbours span,.page-number{font-family:var(--sans)}
.kicker{font-size:.8125rem;font-weight:700;letter-spacing:.04em;text-transform:uppercase;color:var(--accent);margin-block-end:.5rem}
.kicker a{color:inherit;text-decoration:none;display:inline-block;min-block-size:1.5rem}
.kicker a:hover{text-decoration:underline}
.meta{font-size:.8125rem;color:var(--soft);line-height:1.5}
.meta a,.byline a,.author-box a{display:inline-block;padding-block:.3rem}
.meta a{color:inherit;text-decoration:none}.meta a:hover{text-decoration:underline}
.role{color:var(--soft);font-size:.9em}
.standfirst{font-size:clamp(1.125rem,2.4vw,1.375rem);line-height:1.45;color:var(--soft);text-wrap:pretty}
.button{display:inline-block;max-inline-size:100%;box-sizing:border-box;overflow-wrap:anywhere;font-family:var(--sans);font-weight:600;font-size:1rem;line-height:1.3;background:var(--accent);color:var(--on-accent);padding:.7rem 1.2rem;border-radius:.25rem;text-decoration:none}
.button:hover{color:var(--on-accent);text-decoration:underline}
.story-head{max-inline-size:39rem;margin-inline:auto}
@media (min-width:60rem){.story-head :is(h1,.standfirst){margin-inline-end:-9rem}}
.story-head h1{font-size:clamp(1.95rem,5.4vw,3.25rem);letter-spacing:-.015em;line-height:1.08}
.story-head .standfirst{margin-block-start:1rem}
.byline{display:flex;gap:.8rem;align-items:center;margin-block-start:1.25rem;padding-block:.75rem;border-block:1px solid var(--line);line-height:1.45}
.byline a{font-weight:700;text-decoration:none}.byline a:hover{text-decoration:underline}
.portrait{border-radius:50%;object-fit:cover;flex:none;inline-size:3rem;block-size:3rem}
.lead-image{margin:1.5rem auto 0;max-inline-size:62rem}
.lead-image img{inline-size:100%}
figcaption{font-size:.8125rem;line-height:1.45;color:var(--soft);padding-block-start:.5rem}
.prose{max-inline-size:39rem;margin:clamp(1.5rem,4vw,2.25rem) auto 0;font-size:clamp(1.09rem,1.6vw,1.22rem);line-height:1.65}
.prose>*+*,.prose blockquote>*+*,.prose li>*+*,.prose details>*+*{margin-block-start:1.1em}
.prose h2{font-size:1.5em;margin-block-start:1.75em}
.prose h3{font-size:1.22em;margin-block-start:1.6em}
.prose h4,.prose h5,.prose h6{font-size:1.05em;margin-block-start:1.5em}
.prose :is(h2,h3,h4)+*{margin-block-start:.55em}
.prose a:not(.button){text-decoration-color:var(--accent)}
.prose>:is(p,h2,h3,h4,h5,h6):not([dir]):dir(ltr),.prose>:is(ul,ol):not([dir]):dir(ltr)>li{unicode-bidi:plaintext}
.prose :is(ul,ol){padding-inline-start:1.4em}
.prose li+li{margin-block-start:.4em}
.prose ::marker{color:var(--soft)}
.prose blockquote{margin-inline:0;padding-inline-start:1.2em;border-inline-start:3px solid var(--accent);font-style:italic}
.prose blockquote cite{font-style:normal;font-size:.9em;color:var(--soft)}
.prose figure{margin-inline:0;margin-block:1.8em}
.prose img{block-size:auto}
.prose iframe{aspect-ratio:16/9;inline-size:100%;block-size:auto;border:0}
.prose table{display:block;max-inline-size:100%;overflow-x:auto;border-collapse:collapse;font-family:var(--sans);font-size:.9rem;line-height:1.45}
.prose :is(th,td){padding:.5em .9em .5em 0;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}
.prose pre{overflow-x:auto;background:var(--panel);padding:1em;font-size:.85em;line-height:1.5}
.prose code{font-size:.88em}
.prose hr{border:0;border-block-start:1px solid var(--line);margin-block:2em}
.prose summary{cursor:pointer;font-weight:700;padding-block:.3em}
.prose .has-text-align-center{text-align:center}.prose .has-text-align-right{text-align:end}
@media (min-width:60rem){.prose .alignwide,.prose .alignfull{margin-inline:-5rem}}
.notice{margin-block-end:1.5rem;padding:.7rem 1rem;background:var(--panel);border-inline-start:4px solid var(--accent);font-family:var(--sans);font-weight:600}
.lock{background:var(--panel);border-block-start:3px solid var(--accent);padding:1.25rem;display:grid;gap:1rem}
.lock :is(label,input){display:block;inline-size:100%;box-sizing:border-box;font:1rem/1.4 var(--sans)}
.lock input{max-inline-size:20rem;margin-block-start:.3rem;padding:.6rem;border:1px solid var(--soft);background:var(--paper);color:var(--ink)}
.lock .button{border:0;cursor:pointer}
.story-foot{max-inline-size:39rem;margin:2.5rem auto 0;display:grid;gap:1.5rem}
.terms{font-size:.8125rem;color:var(--soft);border-block-start:1px solid var(--line);padding-block-start:1rem}
.terms a{display:inline-block;padding:.2rem .6rem;margin:.15rem 0;border:1px solid var(--line);border-radius:1rem;color:var(--ink);text-decoration:none}
.terms a:hover{border-color:var(--accent)}
.author-box{display:flex;flex-wrap:wrap;gap:1rem;align-items:flex-start;font-size:1rem;line-height:1.5}
.author-box p{flex:1 1 12rem;min-inline-size:0}
.author-box .portrait{inline-size:4.5rem;block-size:4.5rem}
.call{background:var(--panel);border-block-start:3px solid var(--accent);padding:1.25rem}
.call p+p{margin-block-start:.9rem}
.neighbours{max-inline-size:39rem;margin:2.5rem auto 0;display:grid;grid-template-columns:minmax(0,1fr);gap:1rem;border-block:1px solid var(--line);padding-block:1rem}
.neighbours a{text-decoration:none;font-weight:700;line-height:1.3;overflow-wrap:anywhere}
.neighbours a:hover{text-decoration:underline}
.neighbours span{display:block;font-size:.8125rem;font-weight:400;color:var(--soft)}
@media (min-width:40rem){.neighbours{grid-template-columns:repeat(2,minmax(0,1fr))}.neighbours [rel=next]{text-align:end;grid-column:2}}
.more{margin-block-start:3rem;border-block-start:3px double var(--ink);padding-block-start:1rem}
.more>h2{font:700 .95rem/1.4 var(--sans);margin-block-end:1.25rem}
.cards{display:grid;gap:2rem clamp(1.25rem,3vw,2.25rem);grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}
.card,.card-text{min-inline-size:0}
.card-picture{display:block;margin-block-end:.8rem;aspect-ratio:16/9;overflow:hidden}
.card-picture img{inline-size:100%;block-size:100%;object-fit:cover}
.card h2,.card h3{font-size:1.35rem}
.card :is(h2,h3) a{text-decoration:none}.card :is(h2,h3) a:hover{text-decoration:underline}
.card .kicker{margin-block-end:.2rem}
.excerpt{text-wrap:pretty;margin-block:.5rem .6rem;font-size:1rem;line-height:1.5;color:var(--soft)}
.lead{display:grid;gap:0 2.25rem;margin-block-end:2.25rem;padding-block-end:2.25rem;border-block-end:1px solid var(--ink)}
.lead h2{font-size:clamp(1.75rem,4.4vw,2.75rem);letter-spacing:-.01em;line-height:1.08}
.lead .excerpt{font-size:1.125rem;margin-block-start:.8rem}
@media (min-width:60rem){.lead{grid-template-columns:5fr 3fr}.lead .card-picture{margin:0}}
.listing-head{max-inline-size:50rem;margin-block-end:2rem;display:grid;gap:.9rem;justify-items:start}
.listing-title{font-size:clamp(1.8rem,5vw,2.75rem)}
.listing-head h1.listing-title,.listing-head .kicker{margin:0}
.page-number{font-size:1rem;font-weight:400;color:var(--soft)}
.nothing{padding-block:3rem;text-align:center}
.pagination{display:flex;flex-wrap:wrap;justify-content:center;align-items:center;gap:.5rem 1.5rem;margin-block-start:2.75rem;padding-block-start:1.25rem;border-block-start:1px solid var(--line);font-size:.9375rem}
.pagination ul{display:flex;gap:.25rem}
.pagination li>*{display:inline-block;min-inline-size:2rem;padding:.25rem .4rem;text-align:center}
.pagination [aria-current]{font-weight:700;box-shadow:inset 0 -3px var(--accent)}
.colophon::before{content:"";display:block;border-block-start:3px double var(--ink);margin-block-end:1.25rem}
.colophon{text-align:center;font-family:var(--sans);font-size:.8125rem;color:var(--soft);padding-block:0 2.5rem}
.colophon .nameplate{font-family:var(--serif);font-size:1.35rem;color:var(--ink)}
.chooser main{max-inline-size:44rem;padding-block:clamp(2rem,10vh,6rem)}
.chooser h1{font-size:1.15rem;font-weight:400;font-style:italic;color:var(--soft);margin-block:.4rem 2rem}
.choices{border-block-start:3px double var(--ink)}
.choices a{display:block;padding-block:1.1rem;border-block-end:1px solid var(--line);text-decoration:none}
.choices strong{display:block;font-size:1.5rem;line-height:1.2}.choices a:hover strong{text-decoration:underline}
.choices span{font-weight:600}.choices small{display:block;color:var(--soft);font-size:.9375rem}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media print{.editions,.sections,.skip,.more,.neighbours,.call,.terms,.colophon nav{display:none}body{font-size:11pt;background:#fff;color:#000}
.prose table{display:table}.prose :is(th,td){overflow-wrap:anywhere}.prose a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}}
`

/** The stylesheet with a region's accent (#rrggbb); in the dark scheme the accent is lightened until it reads. */
export function stylesheetFor(accent: string): string {
  const safe = /^#[0-9a-f]{6}$/i.test(accent) ? accent : '#0b5d5e'
  return SHEET.trim().replaceAll('ACCENT_DARK', lightened(safe)).replaceAll('ACCENT', safe)
}

const DARK_PAPER = '#141311'
/** WCAG 2.2, 1.4.3 (4.5:1), with some room for the panels, which are lighter than the paper. */
const MIN_CONTRAST = 5.5

function lightened(accent: string): string {
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = mixWithWhite(accent, share)
    if (contrast(mixed, DARK_PAPER) >= MIN_CONTRAST) return mixed
  }
  return '#ffffff'
}

function channels(color: string): number[] {
  return [1, 3, 5].map((from) => Number.parseInt(color.slice(from, from + 2), 16))
}

function mixWithWhite(color: string, share: number): string {
  const mixed = channels(color).map((value) => Math.round(value + (255 - value) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance, WCAG 2.2. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
