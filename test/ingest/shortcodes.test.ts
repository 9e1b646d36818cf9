import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { MediaRow } from '#content/media.ts'
import { printTree } from '#content/html-tree.ts'
import { cleanBody } from '#ingest/clean.ts'
import type { CleanContext } from '#ingest/context.ts'
import { Reporter } from '#ingest/report.ts'
import { parseAttributes } from '#ingest/shortcodes/attributes.ts'
import { expandShortcodes } from '#ingest/shortcodes/expand.ts'
import { CORPUS, hasCorpus, NO_CONTEXT } from './corpus.ts'

const OLD = 'https://old.example/wp-content/uploads'

function medium(id: number, more: Partial<MediaRow> = {}): [number, MediaRow] {
  const row: MediaRow = {
    regionCode: 'ca',
    id,
    slug: `p${id}`,
    title: `Title ${id}`,
    alt: `Alt ${id}`,
    caption: '',
    captionHtml: '',
    description: '',
    credit: '',
    mimeType: 'image/jpeg',
    file: `p${id}.jpg`,
    widthPx: 0,
    heightPx: 0,
    bytes: 0,
    sizesJson: '[]',
    sourceUrl: `${OLD}/p${id}.jpg`,
    isFresh: 0,
    variantKey: '',
    color: '',
    sourceId: null,
    isStored: 0,
    guid: '',
    authorId: 1,
    parentId: 0,
    metaJson: '{}',
    createdAt: 0,
    modifiedAt: 0,
    version: 1,
    ...more,
  }
  return [id, row]
}

const context: CleanContext = {
  ...NO_CONTEXT,
  articleId: 5,
  title: 'A title',
  hosts: [],
  mediaById: new Map([
    medium(7, { caption: 'The <em>harbour</em>' }),
    medium(9),
    medium(12, { parentId: 5 }),
    medium(11, { parentId: 5 }),
    medium(13, { parentId: 5, mimeType: 'audio/mpeg', sourceUrl: `${OLD}/song.mp3` }),
  ]),
  contentFormat: 'raw',
}
const rendered: CleanContext = { ...context, contentFormat: 'rendered' }

const expand = (html: string, given = context) => expandShortcodes(html, given, new Reporter())
const img = (id: number) => `<img class="wp-image-${id}" src="${OLD}/p${id}.jpg" alt="Alt ${id}">`
const figure = (inner: string) => `<figure class="wp-block-image">${inner}</figure>`
const galleryOf = (...inner: string[]) =>
  `<figure class="wp-block-gallery">${inner.map(figure).join('')}</figure>`
const film = (address: string) => `<div class="wp-block-embed__wrapper">\n${address}\n</div>`

test.each([
  ['straight quotes', ` title="A b" n='1' bare=x 12`, { title: 'A b', n: '1', bare: 'x', 0: '12' }],
  ['English curly quotes', ' title=”A “fine” day” n=”2″', { title: 'A “fine” day', n: '2' }],
  ['English entities', ' title=&#8221;A b&#8221; n=&#8221;2&#8243;', { title: 'A b', n: '2' }],
  [
    'French angle quotes, spaces and primes',
    ' title= »L’été « chaud » ici » alt= »1&Prime; n=&nbsp;&raquo;on&nbsp;&raquo;',
    { title: 'L’été « chaud » ici', alt: '1', n: 'on' },
  ],
  ['German low quotes', ' title=„Ja „doch“ nein“ n=„1″', { title: 'Ja „doch“ nein', n: '1' }],
  ['Bulgarian entities', ' css=&#8220;&#8220; n=&#8220;no&#8220;', { css: '', n: 'no' }],
  ['single curly quotes', ' title=’It’s here’ n=‘2’', { title: 'It’s here', n: '2' }],
  ['escaped quotes', ' ids=&quot;1,2&quot;', { ids: '1,2' }],
  ['no-break spaces between', '\u00a0a="1"\u00a0b="2"', { a: '1', b: '2' }],
  ['breaks of wpautop between', '<br />\na="1"<br />\nb="2"', { a: '1', b: '2' }],
  ['a bare word behind a mark', ' title=”A b” wide n=”2″', { title: 'A b', 0: 'wide', n: '2' }],
  ['an end that never comes', ' title=”A b', { title: 'A', 0: 'b' }],
])('attributes between %s are read', (_, source, expected) => {
  expect(Object.fromEntries(parseAttributes(source))).toEqual(
    Object.fromEntries(Object.entries(expected)),
  )
})

