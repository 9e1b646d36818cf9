import { expect, test } from 'vitest'
import { prepareBody } from '#ingest/prepare.ts'
import { NO_CONTEXT } from './corpus.ts'

async function clean(content: string): Promise<string> {
  const context = { ...NO_CONTEXT, title: 'A title', authorName: 'Jane Doe' }
  const { body } = await prepareBody({ title: context.title, content, excerpt: '' }, context)
  return body.html
}

const base64 = (html: string) => btoa(String.fromCodePoint(...new TextEncoder().encode(html)))

const FILM = `<figure><iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ" title="Film" width="640" height="360" loading="lazy" allowfullscreen=""></iframe></figure>`
const SHARER = 'https://www.facebook.com/sharer/sharer.php?u=x'

const CASES: readonly (readonly [name: string, given: string, expected: string])[] = [
  [
    'a row of links that only share, under no known name',
    `<p>Text.</p><div class="mytheme-row"><span>Pass it on</span><a href="${SHARER}">Facebook</a><a href="https://x.com/intent/post?url=y">X</a><a href="mailto:?subject=s">Mail</a><a href="#">Print</a></div>`,
    `<p>Text.</p>`,
  ],
  [
    'a sentence that asks readers to share, and one that a press would post',
    `<p>Do share it <a href="${SHARER}">on Facebook</a> if it helped.</p><p><a href="https://twitter.com/intent/tweet?text=Leeks%20are%20the%20best.">Leeks are the best.</a></p>`,
    `<p>Do share it <a href="${SHARER}">on Facebook</a> if it helped.</p><p><a href="https://twitter.com/intent/tweet?text=Leeks%20are%20the%20best.">Leeks are the best.</a></p>`,
  ],
  [
    'a way to be reached is no share link',
    `<p><a href="https://api.whatsapp.com/send?phone=49123">Write to us</a> <a href="mailto:a@x.example">Mail</a> <a href="https://www.facebook.com/ours">Our page</a></p>`,
    `<p><a href="https://api.whatsapp.com/send?phone=49123">Write to us</a> <a href="mailto:a@x.example">Mail</a> <a href="https://www.facebook.com/ours">Our page</a></p>`,
  ],
  [
    'Borlabs Cookie: the film, not the notice before it',
    `<div class="BorlabsCookie"><div class="_brlbs-caption"><p>Mit dem Laden akzeptieren Sie alles.</p></div><div class="borlabs-hide"><script type="text/template">${base64('<iframe title="Film" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>')}</script></div></div>`,
    FILM,
  ],
  [
    'Borlabs Cookie of the third generation',
    `<div class="brlbs-cmpnt-container brlbs-cmpnt-content-blocker" data-borlabs-cookie-content="${base64('<p>Schöne Karte</p>')}"><p>Sie sehen gerade einen Platzhalter.</p></div>`,
    `<p>Schöne Karte</p>`,
  ],
  [
    'Embed Privacy: the film, not the notice before it',
    `<div class="embed-privacy-container"><div class="embed-privacy-overlay"><p>Click here to display content.</p></div><div class="embed-privacy-content"><script>var _o1 = '{\\"embed\\":\\"&lt;iframe title=&quot;Film&quot; src=&quot;https:\\/\\/www.youtube.com\\/embed\\/dQw4w9WgXcQ&quot;&gt;&lt;\\/iframe&gt;\\"}';</script></div></div>`,
    FILM,
  ],
  [
    'a notice whose content cannot be read stays as it is',
    `<div class="BorlabsCookie"><p>Notice</p><script type="text/template">***</script></div>`,
    `<p>Notice</p>`,
  ],
  [
    'a film that a facade and a noscript both show comes once',
    `<div class="some-facade" data-id="dQw4w9WgXcQ"><img src="https://i.ytimg.com/vi/dQw4w9WgXcQ/0.jpg" alt=""><b>Film</b></div><noscript><iframe title="Film" width="640" height="360" src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></noscript>`,
    FILM,
  ],
  [
    'what a lazy loader shows meanwhile is no picture',
    `<img src="https://old.example/wp-content/plugins/loader/images/1.png" data-src="https://x.example/d.jpg" alt="D"><img src="https://x.example/small-qapa.jpg" data-opt-src="https://x.example/e.jpg" alt="E">`,
    `<figure><img src="https://x.example/d.jpg" alt="D"></figure><figure><img src="https://x.example/e.jpg" alt="E" loading="lazy"></figure>`,
  ],
  [
    'notes amid the text become a list, linked both ways',
    `<p>One<sup class="modern-footnotes-footnote" data-mfn="1"><a href="javascript:void(0)">1</a></sup><span class="modern-footnotes-footnote__note">The <em>first</em> note.</span> and two<sup class="modern-footnotes-footnote"><a href="javascript:void(0)">2</a></sup><span class="modern-footnotes-footnote__note">Second.</span>.</p>`,
    `<p>One<sup><a href="#note-1-1" id="note-1-1-ref">1</a></sup> and two<sup><a href="#note-1-2" id="note-1-2-ref">2</a></sup>.</p><ol><li id="note-1-1">The <em>first</em> note. <a href="#note-1-1-ref">↩</a></li><li id="note-1-2">Second. <a href="#note-1-2-ref">↩</a></li></ol>`,
  ],
  [
    'notes that stand in the text and again in a table at the end come once',
    `<p>One<sup class="footnote_referrer"><a role="button"><sup class="footnote_plugin_tooltip_text">[1]</sup></a><span class="footnote_tooltip">The no<span class="footnote_tooltip_continue">Continue</span></span></sup>.</p><div class="footnotes_reference_container"><p><span>References</span></p><table><tbody><tr><th class="footnote_plugin_index"><a>↑1</a></th><td class="footnote_plugin_text">The note.</td></tr></tbody></table></div>`,
    `<p>One<sup><a href="#note-2-1" id="note-2-1-ref">[1]</a></sup>.</p><ol><li id="note-2-1">The note. <a href="#note-2-1-ref">↩</a></li></ol>`,
  ],
  [
    'a list of notes that the plugin prints for paper is the list',
    `<p>One<sup class="modern-footnotes-footnote"><a href="javascript:void(0)">1</a></sup><span class="modern-footnotes-footnote__note">The note.</span>, again<sup class="modern-footnotes-footnote"><a href="javascript:void(0)">1</a></sup>.</p><ul class="modern-footnotes-list"><li><span>1</span><div>The note.</div></li></ul>`,
    `<p>One<sup><a href="#note-1-1" id="note-1-1-ref">1</a></sup>, again<sup><a href="#note-1-1">1</a></sup>.</p><ol><li id="note-1-1">The note. <a href="#note-1-1-ref">↩</a></li></ol>`,
  ],
  [
    'a formula is running text where that can say it',
    `<p>So <math><msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac></math>.</p>`,
    `<p>So x<sup>2</sup>+a/(b+1).</p>`,
  ],
  [
    'KaTeX says a formula once, one of two dimensions as its TeX',
    `<p><span class="katex"><span class="katex-mathml"><math><semantics><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable><annotation encoding="application/x-tex">\\begin{matrix}1\\end{matrix}</annotation></semantics></math></span><span class="katex-html" aria-hidden="true"><span>1</span></span></span></p>`,
    `<p><code class="language-tex">\\begin{matrix}1\\end{matrix}</code></p>`,
  ],
  [
    'a list counts as its style says',
    `<ul style="list-style-type: decimal"><li>a</li></ul><ul><li style="list-style-type: decimal;">b</li><li style="list-style-type: decimal;">c</li></ul><ol style="list-style-type:lower-alpha"><li>d</li></ol><ul style="list-style:none"><li>e</li></ul>`,
    `<ol><li>a</li></ol><ol><li>b</li><li>c</li></ol><ol type="a"><li>d</li></ol><ul><li>e</li></ul>`,
  ],
  [
    'what only a stylesheet parts is parted',
    `<div><span class="elementor-alert-title">Mind</span><span class="elementor-alert-description">the gap</span></div><p><span style="display: block;">One.</span><span style="display:block">Two.</span></p><div class="elementor-progress-bar"><span class="elementor-progress-text">Web</span><span class="elementor-progress-percentage">50%</span></div><p>A <span class="dropcap">W</span>ord</p>`,
    `<p>Mind</p><p>the gap</p><p>One.</p><p>Two.</p><p>Web 50%</p><p>A Word</p>`,
  ],
  [
    'a price with small cents is one number',
    `<div class="elementor-price-table__price"><span class="elementor-price-table__currency">$</span><span class="elementor-price-table__integer-part">39</span><div><span class="elementor-price-table__fractional-part">99</span></div><span class="elementor-price-table__period">a month</span></div>`,
    `<p>$39.99 a month</p>`,
  ],
  [
    'a recipe card without what only its script does',
    `<div class="wprm-recipe-snippet"><a href="#r" class="wprm-recipe-jump">Jump to Recipe</a></div><div class="wprm-recipe-container"><h2>Soup</h2><div class="wprm-user-rating">4.8 from 5 votes</div><h3>Ingredients<div class="wprm-adjustable-servings-container"><button>1x</button></div></h3><ul><li><span class="wprm-checkbox-container"><input type="checkbox"></span>1/2 cup stock</li></ul></div>`,
    `<h2 id="soup">Soup</h2><h3 id="ingredients">Ingredients</h3><ul><li>1/2 cup stock</li></ul>`,
  ],
  [
    'a table without what only its script does',
    `<div class="dataTables_wrapper"><div class="dataTables_length"><label>Show <select><option>10</option></select> entries</label></div><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table><div class="dataTables_info">Showing 1 to 1</div></div>`,
    `<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>x</td><td>y</td></tr></tbody></table>`,
  ],
  [
    'an advertisement goes with the word over it, an article about them stays',
    `<div class="code-block"><p>Werbung</p><ins class="adsbygoogle"></ins></div><p>Advertisement is old.</p><h2>Advertisement</h2><p>Text.</p>`,
    `<p>Advertisement is old.</p><h2 id="advertisement">Advertisement</h2><p>Text.</p>`,
  ],
  [
    'what a control is called goes with it, what a form says stays',
    `<form><p>Tell us what you think.</p><p><label for="n">Name *</label><input id="n"></p><label>Mail<input></label></form><ul><li><label><input type="checkbox"> Pack a tent</label></li></ul>`,
    `<p>Tell us what you think.</p><ul><li>Pack a tent</li></ul>`,
  ],
  [
    'a byline with the signs of Japanese, and a line that is none',
    `<p>著者：山田太郎｜2024年3月1日</p><p>本文です。</p><p>文：これは文章の話</p>`,
    `<p>本文です。</p><p>文：これは文章の話</p>`,
  ],
  [
    'links that a mailing’s program was to fill in leave their text',
    `<p><a href="*|UNSUB|*">Unsubscribe</a> <a href="{{ webversion }}">Read online</a> <a href="https://x.example/a[1]">A</a></p>`,
    `<p>Unsubscribe Read online <a href="https://x.example/a[1]">A</a></p>`,
  ],
  [
    'a row that sets a picture beside its text is no table, two rows are',
    `<table><tbody><tr><td><img src="https://x.example/a.jpg" alt="a"></td><td>Text of it</td></tr></tbody></table><table><tbody><tr><td><img src="https://x.example/b.jpg" alt="b"></td><td>B</td></tr><tr><td><img src="https://x.example/c.jpg" alt="c"></td><td>C</td></tr></tbody></table>`,
    `<figure><img src="https://x.example/a.jpg" alt="a"></figure><p>Text of it</p><table><tbody><tr><td><figure><img src="https://x.example/b.jpg" alt="b" loading="lazy"></figure></td><td>B</td></tr><tr><td><figure><img src="https://x.example/c.jpg" alt="c" loading="lazy"></figure></td><td>C</td></tr></tbody></table>`,
  ],
  [
    'a card of another post is one link',
    `<blockquote class="wp-embedded-content"><a href="https://other.example/p/">Other</a></blockquote><iframe class="wp-embedded-content" title="Other" src="https://other.example/p/embed/#?secret=x" width="600" height="338"></iframe>`,
    `<blockquote><p><a href="https://other.example/p/">Other</a></p></blockquote>`,
  ],
  [
    'a post that a script draws from an empty box is a link',
    `<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"></div><p><a data-pin-do="embedPin" href="https://www.pinterest.com/pin/9/"></a></p>`,
    `<p><a href="https://www.facebook.com/a/posts/1">facebook.com</a></p><p><a href="https://www.pinterest.com/pin/9/">pinterest.com</a></p>`,
  ],
  [
    'a box that says it is a picture is one',
    `<div class="elementor-cta__bg" role="img" aria-label="A view" style="background-image: url(https://x.example/b.jpg);"></div><p>Text.</p>`,
    `<figure><img src="https://x.example/b.jpg" alt="A view"></figure><p>Text.</p>`,
  ],
  [
    'a link that rolls over to the same words says them once',
    `<p><a href="https://x.example/"><span class="one">Know more</span><span class="two">Know more</span></a></p><p><a href="https://x.example/b"><span>Bye</span> <em>bye</em></a></p>`,
    `<p><a href="https://x.example/">Know more</a></p><p><a href="https://x.example/b">Bye <em>bye</em></a></p>`,
  ],
  [
    'a card of another page is a link with its title',
    `<div class="wrap"><a href="https://x.example/p" class="blogcard"><div class="thumb"><img src="https://x.example/p-160x90.jpg" alt=""></div><div class="blogcard-title">別の記事</div><div class="blogcard-snippet">概要</div><div class="blogcard-domain">x.example</div></a></div>`,
    `<p><a href="https://x.example/p">別の記事</a></p>`,
  ],
  [
    'questions of Japanese themes',
    `<div class="swell-block-faq"><div class="swell-block-faq__item"><dt class="faq_q">質問</dt><dd class="faq_a"><p>答え</p></dd></div></div><div class="wp-block-cocoon-blocks-faq"><dl class="faq"><dt class="faq-question"><div class="faq-question-label">Q</div><div class="faq-question-content">何？</div></dt><dd class="faq-answer"><div class="faq-answer-label">A</div><div class="faq-answer-content"><p>これ</p></div></dd></dl></div>`,
    `<details><summary>質問</summary><p>答え</p></details><details><summary>何？</summary><p>これ</p></details>`,
  ],
  [
    'the address of a file with spaces in its name',
    `<p><a href="https://x.example/a file.pdf">A file</a></p>`,
    `<p><a href="https://x.example/a%20file.pdf">A file</a></p>`,
  ],
  [
    'letters that only an icon font draws are no text',
    `<p><i class="star">&#xE934;</i><span>&#xF005;</span> Five stars</p>`,
    `<p>Five stars</p>`,
  ],
]

for (const [name, given, expected] of CASES) {
  test(name, async () => {
    const html = await clean(given)
    expect(html).toBe(expected)
    expect(await clean(html)).toBe(expected)
  })
}
