import { describe, expect, test } from 'vitest'
import { sanitizeBody } from '#content/sanitize.ts'
import { renderContents, renderProse } from '#render/prose.ts'
import { wordsFor } from '#render/words.ts'

const words = wordsFor('en-CA')

function dressed(html: string): string {
  const {
    html: body,
    headings,
    wordCount,
  } = sanitizeBody(html, {
    cleanerVersion: 0,
    mediaIds: [],
  })
  return renderProse({ body, headings, wordCount }, words)
    .toString()
    .replace(/\s*\n\s*/g, ' ')
}

const frame = (src: string, more = '') => `<iframe src="${src}" ${more}></iframe>`
const hrefOf = (html: string) => /class="embed[^"]*" href="([^"]*)"/.exec(dressed(html))?.[1]

describe('a body as its page shows it', () => {
  test('a heading leads to itself and keeps its words', () => {
    expect(dressed('<h2>One &amp; <em>all</em></h2><p>Text</p>')).toBe(
      '<h2 id="one-all">One &amp; <em>all</em><a class="anchor" href="#one-all" aria-label="Link to the section “One &amp; all”"></a></h2><p>Text</p>',
    )
  })

  test('a table and code scroll in themselves, by keyboard too', () => {
    expect(dressed('<table><tbody><tr><td>1</td></tr></tbody></table><pre>x</pre>')).toBe(
      '<div class="scroll" tabindex="0"><table><tbody><tr><td>1</td></tr></tbody></table></div><pre tabindex="0">x</pre>',
    )
  })

  test('what only looks like a tag is left alone', () => {
    const html =
      '<p><a href="/x/" title="&lt;table&gt;&lt;pre&gt;&lt;iframe src=x&gt;&lt;/iframe&gt;">a</a> &lt;table&gt;</p>'
    expect(dressed(html)).toBe(html)
  })

  test.each([
    ['https://www.youtube.com/embed/abcdefghijk', 'https://www.youtube.com/watch?v=abcdefghijk'],
    [
      'https://www.youtube.com/embed/abcdefghijk?start=90',
      'https://www.youtube.com/watch?v=abcdefghijk&amp;t=90',
    ],
    [
      'https://www.youtube.com/embed/videoseries?list=PL123456',
      'https://www.youtube.com/playlist?list=PL123456',
    ],
    ['https://player.vimeo.com/video/123', 'https://vimeo.com/123'],
    ['https://player.vimeo.com/video/123?h=abc', 'https://vimeo.com/123/abc'],
    ['https://open.spotify.com/embed/episode/4rOo', 'https://open.spotify.com/episode/4rOo'],
    [
      'https://www.google.com/maps/embed?pb=!1m18!2d-64.3!3d44.2!2m3',
      'https://www.google.com/maps/@44.2,-64.3,14z',
    ],
    [
      'https://www.openstreetmap.org/export/embed.html?bbox=1&amp;layer=mapnik',
      'https://www.openstreetmap.org/export/embed.html?bbox=1&amp;layer=mapnik',
    ],
  ])('a player at %s is a link to where people see it', (src, href) => {
    expect(hrefOf(frame(src))).toBe(href)
    expect(dressed(frame(src))).not.toContain('<iframe')
  })

  test('the link says what is played, once escaped, and by whom', () => {
    const film = frame(
      'https://player.vimeo.com/video/1',
      'title="Salt &amp; &quot;light&quot;" height="360"',
    )
    expect(dressed(film)).toContain('<strong>Play: Salt &amp; &quot;light&quot;</strong>')
    expect(dressed(film)).toContain('Vimeo may then set cookies')
    expect(dressed(film)).toContain('class="embed"')
    expect(dressed(frame('https://open.spotify.com/embed/track/1', 'height="152"'))).toContain(
      'class="embed slim"',
    )
    expect(dressed(frame('https://www.openstreetmap.org/export/embed.html?bbox=1'))).toContain(
      'class="embed view"',
    )
  })
})

describe('the contents of a long piece', () => {
  const body = sanitizeBody(
    `<h2>A</h2><h3>A1</h3><h3>A2</h3><h4>deep</h4><h2>B &amp; C</h2><h2>D</h2><p>${'word '.repeat(900)}</p>`,
    { cleanerVersion: 0, mediaIds: [] },
  )
  const links = (part: object) =>
    [
      ...(renderContents({ ...rest, ...part }, words)
        ?.toString()
        .matchAll(/href="#([^"]*)"/g) ?? []),
    ]
      .map(([, id]) => id)
      .join(' ')
  const rest = { body: body.html, headings: body.headings, wordCount: body.wordCount }

  test('are its headings and those below them', () => {
    expect(links({})).toBe('a a1 a2 b-c d')
    const nested = renderContents(rest, words)?.toString() ?? ''
    expect(nested.replace(/\s/g, '')).toContain('A</a><ol><li><ahref="#a1">A1</a></li>')
    expect(nested).toContain('B &amp; C')
  })

  test('begin at the level at which the piece begins', () => {
    const lower = body.headings.map((heading) => ({ ...heading, level: heading.level + 1 }))
    expect(links({ headings: lower })).toBe('a a1 a2 b-c d')
  })

  test('are left out of a short piece and of one with few parts', () => {
    expect(links({ wordCount: 500 })).toBe('')
    expect(links({ headings: body.headings.slice(0, 4) })).toBe('')
    expect(links({ headings: [] })).toBe('')
  })
})