test.each([
  [
    'a caption is its picture’s, links and markup kept',
    '[caption id="attachment_9" width="300"]<a href="/b"><img src="a.jpg" alt="A" /></a> Two <em>boats</em>[/caption]',
    '<figure class="wp-caption"><a href="/b"><img class="wp-image-9" src="a.jpg" alt="A" /></a><figcaption>Two <em>boats</em></figcaption></figure>',
  ],
  [
    'the old form has it in an attribute',
    '[wp_caption id="attachment_9" caption="Two [1] boats"]<img class="wp-image-9" src="a.jpg" />[/wp_caption]',
    '<figure class="wp-caption"><img class="wp-image-9" src="a.jpg" /><figcaption>Two [1] boats</figcaption></figure>',
  ],
  [
    'a gallery shows its media in its order, with their captions',
    '[gallery columns=2 ids="9,7"]',
    galleryOf(img(9), `${img(7)}<figcaption>The <em>harbour</em></figcaption>`),
  ],
  ['a gallery of its own shows the article’s', '[gallery]', galleryOf(img(11), img(12))],
  ['but not what it leaves out', '[gallery exclude="12"]', galleryOf(img(11))],
  [
    'a playlist is a list of links',
    '[playlist]',
    `<ul><li><a href="${OLD}/song.mp3">Title 13</a></li></ul>`,
  ],
  [
    'a sound',
    '[audio https://a.example/x.mp3]',
    '<audio controls src="https://a.example/x.mp3"></audio>',
  ],
  [
    'a film with its still',
    '[video width="640" height="360" mp4="https://a.example/v.mp4" poster="https://a.example/p.jpg"][/video]',
    '<video controls poster="https://a.example/p.jpg" width="640" height="360" src="https://a.example/v.mp4"></video>',
  ],
  [
    'an embed',
    '[embed width="4"]https://youtu.be/abcdefghijk[/embed]',
    film('https://youtu.be/abcdefghijk'),
  ],
  [
    'a film by its id',
    '[youtube id="abcdefghijk"]',
    film('https://www.youtube.com/watch?v=abcdefghijk'),
  ],
  ['a film by its number', '[vimeo 12345]', film('https://vimeo.com/12345')],
  [
    'code is not looked into',
    '[code language="php"]\n$a["b"] = [caption]; // a < b\n[/code]',
    '<pre><code class="language-php">$a["b"] = [caption]; // a &lt; b</code></pre>',
  ],
  [
    'a language is a shortcode of its own',
    '[js]&lt;b&gt; && 1[/js]',
    '<pre><code class="language-javascript">&lt;b&gt; &amp;&amp; 1</code></pre>',
  ],
])('%s', (_, given, expected) => {
  expect(expand(given)).toBe(expected)
})

test('code that WordPress made typographic is plain again', () => {
  const given =
    '<p>[php]<br />\necho &#8220;x&#8221;;</p>\n<p>$a = &#8216;1&#8217;;<br />\n[/php]</p>'
  expect(expand(given, rendered)).toContain(
    '<pre><code class="language-php">echo "x";\n\n$a = \'1\';</code></pre>',
  )
})

