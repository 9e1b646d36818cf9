// Type, measure and rhythm. Serif for what is read, the system's sans for small furniture; no web fonts, no physical
// left and right: right-to-left regions use the same sheet.

/** What every page starts from. */
export const BASE = `
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block-start:1.5rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);overflow-wrap:break-word;text-rendering:optimizeLegibility;font-kerning:normal}
a{color:inherit;text-decoration-color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:.06em}
a:hover{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
main:focus{outline:none}
img,picture,video,iframe,svg{max-inline-size:100%}
img{block-size:auto;display:block;background:var(--panel)}
h1,h2,h3,h4,h5,h6{font-weight:700;line-height:1.15;text-wrap:balance;margin:0;overflow-wrap:anywhere}
p,ul,ol,figure,blockquote{margin:0}
ul[class],nav ul,nav ol{list-style:none;padding:0}
button{font:inherit;color:inherit}
.nowrap{white-space:nowrap}
.skip{position:absolute;inset-inline-start:-100vw;background:var(--ink);color:var(--paper);padding:.6rem 1rem;z-index:2;font-family:var(--sans)}
.skip:focus{inset-inline-start:0;inset-block-start:0}
.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kicker,.meta,.role,.label,figcaption{font-family:var(--sans)}
.kicker{font-size:var(--s-1);font-weight:700;letter-spacing:.03em;color:var(--accent);line-height:1.4}
.kicker a{color:inherit;text-decoration:none;display:inline-block;padding-block:.2rem}
.meta{font-size:var(--s-1);color:var(--soft);line-height:1.5}
.meta a,.byline a,.author-box a{display:inline-block;padding-block:.3rem}
.meta a{color:inherit}
:is(.kicker,.meta,.byline,.neighbours,.card h2,.card h3,.label) a:not(:hover){text-decoration:none}
:is(.kicker,.meta,.byline,.neighbours,.card h2,.card h3,.label) a:hover{text-decoration:underline}
.label{font-size:var(--s-1);font-weight:700;line-height:1.4;color:var(--ink)}
.role{color:var(--soft);font-size:.9em}
figcaption{font-size:var(--s-1);line-height:1.45;color:var(--soft);padding-block-start:.5rem}
.credit{white-space:nowrap}
.standfirst{font-size:var(--s1);line-height:1.45;color:var(--soft);text-wrap:pretty}
.standfirst :is(p,ul,ol)+*{margin-block-start:.6em}
.button{display:inline-block;max-inline-size:100%;overflow-wrap:anywhere;font:600 1rem/1.3 var(--sans);background:var(--accent);color:var(--paper);padding:.7rem 1.2rem;border:0;border-radius:.2rem;text-decoration:none;cursor:pointer}
.button:hover{color:var(--paper);text-decoration:underline}
.portrait{border-radius:50%;object-fit:cover;flex:none;inline-size:3rem;block-size:3rem}
.notice{margin-block-end:1.5rem;padding:.7rem 1rem;background:var(--panel);border-inline-start:4px solid var(--accent);font-family:var(--sans);font-weight:600}
`
