import { expect, test } from 'vitest'
import { prepareBody } from '#ingest/prepare.ts'
import { NO_CONTEXT } from './corpus.ts'

async function clean(content: string): Promise<string> {
  const context = { ...NO_CONTEXT, title: 'A title', authorName: 'Jane Doe' }
  const { body } = await prepareBody({ title: context.title, content, excerpt: '' }, context)
  return body.html
}

const CASES: readonly (readonly [name: string, given: string, expected: string])[] = [
  [
    'a paste of Google Docs keeps what is bold and no more',
    `<b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">Bold</span><span style="font-weight:400"> plain </span><span style="font-style:italic">it</span></p><br><ul><li dir="ltr"><p dir="ltr"><span>One</span></p></li></ul></b>`,
    `<p dir="ltr"><strong>Bold</strong> plain <em>it</em></p><ul><li dir="ltr">One</li></ul>`,
  ],
  [
    'lists that Word draws by style are lists',
    `<p class="MsoNormal">A<o:p></o:p></p><p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·<span>&nbsp;&nbsp;</span></span>First</p><p class="MsoListParagraph" style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">o&nbsp;</span>Sub</p><p class="MsoListParagraph" style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>Second</p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>`,
    `<p>A</p><ul><li>First<ul><li>Sub</li></ul></li><li>Second</li></ul>`,
  ],
  [
    'Beaver Builder: accordion and button',
    `<div class="fl-module"><div class="fl-accordion"><div class="fl-accordion-item"><div class="fl-accordion-button"><a class="fl-accordion-button-label">Q1</a><i class="fl-accordion-button-icon fas fa-plus"></i></div><div class="fl-accordion-content"><p>A1</p></div></div></div><div class="fl-button-wrap"><a href="https://x.example/go" class="fl-button"><span class="fl-button-text">Go</span></a></div></div>`,
    `<details><summary>Q1</summary><p>A1</p></details><p><a class="button" href="https://x.example/go">Go</a></p>`,
  ],
  [
    'Bricks: accordion and button',
    `<div class="brxe-accordion"><div class="accordion-item"><div class="accordion-title-wrapper"><h3 class="accordion-title">Q</h3></div><div class="accordion-content-wrapper"><p>A</p></div></div></div><a class="brxe-button bricks-button" href="/x/">Go</a>`,
    `<details><summary>Q</summary><p>A</p></details><p><a class="button" href="/ca/x/">Go</a></p>`,
  ],
  [
    'Oxygen: heading, text and button',
    `<div class="ct-section"><div class="ct-section-inner-wrap"><h1 class="ct-headline">Head</h1><div class="ct-text-block">Text of it</div><a class="ct-link-button" href="https://x.example/">Buy</a></div></div>`,
    `<h2 id="head">Head</h2><p>Text of it</p><p><a class="button" href="https://x.example/">Buy</a></p>`,
  ],
  [
    'Thrive: a button, and what a phone alone shows',
    `<div class="thrv_wrapper thrv-button"><a href="https://x.example/" class="tcb-button-link"><span class="tcb-button-texts"><span class="tcb-button-text">Click</span></span></a></div><div class="tcb-desktop-hidden">Phone words here</div>`,
    `<p><a class="button" href="https://x.example/">Click</a></p><p>Phone words here</p>`,
  ],
  [
    'SiteOrigin: accordion and button',
    `<div class="sow-accordion"><div class="sow-accordion-panel"><div class="sow-accordion-panel-header-container"><div class="sow-accordion-panel-header"><div class="sow-accordion-title">Q</div><div class="sow-accordion-open-close-button"></div></div></div><div class="sow-accordion-panel-content"><p>A</p></div></div></div><div class="ow-button-base"><a class="sowb-button" href="/b/"><span>B</span></a></div>`,
    `<details><summary>Q</summary><p>A</p></details><p><a class="button" href="/ca/b/">B</a></p>`,
  ],
  [
    'Avada: tabs and toggle',
    `<div class="fusion-tabs"><div class="nav"><ul class="nav-tabs"><li><a class="tab-link" href="#tab-1"><h4>One</h4></a></li><li><a class="tab-link" href="#tab-2"><h4>Two</h4></a></li></ul></div><div class="tab-content"><div class="tab-pane" id="tab-1"><p>First</p></div><div class="tab-pane" id="tab-2"><p>Second</p></div></div></div><div class="fusion-panel"><div class="panel-heading"><h4 class="panel-title"><a href="#x"><span class="fusion-toggle-icon-wrapper"></span><span class="fusion-toggle-heading">Q</span></a></h4></div><div class="panel-collapse"><div class="panel-body">A</div></div></div>`,
    `<details><summary>One</summary><p>First</p></details><details><summary>Two</summary><p>Second</p></details><details><summary>Q</summary><p>A</p></details>`,
  ],
  [
    'Kadence: a pane, and a paragraph for each button',
    `<div class="wp-block-kadence-pane"><div class="kt-accordion-header-wrap"><button class="kt-blocks-accordion-header"><div class="kt-blocks-accordion-title-wrap"><span class="kt-blocks-accordion-title">Q</span></div></button></div><div class="kt-accordion-panel"><div class="kt-accordion-panel-inner"><p>A</p></div></div></div><div class="wp-block-kadence-advancedbtn"><a class="kb-button kt-button" href="/k/"><span class="kt-btn-inner-text">Go</span></a><a class="kb-button" href="/l/">Second</a></div>`,
    `<details><summary>Q</summary><p>A</p></details><p><a class="button" href="/ca/k/">Go</a></p><p><a class="button" href="/ca/l/">Second</a></p>`,
  ],
  [
    'Spectra: a question with its answer',
    `<div class="uagb-faq-item"><div class="uagb-faq-questions-button"><span class="uagb-icon">+</span><span class="uagb-question">Q</span></div><div class="uagb-faq-content"><p>A</p></div></div>`,
    `<details><summary>Q</summary><p>A</p></details>`,
  ],
  [
    'Stackable: an accordion that is details already',
    `<details class="stk-block-accordion"><summary class="stk-block-accordion__heading"><h4>Q</h4><svg></svg></summary><div class="stk-block-accordion__content"><p>A</p></div></details>`,
    `<details><summary>Q</summary><p>A</p></details>`,
  ],
  [
    'Breakdance: a question on a button, and a button',
    `<div class="bde-faq"><div class="bde-faq__item"><button class="bde-faq__question"><span class="bde-faq__title">Q</span></button><div class="bde-faq__answer"><div class="bde-faq__answer-content"><p>A</p></div></div></div></div><div class="bde-button"><a class="button-atom bde-button__button" href="/b/"><span>Go</span></a></div>`,
    `<details><summary>Q</summary><p>A</p></details><p><a class="button" href="/ca/b/">Go</a></p>`,
  ],
  [
    'Enfold: toggle, tab and button',
    `<section class="av_toggle_section"><p class="toggler">Q<span class="toggle_icon"></span></p><div class="toggle_wrap"><div class="toggle_content"><p>A</p></div></div></section><section class="av_tab_section"><div class="tab">T</div><div class="tab_content"><div class="tab_inner_content"><p>C</p></div></div></section><a href="/b/" class="avia-button"><span class="avia_iconbox_title">Go</span></a>`,
    `<details><summary>Q</summary><p>A</p></details><details><summary>T</summary><p>C</p></details><p><a class="button" href="/ca/b/">Go</a></p>`,
  ],
  [
    'Beaver Builder: tabs that say their names twice, and a caption',
    `<div class="fl-tabs"><div class="fl-tabs-labels"><a class="fl-tabs-label">T1</a><a class="fl-tabs-label">T2</a></div><div class="fl-tabs-panels"><div class="fl-tabs-label fl-tabs-panel-label">T1</div><div class="fl-tabs-panel-content"><p>C1</p></div><div class="fl-tabs-label fl-tabs-panel-label">T2</div><div class="fl-tabs-panel-content"><p>C2</p></div></div></div><div class="fl-photo"><div class="fl-photo-content"><img src="https://x.example/a.jpg" alt="a"></div><div class="fl-photo-caption">Cap</div></div>`,
    `<details><summary>T1</summary><p>C1</p></details><details><summary>T2</summary><p>C2</p></details><figure><img src="https://x.example/a.jpg" alt="a"><figcaption>Cap</figcaption></figure>`,
  ],
  [
    'a button that opens what it names',
    `<h3><button aria-expanded="false" aria-controls="p1">Q</button></h3><div id="p1"><p>A</p></div>`,
    `<details><summary>Q</summary><p>A</p></details>`,
  ],
  [
    'AMP: picture, player, post and accordion',
    `<amp-img src="https://x.example/a.jpg" width="600" height="400" alt="A"><noscript><img src="https://x.example/a.jpg" alt="A"></noscript></amp-img><amp-youtube data-videoid="dQw4w9WgXcQ"></amp-youtube><amp-twitter data-tweetid="99"></amp-twitter><amp-accordion><section><h4>Q</h4><div>A</div></section></amp-accordion><amp-ad></amp-ad>`,
    `<figure><img src="https://x.example/a.jpg" width="600" height="400" alt="A"></figure><figure><iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" title="YouTube" width="640" height="360" allowfullscreen=""></iframe></figure><p><a href="https://twitter.com/i/status/99">https://twitter.com/i/status/99</a></p><details><summary>Q</summary><p>A</p></details>`,
  ],
  [
    'Blogger: a picture with words in a table',
    `<table class="tr-caption-container"><tbody><tr><td><a href="https://x.example/b"><img src="https://x.example/b.png" alt="b"></a></td></tr><tr><td class="tr-caption">Cap</td></tr></tbody></table>`,
    `<figure><a href="https://x.example/b"><img src="https://x.example/b.png" alt="b"></a><figcaption>Cap</figcaption></figure>`,
  ],
  [
    'links of pasted documents and messages lead straight there',
    `<p><a href="https://www.google.com/url?q=https://x.example/p&amp;sa=D&amp;usg=1">one</a> <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fx.example%2Fq&amp;data=1">two</a></p>`,
    `<p><a href="https://x.example/p">one</a> <a href="https://x.example/q">two</a></p>`,
  ],
  [
    'Jetpack: a slideshow that is all in its settings',
    `<div class="jetpack-slideshow" data-gallery='[{"src":"https://x.example/s.jpg","alt":"S","caption":"C"},{"src":"https://x.example/t.jpg","caption":""}]'></div>`,
    `<figure class="gallery"><figure><img src="https://x.example/s.jpg" alt="S"><figcaption>C</figcaption></figure><figure><img src="https://x.example/t.jpg" alt=""></figure></figure>`,
  ],
  [
    'Kadence: the words of a picture beside boxes that are named like it',
    `<div class="wp-block-kadence-advancedgallery"><ul class="kb-gallery-ul"><li class="kadence-blocks-gallery-item"><figure><div class="kb-gallery-image-contain kadence-blocks-gallery-intrinsic"><img src="https://x.example/a.jpg" alt="a"></div><div class="kadence-blocks-gallery-item__caption">Cap</div></figure></li><li class="kadence-blocks-gallery-item"><figure><img src="https://x.example/b.jpg" alt="b"></figure></li></ul></div>`,
    `<figure class="gallery"><figure><img src="https://x.example/a.jpg" alt="a"><figcaption>Cap</figcaption></figure><figure><img src="https://x.example/b.jpg" alt="b"></figure></figure>`,
  ],
  [
    'what turns while a form is sent is no picture',
    `<p>Text</p><img class="wpforms-submit-spinner" src="https://x.example/submit-spin.svg" width="26" height="26" alt="Loading">`,
    `<p>Text</p>`,
  ],
  [
    'a paste of Notion',
    `<!-- notionvc: 1 --><h1>Notes</h1><p><strong>Bold</strong> <code>x</code></p><ul><li><p>One</p><ul><li><p>Sub</p></li></ul></li></ul>`,
    `<h2 id="notes">Notes</h2><p><strong>Bold</strong> <code>x</code></p><ul><li>One<ul><li>Sub</li></ul></li></ul>`,
  ],
  [
    'Jetpack: a tiled wall in full size, with the links to other places',
    `<div class="tiled-gallery type-rectangular"><div class="gallery-row"><div class="gallery-group"><div class="tiled-gallery-item"><a href="https://old.example/post/img-a/"><img data-orig-file="https://old.example/wp-content/uploads/a.jpg" src="https://i0.wp.com/old.example/wp-content/uploads/a.jpg?w=300" alt="A"></a><div class="tiled-gallery-caption">Cap A</div></div><div class="tiled-gallery-item"><a href="https://other.example/"><img src="https://old.example/wp-content/uploads/b.jpg" alt="B"></a></div></div></div></div>`,
    `<figure class="gallery"><figure><img src="https://old.example/wp-content/uploads/a.jpg" alt="A"><figcaption>Cap A</figcaption></figure><figure><a href="https://other.example/"><img src="https://old.example/wp-content/uploads/b.jpg" alt="B"></a></figure></figure>`,
  ],
  [
    'NextGEN: thumbnails become the pictures',
    `<div class="ngg-galleryoverview"><div class="ngg-gallery-thumbnail-box"><div class="ngg-gallery-thumbnail"><a href="https://old.example/wp-content/gallery/one/p1.jpg"><img src="https://old.example/wp-content/gallery/one/thumbs/thumbs_p1.jpg" alt="P1"></a></div></div><div class="ngg-gallery-thumbnail"><a href="https://old.example/wp-content/gallery/one/p2.jpg"><img src="https://old.example/wp-content/gallery/one/thumbs/thumbs_p2.jpg" alt="P2"></a></div></div>`,
    `<figure class="gallery"><figure><img src="https://old.example/wp-content/gallery/one/p1.jpg" alt="P1"></figure><figure><img src="https://old.example/wp-content/gallery/one/p2.jpg" alt="P2"></figure></figure>`,
  ],
  [
    'an older gallery block without links to attachment pages',
    `<ul class="wp-block-gallery columns-2"><li class="blocks-gallery-item"><figure><a href="https://old.example/a-page/"><img src="https://old.example/wp-content/uploads/a-1024x768.jpg" data-full-url="https://old.example/wp-content/uploads/a.jpg" data-link="https://old.example/a-page/" alt="A"></a><figcaption>Cap</figcaption></figure></li><li class="blocks-gallery-item"><figure><img src="https://old.example/wp-content/uploads/b.jpg" alt="B"></figure></li></ul>`,
    `<figure class="gallery"><figure><img src="https://old.example/wp-content/uploads/a.jpg" alt="A"><figcaption>Cap</figcaption></figure><figure><img src="https://old.example/wp-content/uploads/b.jpg" alt="B"></figure></figure>`,
  ],
  [
    'a gallery block of the second generation',
    `<figure class="wp-block-gallery"><ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure><img src="https://x.example/a.jpg" alt="A"><figcaption class="blocks-gallery-item__caption">Cap</figcaption></figure></li><li class="blocks-gallery-item"><figure><img src="https://x.example/b.jpg" alt="B"></figure></li></ul><figcaption class="blocks-gallery-caption">All</figcaption></figure>`,
    `<figure class="gallery"><figure><img src="https://x.example/a.jpg" alt="A"><figcaption>Cap</figcaption></figure><figure><img src="https://x.example/b.jpg" alt="B"></figure><figcaption>All</figcaption></figure>`,
  ],
  [
    'the gallery of the classic editor, with its words, uncut',
    `<div id="gallery-1" class="gallery"><dl class="gallery-item"><dt class="gallery-icon"><a href="https://old.example/x/pic/"><img src="https://old.example/wp-content/uploads/pic-150x150.jpg" class="attachment-thumbnail" width="150" height="150" alt=""></a></dt><dd class="wp-caption-text gallery-caption">Word</dd></dl><br style="clear: both"></div>`,
    `<figure><img src="https://old.example/wp-content/uploads/pic.jpg" alt=""><figcaption>Word</figcaption></figure>`,
  ],
  [
    'quotation, pulled quotation and verse',
    `<blockquote class="wp-block-quote"><p>Say</p><cite>Who</cite></blockquote><figure class="wp-block-pullquote"><blockquote><p>Pull</p><cite>Her</cite></blockquote></figure><pre class="wp-block-verse">one
two</pre>`,
    `<blockquote><p>Say</p><p><cite>Who</cite></p></blockquote><blockquote class="pullquote"><p>Pull</p><p><cite>Her</cite></p></blockquote><p>one<br>two</p>`,
  ],
  [
    'a table with head, foot and words; its numbers line up',
    `<figure class="wp-block-table"><table><thead><tr><th>Name</th><th>Sum</th></tr></thead><tbody><tr><td>A</td><td>1,200</td></tr><tr><td>B</td><td>30</td></tr></tbody><tfoot><tr><td>All</td><td>1,230</td></tr></tfoot></table><figcaption>Sums</figcaption></figure>`,
    `<figure><table><thead><tr><th>Name</th><th>Sum</th></tr></thead><tbody><tr><td>A</td><td class="has-text-align-right">1,200</td></tr><tr><td>B</td><td class="has-text-align-right">30</td></tr></tbody><tfoot><tr><td>All</td><td class="has-text-align-right">1,230</td></tr></tfoot></table><figcaption>Sums</figcaption></figure>`,
  ],
  [
    'tables that only place things dissolve',
    `<table><tr><td><table><tr><td></td></tr></table></td></tr></table><table><tr><td><img src="https://x.example/a.png" alt="a"></td><td></td></tr></table><table><tr><td><h2>Left</h2><p>x</p></td></tr></table>`,
    `<figure><img src="https://x.example/a.png" alt="a"></figure><h2 id="left">Left</h2><p>x</p>`,
  ],
  [
    'a list of items alone',
    `<ul><li>One<ul><li>Sub</li></ul></li><ol><li>Wrong</li></ol>text</ul>`,
    `<ul><li>One<ul><li>Sub</li></ul><ol><li>Wrong</li></ol></li><li>text</li></ul>`,
  ],
  [
    'a word of another language keeps it',
    `<div dir="rtl"><p>نص <span lang="en">word</span></p></div>`,
    `<p dir="rtl">نص <span lang="en">word</span></p>`,
  ],
  [
    'a link around blocks goes into each',
    `<a href="https://x.example/card"><div><img src="https://x.example/a.png" alt="a"></div><h3>Card</h3><p>Text</p></a>`,
    `<figure><a href="https://x.example/card"><img src="https://x.example/a.png" alt="a"></a></figure><h2 id="card"><a href="https://x.example/card">Card</a></h2><p><a href="https://x.example/card">Text</a></p>`,
  ],
  [
    'code of four highlighters',
    `<pre class="EnlighterJSRAW" data-enlighter-language="php">&lt;?php
  echo 1;</pre><pre class="brush: js; title">a &lt; b</pre><pre class="wp-block-code"><code lang="css" class="language-css">a{}<br>b{}</code></pre><div class="crayon-syntax"><textarea class="crayon-plain">x
y</textarea><div class="crayon-main"><table><tr><td>1</td></tr></table></div></div>`,
    `<pre><code class="language-php">&lt;?php
  echo 1;</code></pre><pre><code class="language-js">a &lt; b</code></pre><pre><code class="language-css">a{}
b{}</code></pre><pre><code>x
y</code></pre>`,
  ],
  [
    'footnotes of the block editor work both ways',
    `<p>Text<sup data-fn="4f-1" class="fn"><a href="#4f-1" id="4f-1-link">1</a></sup></p><ol class="wp-block-footnotes"><li id="4f-1">Note <a href="#4f-1-link" aria-label="Jump">↩︎</a></li></ol>`,
    `<p>Text<sup><a href="#n-4f-1" id="n-4f-1-link">1</a></sup></p><ol><li id="n-4f-1">Note <a href="#n-4f-1-link">↩︎</a></li></ol>`,
  ],
  [
    'footnotes of a plugin work both ways',
    `<p>Text<span id="easy-footnote-1-5" class="easy-footnote-margin-adjust"></span><span class="easy-footnote"><a href="https://old.example/p/#easy-footnote-bottom-1-5" title="Note"><sup>1</sup></a></span></p><ol class="easy-footnotes-wrapper"><li class="easy-footnote-single"><span id="easy-footnote-bottom-1-5" class="easy-footnote-margin-adjust"></span>Note<a class="easy-footnote-to-top" href="https://old.example/p/#easy-footnote-1-5"></a></li></ol>`,
    `<p id="easy-footnote-1-5">Text<a href="#easy-footnote-bottom-1-5" title="Note"><sup>1</sup></a></p><ol><li id="easy-footnote-bottom-1-5">Note<a href="#easy-footnote-1-5">↩</a></li></ol>`,
  ],
  [
    'players, and links to what is none',
    `<p>https://youtu.be/dQw4w9WgXcQ?t=1m5s</p><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">https://vimeo.com/12345</div><figcaption>Film</figcaption></figure><iframe src="https://unknown.example/x" title="A form"></iframe><object data="https://old.example/wp-content/uploads/a.pdf"></object><video src="/v.mp4"><a href="x">x</a></video>`,
    `<figure><iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=65" title="YouTube" width="640" height="360" allowfullscreen=""></iframe></figure><figure><iframe src="https://player.vimeo.com/video/12345?dnt=1" title="Vimeo" width="640" height="360" allowfullscreen=""></iframe><figcaption>Film</figcaption></figure><p><a href="https://unknown.example/x">A form</a></p><p><a href="https://old.example/wp-content/uploads/a.pdf">a.pdf</a></p><figure><video src="/v.mp4" controls=""></video></figure>`,
  ],
  [
    'a picture behind a text stands before it',
    `<div class="wp-block-cover" style="background-image:url(https://x.example/bg.jpg)"><span class="wp-block-cover__background"></span><div class="wp-block-cover__inner-container"><p class="has-large-font-size">Over</p></div></div><div class="wp-block-media-text"><figure class="wp-block-media-text__media"><img src="https://x.example/a.png" alt="a"></figure><div class="wp-block-media-text__content"><p>Beside</p></div></div>`,
    `<figure><img src="https://x.example/bg.jpg" alt=""></figure><p>Over</p><figure><img src="https://x.example/a.png" alt="a"></figure><p>Beside</p>`,
  ],
  [
    'a film whose address is in settings alone',
    `<div class="elementor-widget elementor-widget-video" data-settings="{&quot;youtube_url&quot;:&quot;https:\\/\\/www.youtube.com\\/watch?v=XHOmBV4js_E&quot;,&quot;video_type&quot;:&quot;hosted&quot;,&quot;hosted_url&quot;:{&quot;url&quot;:&quot;https://x.example/f.mp4&quot;}}"><div class="elementor-video"></div></div>`,
    `<figure><video src="https://x.example/f.mp4" controls=""></video></figure>`,
  ],
  [
    'tabs by the ARIA practices',
    `<div role="tablist"><button role="tab" aria-controls="p1">One</button><button role="tab" aria-controls="p2">Two</button></div><div id="p1" role="tabpanel"><p>First</p></div><div id="p2" role="tabpanel"><p>Second</p></div>`,
    `<details><summary>One</summary><p>First</p></details><details><summary>Two</summary><p>Second</p></details>`,
  ],
  [
    'questions of Yoast and Rank Math, and the details block',
    `<div class="schema-faq wp-block-yoast-faq-block"><div class="schema-faq-section" id="faq-1"><strong class="schema-faq-question">Q?</strong> <p class="schema-faq-answer">A.</p></div></div><div class="rank-math-list"><div id="f" class="rank-math-list-item"><h3 class="rank-math-question">RQ?</h3><div class="rank-math-answer"><p>RA</p></div></div></div><details class="wp-block-details"><summary>S</summary><p>D</p></details>`,
    `<details><summary>Q?</summary><p>A.</p></details><details><summary>RQ?</summary><p>RA</p></details><details><summary>S</summary><p>D</p></details>`,
  ],
  [
    'lazy pictures have their addresses',
    `<img class="lazy" src="data:image/gif;base64,R0lGOD" data-src="https://x.example/r.jpg" data-srcset="https://x.example/r-300x200.jpg 300w, https://x.example/r.jpg 900w" alt="r"><noscript><img src="https://x.example/r.jpg" alt="r"></noscript><img src="data:image/svg+xml,x" alt="s"><noscript><img src="https://x.example/s.jpg" alt="s"></noscript>`,
    `<figure><img src="https://x.example/r.jpg" alt="r" srcset="https://x.example/r-300x200.jpg 300w, https://x.example/r.jpg 900w"></figure><figure><img src="https://x.example/s.jpg" alt="s"></figure>`,
  ],
  [
    'of two banners the desktop shows one; a hidden one alone stays',
    `<div class="elementor-element elementor-hidden-mobile"><a href="/b/"><img src="https://x.example/desk.png" alt=""></a></div><div class="elementor-element elementor-hidden-desktop elementor-hidden-tablet"><a href="/b/"><img src="https://x.example/phone.png" alt=""></a></div><div class="elementor-hidden-tablet">Alone</div>`,
    `<figure><a href="/ca/b/"><img src="https://x.example/desk.png" alt="ca/b"></a></figure><p>Alone</p>`,
  ],
  [
    'title and byline with its portrait go',
    `<h1>A title</h1><p><img src="/j.jpg" width="40" height="40"> Written by: Jane Doe | May 1, 2024</p><p>Start.</p>`,
    `<p>Start.</p>`,
  ],
  [
    'a counter says what it counts to',
    `<div class="elementor-counter"><div class="elementor-counter-title">Clients</div><div class="elementor-counter-number-wrapper"><span class="elementor-counter-number-prefix"></span><span class="elementor-counter-number" data-to-value="250" data-from-value="0">0</span><span class="elementor-counter-number-suffix">+</span></div></div>`,
    `<p>Clients</p><p>250+</p>`,
  ],
  [
    'a testimonial is a quotation with its source',
    `<div class="elementor-testimonial-wrapper"><div class="elementor-testimonial-content">Great.</div><div class="elementor-testimonial-meta"><div class="elementor-testimonial-details"><div class="elementor-testimonial-name">Jo</div><div class="elementor-testimonial-job">CEO</div></div></div></div>`,
    `<blockquote><p>Great.</p><p><cite>Jo, CEO</cite></p></blockquote>`,
  ],
  [
    'captions of the classic editor; a placed picture stands by itself',
    `<div class="wp-caption alignleft" style="width:310px"><a href="https://x.example/big.jpg"><img class="size-medium" src="https://x.example/a.png" alt="a"></a><p class="wp-caption-text">Words <em>here</em></p></div><p><img class="alignright size-medium wp-image-4" src="https://x.example/b.png" alt="b">Then text</p>`,
    `<figure><a href="https://x.example/big.jpg"><img src="https://x.example/a.png" alt="a"></a><figcaption>Words <em>here</em></figcaption></figure><figure><img src="https://x.example/b.png" alt="b"></figure><p>Then text</p>`,
  ],
  [
    'links keep what can be followed, own ones lead here',
    `<p><a href="mailto:a@b.example">m</a> <a href="javascript:void(0)">j</a> <a href="tel:1">t</a> <a href="//x.example/p">p</a> <a href="https://old.example/a/?utm_source=x&b=1" rel="nofollow" target="_blank">o</a></p>`,
    `<p><a href="mailto:a@b.example">m</a> j <a href="tel:1">t</a> <a href="https://x.example/p">p</a> <a href="/ca/a/?b=1" target="_blank" rel="noopener">o</a></p>`,
  ],
  [
    'headings leave no level out',
    `<h1>One</h1><h4>Two</h4><h4>Three</h4>`,
    `<h2 id="one">One</h2><h3 id="two">Two</h3><h3 id="three">Three</h3>`,
  ],
  [
    'lines stay, drawn gaps go',
    `<p>a</p><div class="elementor-widget-divider"><span class="elementor-divider-separator"></span></div><hr class="wp-block-separator"><p>b</p>`,
    `<p>a</p><hr><p>b</p>`,
  ],
  [
    'the words of a form stay',
    `<form><fieldset><p>Write to us at the office.</p><label>Name</label><input name="n"><button>Send</button></fieldset></form>`,
    `<p>Write to us at the office.</p><p>Name</p>`,
  ],
  [
    'a file says its type',
    `<div class="wp-block-file"><object class="wp-block-file__embed" data="https://old.example/wp-content/uploads/a.pdf"></object><a href="https://old.example/wp-content/uploads/a.pdf">Report</a><a href="https://old.example/wp-content/uploads/a.pdf" class="wp-block-file__button" download>Download</a></div>`,
    `<p><a href="https://old.example/wp-content/uploads/a.pdf">Report</a> (PDF)</p>`,
  ],
  [
    'what a style means',
    `<span style="text-decoration:line-through">gone</span> H<sub>2</sub>O <u>under</u> <font color=red>red</font>`,
    `<p><s>gone</s> H<sub>2</sub>O under red</p>`,
  ],
  [
    'a picture that its style alone gives a size keeps it',
    `<p><img style="width: 275px;height:200.5px;" class="aligncenter" src="https://x.example/a.png" alt="A"></p>`,
    `<figure><img src="https://x.example/a.png" alt="A" width="275" height="200"></figure>`,
  ],
  [
    'a mark around paragraphs goes into each',
    `<strong><p>One</p><p>Two</p></strong>`,
    `<p><strong>One</strong></p><p><strong>Two</strong></p>`,
  ],
  [
    'a post of a network is a quotation',
    `<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Hi</p>&mdash; X (@x) <a href="https://twitter.com/x/status/1">d</a></blockquote><script src="https://platform.twitter.com/widgets.js"></script>`,
    `<blockquote><p lang="en" dir="ltr">Hi</p><p>— X (@x) <a href="https://twitter.com/x/status/1">d</a></p></blockquote>`,
  ],
  [
    'Elementor: nested tabs and accordion',
    `<div class="e-n-tabs"><div class="e-n-tabs-heading"><button class="e-n-tab-title" aria-controls="c1"><span class="e-n-tab-title-text">T1</span></button></div><div class="e-n-tabs-content"><div id="c1"><p>C1</p></div></div></div><div class="e-n-accordion"><details class="e-n-accordion-item"><summary class="e-n-accordion-item-title"><span class="e-n-accordion-item-title-header"><div class="e-n-accordion-item-title-text"> AQ </div></span><span class="e-n-accordion-item-title-icon"><svg></svg></span></summary><div>AA</div></details></div>`,
    `<details><summary>T1</summary><p>C1</p></details><details><summary>AQ</summary><p>AA</p></details>`,
  ],
]

