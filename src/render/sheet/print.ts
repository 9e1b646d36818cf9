/** Paper: the article alone, black on white, with the addresses that links lead to. */
export const PRINT = `
@media print{@page{margin:18mm}
:root{--paper:#fff;--ink:#000;--soft:#333;--line:#999;--panel:#fff;--accent:#000;--mark:#fff;color-scheme:light}
body{font-size:11pt}body::before,.editions,.bar,.menu,.menu-button,.tools,.skip,.more,.fronts+.more,.neighbours,.call,.tags,.share,.contents,.anchor,.pagination,.colophon-links,.button{display:none!important}
.masthead{display:block;border-block-end:1pt solid}.masthead,main,.colophon,.prose,.story-head,.story-foot,.lead-image{max-inline-size:none;padding-inline:0}
.nameplate{font-size:16pt;text-align:start}.story-head h1{font-size:24pt}.story-head :is(h1,.standfirst){margin-inline-end:0}
.prose{font-size:11pt;line-height:1.45;orphans:3;widows:3}.lead-image img,.prose img{max-block-size:11cm;inline-size:auto;margin-inline:0}
figure,blockquote,tr,pre,.author-box,.card{break-inside:avoid}h1,h2,h3,h4{break-after:avoid}
.has-contents{display:block}.prose .pullquote{float:none;inline-size:auto;margin-inline:0}.prose :is(.alignwide,.alignfull,.gallery){margin-inline:0}
.scroll{overflow:visible;background:none}.prose :is(th,td){overflow-wrap:anywhere}.prose pre{white-space:pre-wrap}
.embed,.embed.slim{aspect-ratio:auto;padding:.5rem 0;min-block-size:0}.embed::before{display:none}
.prose a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
.source{display:block;font-size:9pt;overflow-wrap:anywhere}}
`