test.each([
  [
    'a blurb has its title and picture in attributes',
    '[et_pb_blurb title="Fast" image="https://a.example/i-1024&#215;768.jpg" alt="An arrow" url="https://b.example"]<p>It is.</p>[/et_pb_blurb]',
    '<div><figure class="wp-block-image"><img src="https://a.example/i-1024x768.jpg" alt="An arrow"></figure><h4><a href="https://b.example">Fast</a></h4><div><p>It is.</p></div></div>',
  ],
  [
    'its level can be another',
    '[et_pb_blurb title="Fast" header_level="h2"][/et_pb_blurb]',
    '<div><h2>Fast</h2></div>',
  ],
  [
    'a picture with a link',
    '[et_pb_image src="https://a.example/i.jpg" alt="A" url="https://b.example" title_text="no"][/et_pb_image]',
    figure('<a href="https://b.example"><img src="https://a.example/i.jpg" alt="A"></a>'),
  ],
  [
    'a button',
    '[et_pb_button button_text="Read" button_url="https://b.example"][/et_pb_button]',
    '<p><a class="button" href="https://b.example">Read</a></p>',
  ],
  [
    'toggles',
    '[et_pb_accordion][et_pb_accordion_item title="Why?"]So.[/et_pb_accordion_item][/et_pb_accordion]',
    '<div><details><summary>Why?</summary><div>So.</div></details></div>',
  ],
  [
    'a film',
    '[et_pb_video src="https://youtu.be/abcdefghijk"][/et_pb_video]',
    film('https://youtu.be/abcdefghijk'),
  ],
  [
    'a call',
    '[et_pb_cta title="Join" button_text="Now" button_url="/join"]Us.[/et_pb_cta]',
    '<div><h2>Join</h2><div>Us.</div><p><a class="button" href="/join">Now</a></p></div>',
  ],
  [
    'a testimonial',
    '[et_pb_testimonial author="Ann Lee" job_title="Baker"]Good.[/et_pb_testimonial]',
    '<blockquote><div>Good.</div><p><cite>Ann Lee, Baker</cite></p></blockquote>',
  ],
  [
    'a number',
    '[et_pb_number_counter title="of all" number="80"  percent_sign="on"][/et_pb_number_counter]',
    '<p><strong>80%</strong> of all</p>',
  ],
  [
    'a price, with what it leaves out',
    '[et_pb_pricing_table title="Small" currency="$" sum="5" per="month"]<p>One user</p>\n<p>- Support</p>[/et_pb_pricing_table]',
    '<div><h2>Small</h2><p>$5 / month</p><ul><li>One user</li><li><s>Support</s></li></ul></div>',
  ],
  [
    'a person',
    '[et_pb_team_member name="Ann Lee" position="Baker"]Hi.[/et_pb_team_member]',
    '<div><h4>Ann Lee</h4><p>Baker</p><div>Hi.</div></div>',
  ],
  ['a gallery', '[et_pb_gallery gallery_ids="9,11"][/et_pb_gallery]', galleryOf(img(9), img(11))],
  [
    'quotes and brackets that it spelled otherwise',
    '[et_pb_heading title="A %22b%22 %91c%93"][/et_pb_heading]',
    '<h2>A &quot;b&quot; &#91;c&#93;</h2>',
  ],
  [
    'a section that no device shows',
    'a[et_pb_section disabled_on="on|on|on"][et_pb_text]b[/et_pb_text][/et_pb_section]c',
    'ac',
  ],
  [
    'a section that is off',
    '[et_pb_section disabled="on"][et_pb_text]b[/et_pb_text][/et_pb_section]',
    '',
  ],
  [
    'a module that only a desk shows',
    '[et_pb_text disabled_on="on|on|off"]b[/et_pb_text]',
    '<div class="elementor-hidden-tablet elementor-hidden-mobile"><div>b</div></div>',
  ],
  [
    'a module that nobody knows keeps its words',
    '[et_pb_novelty title="Good news" description="All is well" admin_label="Block" align="center" font="|||on||" image="https://a.example/i.jpg"][/et_pb_novelty]',
    '<div><figure class="wp-block-image"><img src="https://a.example/i.jpg" alt=""></figure><h3>Good news</h3><div>All is well</div></div>',
  ],
])('Divi: %s', (_, given, expected) => {
  expect(expand(given)).toBe(expected)
})

