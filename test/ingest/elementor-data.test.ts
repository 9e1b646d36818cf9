import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { normalText, parseTree, textIn } from '#content/html-tree.ts'
import { elementorToHtml, fullerBody } from '#ingest/elementor/data.ts'

const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
const hasCorpus = existsSync(CORPUS)

const widget = (widgetType: string, settings: unknown, elements: unknown[] = []) => ({
  id: 'a1',
  elType: 'widget',
  widgetType,
  settings,
  elements,
})
const container = (settings: unknown, ...elements: unknown[]) => ({
  elType: 'container',
  settings,
  elements,
})
const picture = (id: number) => ({ id, url: `https://old.example/${id}.jpg`, alt: 'A boat' })
const img = (id: number) =>
  `<img class="wp-image-${id}" src="https://old.example/${id}.jpg" alt="A boat">`
const figure = (inner: string) => `<figure class="wp-block-image">${inner}</figure>`
const text = (html: string) => normalText(textIn(parseTree(html)))

test.each([
  [
    'a heading of its size',
    widget('heading', { title: 'News', header_size: 'h3' }),
    '<h3>News</h3>',
  ],
  [
    'a heading that links',
    widget('heading', { title: 'News', link: { url: '/n' } }),
    '<h2><a href="/n">News</a></h2>',
  ],
  [
    'a heading that is none',
    widget('heading', { title: 'News', header_size: 'div' }),
    '<p>News</p>',
  ],
  [
    'text',
    widget('text-editor', { editor: '<p>One</p><ul><li>a</li></ul>' }),
    '<p>One</p><ul><li>a</li></ul>',
  ],
  ['text of bare lines', widget('text-editor', { editor: 'One\n\ntwo' }), '<p>One</p>\n<p>two</p>'],
  [
    'a picture with words and a link',
    widget('image', {
      image: picture(9),
      caption_source: 'custom',
      caption: 'The quay',
      link_to: 'custom',
      link: { url: '/q' },
    }),
    figure(`<a href="/q">${img(9)}</a><figcaption>The quay</figcaption>`),
  ],
  [
    'a picture that was never chosen',
    widget('image', {
      image: {
        url: 'https://x.example/wp-content/plugins/elementor/assets/images/placeholder.png',
      },
    }),
    '',
  ],
  [
    'a box',
    widget('image-box', {
      image: picture(9),
      title_text: 'Fast',
      description_text: 'It is.',
      title_size: 'h4',
    }),
    `${figure(img(9))}<h4>Fast</h4><p>It is.</p>`,
  ],
  [
    'a button',
    widget('button', { text: 'Go', link: { url: 'https://b.example/?a=1&b=2' } }),
    '<p><a class="button" href="https://b.example/?a=1&b=2">Go</a></p>',
  ],
  [
    'a list with icons',
    widget('icon-list', { icon_list: [{ text: 'a' }, { text: 'b', link: { url: '/b' } }] }),
    '<ul><li>a</li><li><a href="/b">b</a></li></ul>',
  ],
  [
    'a film',
    widget('video', { youtube_url: 'https://youtu.be/abcdefghijk' }),
    '<div class="wp-block-embed__wrapper">\nhttps://youtu.be/abcdefghijk\n</div>',
  ],
  [
    'a film of its own',
    widget('video', {
      video_type: 'hosted',
      hosted_url: { url: 'https://a.example/v.mp4' },
      youtube_url: 'https://youtu.be/x',
    }),
    '<video controls src="https://a.example/v.mp4"></video>',
  ],
  [
    'an accordion',
    widget('accordion', { tabs: [{ tab_title: 'Why?', tab_content: 'So.' }] }),
    '<details><summary>Why?</summary><div><p>So.</p></div></details>',
  ],
  [
    'an accordion of elements',
    widget('nested-accordion', { items: [{ item_title: 'A' }, { item_title: 'B' }] }, [
      container({}, widget('heading', { title: 'a' })),
      container({}, widget('heading', { title: 'b' })),
    ]),
    '<details><summary>A</summary><div><div><div><h2>a</h2></div></div></div></details><details><summary>B</summary><div><div><div><h2>b</h2></div></div></div></details>',
  ],
  [
    'a gallery',
    widget('image-gallery', { wp_gallery: [picture(9), picture(7)] }),
    `<figure class="wp-block-gallery">${figure(img(9))}${figure(img(7))}</figure>`,
  ],
  [
    'a carousel',
    widget('image-carousel', { carousel: [picture(9)] }),
    `<figure class="wp-block-gallery">${figure(img(9))}</figure>`,
  ],
  [
    'a testimonial',
    widget('testimonial', {
      testimonial_content: 'Good.',
      testimonial_name: 'Ann',
      testimonial_job: 'Baker',
    }),
    '<blockquote><div>Good.</div><p><cite>Ann, Baker</cite></p></blockquote>',
  ],
  [
    'a number',
    widget('counter', { ending_number: 80, suffix: '%', title: 'of all' }),
    '<p><strong>80%</strong> of all</p>',
  ],
  [
    'a quotation',
    widget('blockquote', { blockquote_content: 'Yes.', author_name: 'Ann' }),
    '<blockquote><div>Yes.</div><p><cite>Ann</cite></p></blockquote>',
  ],
  [
    'a call',
    widget('call-to-action', {
      title: 'Join',
      description: 'Us.',
      button: 'Now',
      link: { url: '/j' },
    }),
    '<h2>Join</h2><p>Us.</p><p><a class="button" href="/j">Now</a></p>',
  ],
  [
    'a price',
    widget('price-table', {
      heading: 'Small',
      currency_symbol: 'euro',
      price: '5',
      period: 'a month',
      features_list: [{ item_text: 'One user' }],
    }),
    '<h3>Small</h3><p>€5 a month</p><ul><li>One user</li></ul>',
  ],
  [
    'an alert',
    widget('alert', { alert_title: 'Mind', alert_description: 'the gap' }),
    '<p><strong>Mind</strong></p><p>the gap</p>',
  ],
  ['a rating', widget('star-rating', { title: 'Ours', rating: 4.5 }), '<p>Ours 4.5/5</p>'],
  [
    'code',
    widget('code-highlight', { language: 'php', code: '$a < 1 && b' }),
    '<pre><code class="language-php">$a &lt; 1 &amp;&amp; b</code></pre>',
  ],
  ['markup', widget('html', { html: '<b>x</b>' }), '<b>x</b>'],
  ['a shortcode', widget('shortcode', { shortcode: '[gallery ids="9"]' }), '[gallery ids="9"]'],
  ['space', widget('spacer', { space: { size: 50 } }), ''],
  ['a line', widget('divider', { style: 'solid' }), ''],
  [
    'a heading of version 4',
    widget('e-heading', {
      title: { $$type: 'string', value: 'News' },
      tag: { $$type: 'string', value: 'h3' },
    }),
    '<h3>News</h3>',
  ],
  [
    'a picture of version 4, which has an id alone',
    widget('e-image', {
      image: {
        $$type: 'image',
        value: {
          src: { $$type: 'image-src', value: { id: { $$type: 'id', value: 9 }, url: null } },
        },
      },
    }),
    '[gallery ids="9"]',
  ],
])('%s', (_, element, expected) => {
  const { html, unknown } = elementorToHtml(JSON.stringify([element]))
  expect(html).toBe(expected && `<div>${expected}</div>`)
  expect(unknown).toEqual([])
})