const LOOKED_AT: typeof CASES = [
  [
    'a block of code without code is no grey box',
    `<p>Before.</p><pre class="wp-block-code"><code> \n</code></pre><pre>  x\n\n  y</pre>`,
    `<p>Before.</p><pre>  x\n\n  y</pre>`,
  ],
  [
    'a list of the other direction says so, even if a Latin name begins it',
    `<ul><li>VLC پخش فیلم و موسیقی</li><li>دوم<ul><li>سوم</li></ul></li></ul><blockquote><p>سخن کوتاه</p></blockquote>`,
    `<ul dir="rtl"><li>VLC پخش فیلم و موسیقی</li><li>دوم<ul><li>سوم</li></ul></li></ul><blockquote dir="rtl"><p>سخن کوتاه</p></blockquote>`,
  ],
  [
    'a list of the region, of numbers alone or with a direction of its own is left as it is',
    `<ul><li>One word: سلام</li></ul><ol><li>12</li></ol><div dir="rtl"><ul><li>سلام</li></ul></div>`,
    `<ul><li>One word: سلام</li></ul><ol><li>12</li></ol><ul dir="rtl"><li>سلام</li></ul>`,
  ],
  [
    'breaks at the ends of whoever is quoted leave no empty lines',
    `<blockquote><p>Less is more.</p><cite><br><em>An architect</em><br></cite></blockquote>`,
    `<blockquote><p>Less is more.</p><p><cite><em>An architect</em></cite></p></blockquote>`,
  ],
]

test.each([
  ['cut from the body by WordPress is none', '<p>Menu Home The words of it [&hellip;]</p>', ''],
  [
    'with a link behind the cut is none',
    '<p>The words […] <a href="/a/">Continue reading A</a></p>',
    '',
  ],
  ['of an editor stays', '<p>In short: less.</p>', 'In short: less.'],
  ['loses what a theme put behind it', '<p>In short. <a href="/a/">Read more</a></p>', 'In short.'],
  [
    'has no shortcodes',
    '<p>[vc_row][vc_column_text css=””]The words[/vc_column_text]</p>',
    'The words',
  ],
])('an excerpt %s', async (_, excerpt, expected) => {
  const context = { ...NO_CONTEXT, title: 'A title' }
  const { excerptText } = await prepareBody({ title: 'A title', content: '', excerpt }, context)
  expect(excerptText).toBe(expected)
})

test.each([...CASES, ...LOOKED_AT])('%s', async (_, given, expected) => {
  const cleaned = await clean(given)
  expect(cleaned.replaceAll(' loading="lazy"', '')).toBe(expected)
  expect(await clean(cleaned)).toBe(cleaned)
})
