/** Paper: the article alone, black on white, with the addresses that links lead to. */
export const PRINT = `
@media print{@page{margin:18mm}
:root{--paper:#fff;--ink:#000;--soft:#333;--line:#999;--panel:#fff;--accent:#000;--mark:#fff;color-scheme:light}
body{font-size:11pt}
body::before,.editions,.bar,.menu-button,.tools,.skip,.more,.neighbours,.call,.tags,.share,.contents,.anchor,.pagination,.colophon-links,.embed::before{display:none!important}
.masthead{display:block}.masthead>*{text-align:start}.masthead .nameplate{font-size:16pt}
.story-head,.prose,.story-foot,.lead-image,.has-contents{max-inline-size:none;display:block;margin-inline:0!important}
.story-head :is(h1,.standfirst),.prose *{margin-inline:0!important}
.prose{font-size:11pt;line-height:1.45}
:is(.lead-image,.prose) img{max-block-size:11cm;inline-size:auto}
figure,blockquote,tr,pre,.author-box,.card{break-inside:avoid}
.prose details::details-content{content-visibility:visible;block-size:auto}
.prose .pullquote{float:none;inline-size:auto}
.scroll{overflow:visible}.prose :is(th,td){overflow-wrap:anywhere}.prose pre{white-space:pre-wrap}
.embed{aspect-ratio:auto;padding:0!important;border:0}
.prose a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em}
.source{display:block}}
`