test('what a device does not show carries the classes of Elementor’s own markup', () => {
  const twins = [
    container({ hide_mobile: 'hidden-phone' }, widget('heading', { title: 'Wide' })),
    container(
      { hide_desktop: 'hidden-desktop', hide_tablet: 'hidden-tablet' },
      widget('heading', { title: 'Narrow' }),
    ),
  ]
  expect(elementorToHtml(twins).html).toBe(
    '<div class="elementor-hidden-mobile"><div><div><h2>Wide</h2></div></div></div>\n' +
      '<div class="elementor-hidden-desktop elementor-hidden-tablet"><div><div><h2>Narrow</h2></div></div></div>',
  )
})

test('sections, columns and containers are read in their order', () => {
  const page = [
    {
      elType: 'section',
      settings: [],
      elements: [
        {
          elType: 'column',
          settings: { _column_size: 50 },
          elements: [widget('heading', { title: 'One' })],
        },
        {
          elType: 'column',
          settings: {},
          elements: [
            container({}, widget('heading', { title: 'two' })),
            widget('heading', { title: 'three' }),
          ],
        },
      ],
    },
  ]
  expect(text(elementorToHtml({ content: page }).html)).toBe('Onetwothree')
})

test('a widget that nobody knows keeps its words and is named', () => {
  const { html, unknown } = elementorToHtml([
    widget('acme-team', {
      section_title: 'Our people',
      title_color: '#ff0000',
      title_text_align: 'center',
      description: 'They bake.',
      layout_style: 'grid two',
      people: [{ name: 'Ann Lee', photo: picture(9), _id: 'f3' }],
      button_text: 'Meet them',
    }),
    widget('form', { form_name: 'Contact', form_fields: [{ field_label: 'Your name' }] }),
  ])
  expect(unknown).toEqual(['acme-team', 'form'])
  expect(html).toContain('<h3>Our people</h3><p>They bake.</p><p>Ann Lee</p>')
  expect(html).toContain(img(9))
  expect(html).toContain('Meet them')
  expect(html).not.toMatch(/center|grid|ff0000/)
})