test.each([
  [
    'a row dissolves, its style says nothing',
    '[vc_row css=".vc_custom_1{margin:0 !important}"][vc_column width="1/2"][vc_column_text]Hi.[/vc_column_text][/vc_column][/vc_row]',
    '<div><div><div>Hi.</div></div></div>',
  ],
  [
    'a picture by its id',
    '[vc_single_image image="9" onclick="custom_link" link="https://b.example/"]',
    figure(`<a href="https://b.example/">${img(9)}</a>`),
  ],
  [
    'a button',
    '[vc_btn title="More &amp; more" link="url:https%3A%2F%2Fb.example%2F|target:_blank|rel:nofollow"]',
    '<p><a class="button" href="https://b.example/" rel="nofollow">More &amp; more</a></p>',
  ],
  [
    'a heading',
    '[vc_custom_heading text="Big ``news``" font_container="tag:h3|color:%23fff"]',
    '<h3>Big &quot;news&quot;</h3>',
  ],
  [
    'a heading of no heading’s tag',
    '[vc_custom_heading text="Small" font_container="tag:p"]',
    '<p>Small</p>',
  ],
  [
    'sections of a tour',
    '[vc_tta_section title="One" tab_id="1"]Text[/vc_tta_section]',
    '<details><summary>One</summary><div>Text</div></details>',
  ],
  [
    'packed HTML',
    '[vc_raw_html]JTNDcCUzRUhpJTNDJTJGcCUzRQ==[/vc_raw_html]',
    '<div><p>Hi</p></div>',
  ],
  ['packed scripts', '[vc_raw_js]JTNDcCUzRUhpJTNDJTJGcCUzRQ==[/vc_raw_js]', ''],
  ['pictures', '[vc_gallery images="9,11"]', galleryOf(img(9), img(11))],
  ['a film', '[vc_video link="https://vimeo.com/1"]', film('https://vimeo.com/1')],
  [
    'bars',
    '[vc_progress_bar values="%5B%7B%22label%22%3A%22Bread%22%2C%22value%22%3A%2290%22%7D%5D" units="%"]',
    '<ul><li>Bread: 90%</li></ul>',
  ],
  [
    'a row that is off',
    '[vc_row disable_element="yes"][vc_column_text]x[/vc_column_text][/vc_row]',
    '',
  ],
  ['spaces', '[vc_empty_space height="32px"][vc_separator]', ''],
])('WPBakery: %s', (_, given, expected) => {
  expect(expand(given)).toBe(expected)
})

test.each([
  [
    'Avada',
    '[fusion_title size="3"]Hi[/fusion_title][fusion_button link="/a"]Go[/fusion_button]',
    '<h3>Hi</h3><p><a class="button" href="/a">Go</a></p>',
  ],
  [
    'Avada’s lists',
    '[fusion_checklist][fusion_li_item icon=""]a[/fusion_li_item][/fusion_checklist]',
    '<ul><li>a</li></ul>',
  ],
  [
    'Avada’s pictures',
    '[fusion_imageframe image_id="9|full"]https://a.example/i.jpg[/fusion_imageframe]',
    figure(img(9)),
  ],
  [
    'Avada’s picture whose id is not known',
    '[fusion_imageframe image_id="404|full"]https://a.example/i.jpg[/fusion_imageframe]',
    figure('<img src="https://a.example/i.jpg" alt="">'),
  ],
  [
    'Enfold',
    '[av_heading heading="Hi" tag="h4"][/av_heading][av_button label="Go" link="manually,https://b.example"]',
    '<h4>Hi</h4><p><a class="button" href="https://b.example">Go</a></p>',
  ],
  [
    'Flatsome',
    '[row][col span="4"][ux_image id="9"][gap][button text="Go" link="/a"][/col][/row]',
    `<div><div>${figure(img(9))}<p><a class="button" href="/a">Go</a></p></div></div>`,
  ],
  ['Cornerstone', '[x_custom_headline level="h2"]Hi[/x_custom_headline]', '<h2>Hi</h2>'],
  [
    'Shortcodes Ultimate',
    '[su_spoiler title="More"]Text[/su_spoiler]',
    '<details><summary>More</summary><div>Text</div></details>',
  ],
  [
    'a forum',
    '[b]bold[/b] [url=https://b.example]there[/url]',
    '<strong>bold</strong> <a href="https://b.example">there</a>',
  ],
  ['a note’s plugin', 'word[efn_note]so it says[/efn_note].', 'word (so it says).'],
  [
    'boxes of an unknown plugin',
    '[zbox a="1"]one[/zbox][zbox]two[/zbox]',
    '<div>one</div><div>two</div>',
  ],
  ['an unknown word in a line', '<p>[zcap]O[/zcap]nce</p>', '<p>Once</p>'],
])('shortcodes of %s', (_, given, expected) => {
  expect(expand(given)).toBe(expected)
})

