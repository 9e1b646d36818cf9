import { expect, test } from 'vitest'
import { prepareBody } from '#ingest/prepare.ts'
import { NO_CONTEXT } from './corpus.ts'

async function clean(content: string): Promise<string> {
  const { body } = await prepareBody(
    { title: 'A title', content, excerpt: '' },
    { ...NO_CONTEXT, title: 'A title', pathPrefix: '/canada/' },
  )
  return body.html.replace(/\s*\n\s*/g, '').replaceAll(' loading="lazy"', '')
}

const img = (name: string) => `<img src="https://x.example/${name}.png" alt="${name}">`
const captioned = (name: string) =>
  `<figure>${img(name)}<figcaption>About ${name}</figcaption></figure>`
const gallery = (figures: string) => `<figure class="gallery">${figures}</figure>`

test.each([
  [
    'each picture of a gallery keeps its own caption',
    `<figure class="wp-block-gallery">${captioned('a')}${captioned('b')}</figure>`,
    gallery(captioned('a') + captioned('b')),
  ],
  [
    'a gallery keeps the words that are said of all of it',
    `<figure><figure>${img('a')}</figure><figure>${img('b')}</figure><figcaption>Both</figcaption></figure>`,
    gallery(
      `<figure>${img('a')}</figure><figure>${img('b')}</figure><figcaption>Both</figcaption>`,
    ),
  ],
  [
    'beside those of each picture',
    `<figure>${captioned('a')}${captioned('b')}<figcaption>Both</figcaption></figure>`,
    gallery(`${captioned('a')}${captioned('b')}<figcaption>Both</figcaption>`),
  ],
  [
    'among other things they stand below the last picture',
    `<figure><p>Of old:</p><figure>${img('a')}</figure><figure>${img('b')}</figure><figcaption>Both</figcaption></figure>`,
    `<p>Of old:</p><figure>${img('a')}</figure><figure>${img('b')}<figcaption>Both</figcaption></figure>`,
  ],
  [
    'a paragraph keeps its language and direction',
    '<p dir="rtl" lang="ar">نص</p><p>text</p>',
    '<p lang="ar" dir="rtl">نص</p><p>text</p>',
  ],
  [
    'what dissolves leaves its language and direction to its content',
    '<div dir="rtl" lang="he"><h2>כותרת</h2><p lang="ar">نص</p></div>',
    '<h2 id="כותרת" lang="he" dir="rtl">כותרת</h2><p lang="ar" dir="rtl">نص</p>',
  ],
  [
    'a link of the old site leads into this one',
    '<p><a href="https://old.example/canada/about/">About</a></p>',
    '<p><a href="/ca/about/">About</a></p>',
  ],
  [
    'so does one without its host',
    '<p><a href="/canada/about/">About</a> <a href="/us/about/">There</a></p>',
    '<p><a href="/ca/about/">About</a> <a href="/us/about/">There</a></p>',
  ],
  ['double breaks part paragraphs', 'one<br><br>two', '<p>one</p><p>two</p>'],
])('%s', async (_, given, expected) => {
  const cleaned = await clean(given)
  const sorted = (html: string) =>
    html.replace(/<(\w+)((?: [\w-]+="[^"]*")+)>/g, (_tag, name: string, attributes: string) =>
      [`<${name}`, ...(attributes.match(/[\w-]+="[^"]*"/g) ?? []).toSorted()].join(' '),
    )
  expect(sorted(cleaned)).toBe(sorted(expected))
})