test.each([
  ['not json'],
  ['{"a":'],
  [null],
  [12],
  ['[]'],
  ['""'],
  [[null, 1, [], { settings: 4 }]],
])('%j is no page', (json) => {
  expect(elementorToHtml(json)).toEqual({ html: '', unknown: [] })
})

test('nests without end stop somewhere', () => {
  let element: unknown = widget('heading', { title: 'x' })
  for (let level = 0; level < 2_000; level++) element = container({}, element)
  expect(elementorToHtml([element]).html).toBe('')
})

test('the data counts where the stored text says less, or the same less well', () => {
  const data = JSON.stringify([widget('text-editor', { editor: '<p>One two three</p>' })])
  expect(fullerBody('', data)).toMatchObject({ contentFormat: 'rendered', unknown: [] })
  expect(fullerBody('One two', data).contentFormat).toBe('rendered')
  expect(fullerBody('One two three', data).contentFormat).toBe('rendered')
  expect(fullerBody('One two three and much more than that', data)).toEqual({
    html: 'One two three and much more than that',
    unknown: [],
    contentFormat: 'raw',
  })
  expect(fullerBody('Text', '[]').html).toBe('Text')
})

test
  .skipIf(!hasCorpus)
  .each(['wxr-english-elementor-health.xml', 'wxr-persian-elementor-yoast.xml'])(
  'the data of %s holds the text of its pages',
  (name) => {
    const xml = readFileSync(join(CORPUS, name), 'utf8')
    let pages = 0
    for (const [, item = ''] of xml.matchAll(/<item>([\s\S]*?)<\/item>/g)) {
      const data =
        /_elementor_data\]\]><\/wp:meta_key>\s*<wp:meta_value><!\[CDATA\[([\s\S]*?)\]\]><\/wp:meta_value>/.exec(
          item,
        )?.[1]
      const content =
        /<content:encoded><!\[CDATA\[([\s\S]*?)\]\]><\/content:encoded>/.exec(item)?.[1] ?? ''
      if (data === undefined || data === '[]') continue
      pages++
      const { html, unknown } = elementorToHtml(data)
      const bare = (words: string) => text(words).replace(/\s+/g, '')
      expect(unknown).toEqual([])
      expect(bare(html).length).toBeGreaterThanOrEqual(bare(content).length)
    }
    expect(pages).toBe(2)
  },
)
