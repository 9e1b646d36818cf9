/** Masthead, menu, colophon and the page between; the chooser. */
export const FRAME = `
.masthead,main,.colophon{max-inline-size:76rem;margin-inline:auto;padding-inline:var(--edge)}
.masthead{display:grid;grid-template:auto auto auto/minmax(min-content,1fr) minmax(0,auto) minmax(min-content,1fr);align-items:center;gap:0 .5rem;border-block-end:1px solid}
.masthead>*{grid-column:1/-1}
.masthead>.menu-button{grid-area:2/1}
.masthead>.nameplate{grid-area:2/2}
.masthead>.tools{grid-area:2/3;justify-self:end}
.tagline{grid-row:3;text-align:center;font:italic .95rem/1.35 var(--serif);color:var(--soft);padding:0 0 .6rem;text-wrap:balance}
.menu-button,.menu-close{justify-self:start;display:flex;align-items:center;gap:.5rem;min-block-size:2.75rem;padding:0 .6rem;margin-inline:-.6rem;background:none;color:inherit;border:0;font:600 var(--small)}
.menu-button::before{content:"";inline-size:1.25rem;block-size:.9rem;border-block:2px solid;background:linear-gradient(currentColor,currentColor) 0/100% 2px no-repeat}
.nameplate{text-align:center;font-size:clamp(1.35rem,5.2vw,3.25rem);font-weight:700;line-height:1.1;letter-spacing:-.02em;padding-block:.35rem;view-transition-name:nameplate}
.nameplate a:hover{color:inherit}
.logo{inline-size:auto;max-block-size:clamp(2.25rem,6vw,3.75rem);background:#fff}
.editions ul,.bar ul{justify-content:center;gap:0 1.1rem;font:var(--small)}
.editions li>*{padding-block:.35rem}
.editions [aria-current]{font-weight:700}
.masthead>.editions,.bar{display:none}
.bar{border-block:1px solid}
.bar a{font-weight:600;font-size:.9rem;padding-block:.55rem}
.bar [aria-current],.pagination [aria-current]{box-shadow:inset 0 -3px var(--accent)}
@media(min-width:60rem){.masthead:has(.bar){border-block-end:0}.masthead>.editions,.bar{display:block}.bar{border-block-end:3px double}}
@media(max-width:30rem){.masthead :is(.menu-text,.tagline){display:none}}
.menu:popover-open{position:fixed;inset:0;inset-inline-end:auto;margin:0;border:0;background:var(--paper);color:inherit;padding:.4rem var(--edge) 2rem;inline-size:min(24rem,100vw);block-size:100dvh;max-block-size:none;overflow:auto}
.menu-close::before{content:"✕"}
.menu nav>ul>li{border-block-start:var(--hair)}
.menu a,.menu span{padding-block:.55rem}
.menu .sections a{font-size:1.2rem;font-weight:700;line-height:1.3}
.menu [aria-current]{color:var(--accent)}
.menu ul ul{padding:0 1rem .5rem;border:0}
.menu .sections li li a{padding-block:.3rem;font:var(--small)}
.menu .editions ul{display:block}
.menu .label{margin:1.5rem 0 0}
@supports not selector(:popover-open){.menu-button,.menu-close{display:none}}
main{padding-block:clamp(1.25rem,3.5vw,2.5rem)}
.colophon{padding-block:2rem 3rem;font:var(--small);color:var(--soft)}
.colophon::before{content:"";display:block;border-block-start:3px double;margin:0 0 1.5rem}
.colophon :is(.nameplate,.tagline){font:700 1.2rem/1.3 var(--serif);text-align:start;padding:0;view-transition-name:none}
.colophon .tagline{font:italic 1rem var(--serif)}
.colophon-links{display:grid;gap:1.5rem 2rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,11rem),1fr));margin:1.25rem 0 1.5rem}
.colophon nav:has(.many){grid-column:1/-1}
.many{columns:9rem}
.chooser main{max-inline-size:44rem;padding-block:8vh}
.chooser .nameplate{text-align:start;font-size:var(--s5)}
.chooser h1{font:italic 1.15rem var(--serif);margin:.4rem 0 2rem}
.choices{border-block-start:3px double}
.choices a{padding-block:1.1rem;border-block-end:var(--hair)}
.choices strong{font-size:1.5rem;line-height:1.2}
.choices small{color:var(--soft);font-size:1rem}
`
