import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ImportDocument, ImportMedia } from '#content/import-document.ts'
import { SiteGoneError, SourceError, type Source } from '#ingest/source.ts'
import { readImportOptions } from '../../src/cli/import-options.ts'
import { runImport } from '../../src/cli/import-task.ts'
import { openFakeSite, type FakeSite } from './fake-site.ts'
import { given, picture, post, sourceOf } from './sources.ts'

const folder = mkdtempSync(join(tmpdir(), 'meridian-run-'))
afterAll(() => rmSync(folder, { recursive: true }))

let site: FakeSite
beforeEach(async () => void (site = await openFakeSite()))
afterEach(() => site.close())

const posts = (count: number) => Array.from({ length: count }, (_, index) => post(index + 1))

async function run(
  source: Source | SourceError,
  args: readonly string[] = [],
  download: (url: string) => Promise<Uint8Array<ArrayBuffer>> = async () => new Uint8Array([1, 2]),
) {
  const lines: string[] = []
  const options = readImportOptions([
    'source',
    '--region',
    'ca',
    '--to',
    site.origin,
    '--key',
    site.key,
    ...args,
  ])
  const code = await runImport(
    { ...options, retryDelayMs: 5 },
    { isTerminal: false, print: (line) => lines.push(line) },
    {
      async openSource() {
        if (source instanceof SourceError) throw source
        return source
      },
      openDownload: () => ({ download, close: async () => {} }),
    },
  )
  return { code, lines, text: lines.join('\n') }
}

const sent = (route: string) => site.requests.filter((request) => request === route).length