test.each([
  'They wrote [sic] and [1], [row 3 is missing], [video], [text continues] and [map: see below].',
  '[Main Page] [[Main Page]] [x] a[0] = b[i]',
  '<pre>[caption]x[/caption] [et_pb_text]</pre> <code>[[gallery]]</code>',
  '<script>var a = [et_pb_text]</script><style>[class*=a]{}</style>',
  '<!--[if gte mso 9]>[et_pb_text]<![endif]-->',
  '<a href="/?a[]=1" title="[row]" data-x=\'["a"]\'>x</a>',
  '[unclosed title="x',
])('%s stays as it is', (given) => {
  expect(expand(given)).toBe(given)
})

test('what cannot come along is reported with what it was', () => {
  const report = new Reporter()
  const html = expandShortcodes(
    '[contact-form-7 id="4" title="Write"][zform id="5"][gallery ids="99"][toc]x[/toc] [sic]',
    context,
    report,
  )
  expect(html.replace(/<[^>]*>/g, '')).toBe('[zform id="5"] [sic]')
  expect(report.rules['shortcode-widget']).toMatchObject({
    severity: 'lost',
    examples: ['[contact-form-7 id="4" title="Write"]'],
  })
  expect(report.rules['shortcode-left']).toMatchObject({ severity: 'lost', count: 1 })
  expect(report.rules['shortcode-image-unknown']?.examples).toEqual(['media 99'])
  expect(report.rules['shortcode-chrome']?.severity).toBe('dropped')
  expect(report.rules.brackets?.examples).toEqual(['[sic]'])
})

test('a shortcode that is written about is shown as code, and stays so', () => {
  const once = expand('Write [[gallery ids="1"]] or [[caption]x[/caption]].')
  expect(once).toBe('Write <code>[gallery ids="1"]</code> or <code>[caption]x[/caption]</code>.')
  expect(expand(once)).toBe(once)
})

test('in finished HTML a bare [gallery] is text: WordPress has run its own shortcodes there', () => {
  expect(expand('<p>[gallery]</p>', rendered)).toBe('<p>[gallery]</p>')
})

/** Deterministic noise from the pieces that shortcodes are made of. */
function soup(seed: number, length: number): string {
  const pieces =
    '[ ] / " = <p> </p> ” » &#8221; et_pb_text vc_row caption [b] [/b] [[ ]] <!-- --> <code> </code> [et_pb_blurb title= [/et_pb_text] [vc_row] [gallery ids="9"] <a href=" word'.split(
      ' ',
    )
  let state = seed
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return pieces[state % pieces.length]
  }).join(state % 2 ? ' ' : '')
}

test('no noise of brackets throws, and a second expansion changes nothing', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const once = expand(soup(seed, 60))
    expect(expand(once), `seed ${seed}`).toBe(once)
  }
})

test.each([
  ['brackets', '['.repeat(100_000)],
  ['open shortcodes', '[et_pb_text]'.repeat(8_000)],
  ['nested shortcodes', `${'[vc_row]'.repeat(5_000)}x${'[/vc_row]'.repeat(5_000)}`],
  ['marks', `[caption ${'a=”x b”x '.repeat(10_000)}]`],
  ['unclosed HTML', '<a "['.repeat(20_000)],
  ['escapes', '[[a]'.repeat(12_000) + '[/a]]'.repeat(12_000)],
])('100 KB of %s take a moment', (_, given) => {
  const time = (html: string) => {
    const start = performance.now()
    expand(html)
    return performance.now() - start
  }
  time(given)
  expect(Math.min(time(given), time(given), time(given))).toBeLessThan(250)
})

test('100 KB of brackets alone take under 50 ms', () => {
  const start = performance.now()
  expand('['.repeat(100_000))
  expect(performance.now() - start).toBeLessThan(50)
})

test.skipIf(!hasCorpus)('a real WPBakery page keeps its text and loses its brackets', () => {
  const file = join(CORPUS, 'wpbakery-unrendered-shortcodes-bg.json')
  const json = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { rendered: string }>
  const title = json.title?.rendered ?? ''
  const { root, report } = cleanBody(json.content?.rendered ?? '', { ...rendered, title })
  const html = printTree(root)
  expect(html).not.toMatch(/\[\/?vc_|eyJwYXJhbV|woodmart_/)
  expect(html).toContain('Косопадът: Как да върнем силата и плътността на косата си')
  expect(html).toContain('пълна коса е напълно постижима'.slice(6))
  expect(report.textKept).toBeGreaterThan(0.95)
})
