/** Masthead, menu, colophon and the page between; the chooser. */
export const FRAME = `
.masthead,main,.colophon{max-inline-size:76rem;margin-inline:auto;padding-inline:var(--edge)}
body::before{content:"";display:block;block-size:.3rem;background:var(--brand)}
.masthead{display:grid;grid-template-columns:minmax(2.75rem,1fr) minmax(0,auto) minmax(2.75rem,1fr);align-items:center;column-gap:.5rem;padding-block-start:.4rem}
.masthead>*{grid-column:1/-1}
.masthead>:is(.menu-button,.nameplate,.tools){grid-row:2}
.menu-button,.menu-close{display:inline-flex;align-items:center;gap:.5rem;min-block-size:2.75rem;padding:0 .6rem;margin-inline-start:-.6rem;background:none;border:0;font:600 var(--s-1)/1 var(--sans);cursor:pointer}
.masthead>.menu-button{grid-column:1;justify-self:start}
.menu-button::before{content:"";inline-size:1.25rem;block-size:.9rem;border-block:2px solid;background:linear-gradient(currentColor,currentColor) center/100% 2px no-repeat}
.masthead>.tools{grid-column:3;justify-self:end}
.masthead>.nameplate{grid-column:2}
.nameplate{text-align:center;font-size:clamp(1.35rem,5.2vw,3.25rem);font-weight:700;line-height:1.1;letter-spacing:-.02em;overflow-wrap:anywhere;padding-block:.35rem;view-transition-name:nameplate}
.nameplate a{text-decoration:none;color:inherit;display:inline-block;min-block-size:1.5rem}
.logo{inline-size:auto;max-block-size:clamp(2.25rem,6vw,3.75rem);object-fit:contain;background:#fff;border-radius:.15rem}
.tagline{text-align:center;font-style:italic;color:var(--soft);font-size:.95rem;line-height:1.35;padding-block-end:.6rem;text-wrap:balance}
.editions ul,.bar ul{display:flex;flex-wrap:wrap;justify-content:center;column-gap:1.1rem;font:var(--s-1)/1.5 var(--sans)}
.editions li>*,.bar a{display:inline-block;padding-block:.35rem}
.editions [aria-current]{font-weight:700}
.masthead>.editions,.bar{display:none}
.bar{border-block:1px solid var(--ink);box-shadow:0 2px 0 var(--paper),0 3px 0 var(--ink)}
.bar a{font-size:.9rem;font-weight:600;padding-block:.55rem;text-decoration:none;overflow-wrap:anywhere}
.bar a:hover{text-decoration:underline}
.bar [aria-current]{box-shadow:inset 0 -3px var(--accent)}
.masthead::after{content:"";grid-column:1/-1;border-block-end:1px solid var(--ink)}
@media (min-width:60rem){.masthead>.editions,.bar{display:block}.masthead::after{display:none}.menu-text,.editions ul{font-size:.875rem}}
@media (max-width:30rem){.masthead .menu-text{position:absolute;clip-path:inset(50%);inline-size:1px;overflow:hidden}.tagline{display:none}}
.menu{background:var(--paper);color:var(--ink);font-family:var(--sans);text-align:start}
.menu:popover-open{position:fixed;inset:0;inset-inline-end:auto;margin:0;border:0;border-inline-end:1px solid var(--line);padding:.4rem var(--edge) 2rem;inline-size:min(24rem,100vw);block-size:100dvh;max-block-size:none;overflow:auto;overscroll-behavior:contain}
.menu::backdrop{background:rgb(0 0 0/.5)}
.menu-close::before{content:"✕";font-size:1rem}
.menu li{border-block-start:1px solid var(--line)}
.menu a,.menu span{display:block;padding-block:.6rem;text-decoration:none;line-height:1.35;overflow-wrap:anywhere}
.menu a:hover{text-decoration:underline}
.menu .sections>ul>li>a{font:700 1.2rem/1.3 var(--serif)}
.menu [aria-current]{color:var(--accent);font-weight:700}
.menu ul ul{padding-inline-start:1rem;padding-block-end:.6rem}
.menu ul ul li{border:0}
.menu ul ul a{padding-block:.25rem;font-size:.9375rem}
.menu .editions{margin-block-start:1.5rem}
.menu .editions ul{display:block}
@supports not selector(:popover-open){.menu-button,.menu-close{display:none}}
main{padding-block:clamp(1.25rem,3.5vw,2.5rem)}
.colophon{margin-block-start:2rem;padding-block-end:3rem;font:var(--s-1)/1.6 var(--sans);color:var(--soft)}
.colophon::before{content:"";display:block;border-block-start:3px double var(--ink);margin-block-end:1.5rem}
.colophon .nameplate{font:700 1.35rem/1.2 var(--serif);color:var(--ink);text-align:start;padding:0;view-transition-name:none}
.colophon .tagline{text-align:start}
.colophon-links{display:grid;gap:1.5rem 2rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,9rem),1fr));margin-block:1.25rem 1.5rem}
.colophon nav a,.colophon nav span{display:inline-block;padding-block:.25rem}
.colophon nav a:not(:hover){text-decoration-color:var(--line)}
.colophon .label{margin-block-end:.25rem}
.colophon nav ul.many{columns:9rem}
.chooser main{max-inline-size:44rem;padding-block:clamp(2rem,10vh,6rem)}
.chooser .nameplate{text-align:start;font-size:clamp(2rem,7vw,3.5rem)}
.chooser h1{font-size:1.15rem;font-weight:400;font-style:italic;color:var(--soft);margin-block:.4rem 2rem}
.choices{border-block-start:3px double var(--ink)}
.choices a{display:block;padding-block:1.1rem;border-block-end:1px solid var(--line);text-decoration:none}
.choices strong{display:block;font-size:1.5rem;line-height:1.2}.choices a:hover strong{text-decoration:underline}
.choices span{font-weight:600}.choices small{display:block;color:var(--soft);font-size:.9375rem}
`