describe('a run', () => {
  test('brings everything in batches and ends in one purge', async () => {
    const { code, text } = await run(sourceOf(given(posts(45))))
    expect(code).toBe(0)
    expect(site.articles.size).toBe(45)
    expect(text).toMatch(/45 created, 0 updated, 0 unchanged, 0 skipped, 0 failed/)
    expect(sent('POST import/batch')).toBe(3)
    expect(sent('POST import/finish')).toBe(1)
  })

  test('brings in what came before its source was gone, says how much, and goes on later', async () => {
    const dying = sourceOf(given(posts(45)))
    dying.totals = { posts: 40, pages: 5, media: 0, terms: 0, authors: 0 }
    const { documents } = dying
    dying.documents = async function* () {
      let count = 0
      for await (const outcome of documents.call(dying)) {
        if (++count > 25) throw new SiteGoneError('old.example answers no more.')
        yield outcome
      }
    }
    const { code, lines, text } = await run(dying)
    expect(code).toBe(1)
    expect(site.articles.size).toBe(25)
    expect(lines.filter((line) => line.includes('answers no more'))).toEqual([
      'old.example answers no more. 25 of 45 articles came before that.',
    ])
    expect(text).toContain('the same command goes on where this one stopped')
    expect(sent('POST import/finish')).toBe(1)
    const again = await run(sourceOf(given(posts(45))))
    expect(again.text).toMatch(/20 created, 0 updated, 25 unchanged/)
    expect(again.code).toBe(0)
  })

  test('changes nothing the second time and says so', async () => {
    await run(sourceOf(given(posts(25))))
    site.requests.length = 0
    const { code, text } = await run(sourceOf(given(posts(25))))
    expect(code).toBe(0)
    expect(text).toMatch(/nothing changed: 0 created, 0 updated, 25 unchanged/)
    expect(sent('POST import/batch')).toBe(0)
    expect(sent('POST import/finish')).toBe(0)
  })

  test('goes on where a killed one stopped: what is here is not sent again', async () => {
    await run(sourceOf(given(posts(40).slice(0, 20))))
    site.requests.length = 0
    const { text } = await run(sourceOf(given(posts(40))))
    expect(text).toMatch(/20 created, 0 updated, 20 unchanged/)
    expect(sent('POST import/batch')).toBe(1)
  })

  test('takes what is newer there with --update alone', async () => {
    await run(sourceOf(given(posts(3))))
    const newer = posts(3).map((item) =>
      item.article.id === 2 ? post(2, { title: 'New', modifiedAt: 1_700_000_001 }) : item,
    )
    const first = await run(sourceOf(given(newer)))
    expect(first.text).toMatch(/1 skipped/)
    expect(first.text).toMatch(/--update takes/)
    expect(site.articles.get(2)?.document.article.title).toBe('Post 2')
    const second = await run(sourceOf(given(newer)), ['--update'])
    expect(second.text).toMatch(/1 updated, 2 unchanged/)
    expect(site.articles.get(2)?.document.article.title).toBe('New')
  })

  test('overwrites what was edited here with --force alone', async () => {
    await run(sourceOf(given(posts(2))))
    const edited = site.articles.get(1)
    if (edited) edited.isEdited = true
    const newer = [post(1, { title: 'New', modifiedAt: 1_800_000_000 }), post(2)]
    const kept = await run(sourceOf(given(newer)), ['--update'])
    expect(kept.text).toMatch(/edited here since the import: --force overwrites it: 1/)
    expect(site.articles.get(1)?.document.article.title).toBe('Post 1')
    await run(sourceOf(given(newer)), ['--force'])
    expect(site.articles.get(1)?.document.article.title).toBe('New')
  })

  test('writes nothing in a dry run and reports the same', async () => {
    const items = [
      post(1, { contentRaw: '<p>See <a href="https://old.example/post-2/">two</a>.</p>' }),
      post(2, { contentRaw: '<p>See <a href="https://old.example/gone/">it</a>.</p>' }),
    ]
    site.deadLinks.add('/ca/gone/').add('/ca/post-2/')
    const { code, text } = await run(sourceOf(given(items)), ['--dry-run'])
    expect(code).toBe(0)
    expect(text).toMatch(/dry run, nothing was written: 2 created/)
    expect(text).toContain('broken link /ca/gone/')
    expect(text).not.toContain('broken link /ca/post-2/')
    const reading = new Set(['GET export/site', 'POST import/state', 'POST import/addresses'])
    expect(site.requests.filter((request) => !reading.has(request))).toEqual([])
  })

  test('finds the gallery of an article in a dry run as well', async () => {
    const withGallery = post(1, { contentRaw: '[gallery]', contentFormat: 'raw' })
    const library = [{ ...picture(7, 'harbour'), parentId: 1 }]
    const dry = (media: ImportMedia[]) =>
      run(sourceOf(given([withGallery]), { media }), ['--dry-run'])
    expect((await dry(library)).text).not.toContain('shortcode-widget')
    expect((await dry([picture(7, 'harbour')])).text).toContain('shortcode-widget')
  })

  test('tells a single article in full', async () => {
    const { lines } = await run(sourceOf(given(posts(1))))
    expect(lines).toEqual([
      `created: 1 ${site.origin}/ca/post-1/`,
      'kept, changed and dropped:',
      '  dropped share-bar: 1\n      Share & enjoy\n  text kept: 100 %',
    ])
  })

  test('names broken links with the articles that hold them', async () => {
    site.deadLinks.add('/ca/gone/')
    const linking = (id: number) =>
      post(id, { contentRaw: '<a href="/ca/gone/#part">a</a> <a href="/ca/post-1/">b</a>' })
    const { text } = await run(sourceOf(given([linking(1), linking(2)])))
    expect(text).toContain(
      `broken link /ca/gone/ in ${site.origin}/ca/post-1/, ${site.origin}/ca/post-2/`,
    )
    expect(text).not.toContain('broken link /ca/post-1/')
  })
})

describe('trouble', () => {
  test('a site that throttles, fails and cuts connections gets everything all the same', async () => {
    let requests = 0
    site.trouble = () => [null, 429, null, 503, 'cut' as const, 500][requests++ % 6] ?? null
    const { code, text } = await run(sourceOf(given(posts(45))))
    expect(code).toBe(0)
    expect(site.articles.size).toBe(45)
    expect(text).toMatch(/45 created/)
  })

  test('one refused article does not take others along', async () => {
    site.refused.set(3, { status: 400, message: 'content is too large' })
    const { code, text } = await run(sourceOf(given(posts(5))))
    expect(code).toBe(1)
    expect(site.articles.size).toBe(4)
    expect(text).toContain('failed: 3 https://old.example/post-3/ (content is too large)')
    expect(text).toMatch(/4 created, .* 1 failed/)
  })

  test('what a source could not read is counted, and the rest comes in', async () => {
    const items = [
      ...given(posts(2)),
      { failure: { what: 'posts page 3', message: 'answered with a login page' } },
    ]
    const { code, text } = await run(sourceOf(items))
    expect(code).toBe(1)
    expect(text).toContain('failed: posts page 3: answered with a login page')
    expect(site.articles.size).toBe(2)
  })

  test('a document that is none is told by its field', async () => {
    const { code, text } = await run(sourceOf(given([post(1, { publishedAt: 1.5 }), post(2)])))
    expect(code).toBe(1)
    expect(text).toMatch(/failed: 1 .*article\.publishedAt/)
    expect(site.articles.size).toBe(1)
  })

  test.each([
    ['a wrong key', ['--key', 'admin:wrong'], /refused the key \(401\)/],
    ['no such region', ['--region', 'xx'], /There is no region xx/],
  ])('%s is one line', async (_, args, expected) => {
    const { code, lines } = await run(sourceOf(given(posts(1))), args)
    expect(code).toBe(1)
    expect(lines.filter((line) => expected.test(line))).toHaveLength(1)
    expect(lines).toHaveLength(1)
  })

  test('a source that cannot be read is one line, and the site is not asked', async () => {
    const { code, lines } = await run(new SourceError('a.xml ends in the middle.'))
    expect(code).toBe(1)
    expect(lines).toEqual(['a.xml ends in the middle.'])
    expect(site.requests).toEqual([])
  })

  test('SIGINT ends cleanly: with a purge, and a line that says how to go on', async () => {
    const documents = async function* () {
      for (const [index, item] of given(posts(100)).entries()) {
        if (index === 50) process.emit('SIGINT')
        yield item
      }
    }
    const { code, text } = await run(sourceOf(documents()))
    expect(code).toBe(130)
    expect(text).toContain('goes on where this one stopped')
    expect(site.articles.size).toBeLessThan(60)
    expect(sent('POST import/finish')).toBe(1)
    const { code: again } = await run(sourceOf(given(posts(100))))
    expect(again).toBe(0)
    expect(site.articles.size).toBe(100)
  })
})

describe('files', () => {
  const withPicture = () => ({ ...post(1), media: [picture(7, 'harbour')] })

  test('come from a folder by their path or name, before the article', async () => {
    const media = mkdtempSync(join(folder, 'media-'))
    writeFileSync(join(media, 'harbour.jpg'), 'picture')
    const { code, text } = await run(sourceOf(given([withPicture()])), ['--media', media])
    expect(code).toBe(0)
    expect(site.files.get('2025/11/harbour.jpg')?.toString()).toBe('picture')
    expect(text).toContain('not in the media folder: 2025/11/harbour-300x200.jpg')
    const put = site.requests.indexOf('PUT uploads/2025/11/harbour.jpg')
    expect(put).toBeGreaterThan(-1)
    expect(put).toBeLessThan(site.requests.indexOf('POST import'))
  })

  test('of a folder are sent again only when their size differs', async () => {
    const media = mkdtempSync(join(folder, 'media-'))
    writeFileSync(join(media, 'harbour.jpg'), 'picture')
    await run(sourceOf(given([withPicture()])), ['--media', media])
    site.requests.length = 0
    await run(sourceOf(given([withPicture()])), ['--media', media])
    expect(sent('PUT uploads/2025/11/harbour.jpg')).toBe(0)
    writeFileSync(join(media, 'harbour.jpg'), 'larger picture')
    await run(sourceOf(given([withPicture()])), ['--media', media])
    expect(site.files.get('2025/11/harbour.jpg')?.toString()).toBe('larger picture')
  })

  test('are fetched from the old site, and one that is none fails alone', async () => {
    const { code, text } = await run(
      sourceOf(given([withPicture()])),
      ['--media', 'now'],
      async (url) => {
        if (url.includes('300x200')) throw new Error(`${url} is a web page, no file: left out.`)
        return new Uint8Array([1, 2, 3])
      },
    )
    expect(code).toBe(1)
    expect(site.files.get('2025/11/harbour.jpg')).toHaveLength(3)
    expect(text).toContain('file 2025/11/harbour-300x200.jpg')
    expect(text).toContain('failures in all: 1')
    expect(text).toContain('web page')
    expect(site.articles.size).toBe(1)
  })

  test('that an earlier run left are fetched without a source', async () => {
    const { file, sourceUrl } = picture(7, 'harbour')
    site.missing = [{ id: 7, file, source_url: sourceUrl, files: [{ file, url: sourceUrl }] }]
    const lines: string[] = []
    const args = ['--media', 'now', '--region', 'ca', '--to', site.origin, '--key', site.key]
    const code = await runImport(
      readImportOptions(args),
      { isTerminal: false, print: (line) => lines.push(line) },
      {
        openSource: () => Promise.reject(new Error('there is no source')),
        openDownload: () => ({
          download: async () => new Uint8Array([1, 2, 3]),
          close: async () => {},
        }),
      },
    )
    expect(code).toBe(0)
    expect(site.files.get(file)).toHaveLength(3)
    expect(lines.join('\n')).toContain('files: 1 stored')
  })
})

describe('reports', () => {
  const items = () => [
    post(1, {
      title: 'A <em>title</em> &amp; more',
      contentRaw: '<script>alert(1)</script>shrinks',
    }),
    post(2),
    post(3),
  ]

  test('for machines hold every article, the totals and what failed', async () => {
    const path = join(folder, 'report.json')
    site.refused.set(3, { status: 400, message: 'no' })
    const [first, ...others] = items()
    const documents = [{ ...first, unread: { _shop_price: 3 } } as ImportDocument, ...others]
    const { text } = await run(sourceOf(given(documents)), ['--report', path])
    expect(text).toContain('2 created, 0 updated, 0 unchanged, 0 skipped, 1 failed, 1 below 60 %')
    expect(text).toContain('fields of plug-ins that nothing reads: _shop_price ×3')
    const report = JSON.parse(readFileSync(path, 'utf8'))
    expect(report).toMatchObject({
      version: 2,
      region: 'ca',
      isComplete: true,
      totals: {
        created: 2,
        failed: 1,
        needsReview: 1,
        withLosses: 0,
        unread: { _shop_price: { count: 3, articles: 1 } },
        rules: { 'share-bar': { severity: 'dropped', count: 2, articles: 2 } },
      },
    })
    expect(report.articles).toHaveLength(3)
    expect(report.articles[0]).toMatchObject({ id: 1, title: 'A title & more', action: 'created' })
    expect(report.articles[2]).toMatchObject({ id: 3, action: 'failed', reason: 'no' })
  })

  test.each(['late.json', 'late.html'])(
    'that cannot be written to the end leave nothing, and the run goes on: %s',
    async (name) => {
      const path = join(folder, name)
      const dying = async function* () {
        yield* given(items())
        // Nothing can take the place of a folder.
        mkdirSync(path)
      }
      const { code, lines } = await run(sourceOf(dying()), ['--report', path])
      expect(code).toBe(1)
      expect(lines.filter((line) => line.includes('cannot be written'))).toEqual([
        `failed: ${path} cannot be written: it is a folder.`,
      ])
      expect(site.articles.size).toBe(3)
      expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([])
    },
  )

  test.each(['report.json', 'report.html'])(
    'in a folder that does not exist are refused before anything is read: %s',
    async (name) => {
      const path = join(folder, 'nowhere', name)
      await expect(run(sourceOf(given(items())), ['--report', path])).rejects.toThrow(
        `${path} cannot be written: its folder does not exist.`,
      )
      expect(site.requests).toEqual([])
    },
  )

  test('that cannot get their name are told and counted, and all else goes on', async () => {
    const path = join(folder, 'taken.html')
    mkdirSync(path)
    const { code, text } = await run(sourceOf(given(items())), ['--report', path])
    expect(code).toBe(1)
    expect(text).toContain(`failed: ${path} cannot be written: it is a folder.`)
    expect(site.articles.size).toBe(3)
  })

  test('for editors show source and result of what shrank, with nothing that could run', async () => {
    const path = join(folder, 'report.html')
    await run(sourceOf(given(items())), ['--report', path])
    const page = readFileSync(path, 'utf8')
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;shrinks')
    expect(page).not.toMatch(/<script/i)
    expect(page.trimEnd()).toMatch(/<\/main>\s*<\/body>\s*<\/html>$/)
    expect(page.match(/<\/main>/g)).toHaveLength(1)
    expect(page).toContain('A title &amp; more')
    expect(page).toMatch(/<iframe sandbox="" [^>]*srcdoc="[^"]*&lt;p&gt;What is left&lt;\/p&gt;"/)
    expect(page.indexOf('id="article-ca-1"')).toBeLessThan(page.indexOf('id="articles"'))
    expect(page.indexOf('id="article-ca-2"')).toBeGreaterThan(page.indexOf('id="articles"'))
  })
})
