import { beforeAll, describe, expect, test } from 'vitest'
import { createArticle } from '#content/articles.ts'
import { openDatabase } from '#content/database.ts'
import { listRegions } from '#content/regions.ts'
import { prepareBody } from '#ingest/prepare.ts'
import { site } from '#site/routes.ts'
import { bindings, openPublication, ORIGIN } from '../publication.ts'

beforeAll(async () => {
  await openPublication()
  const db = openDatabase(bindings.DB)
  const regions = await listRegions(bindings.DB)
  for (const region of regions) {
    await createArticle(
      { db, region, siteUrl: ORIGIN, now: 1_790_000_000, prepare: prepareBody, userId: 1 },
      'post',
      { status: 'publish', slug: 'hello', title: `Hello ${region.code}`, content: '<p>Hi.</p>' },
    )
  }
  await bindings.MEDIA.put('ca/a.png', 'ca bytes', { httpMetadata: { contentType: 'image/png' } })
})

/** Sets the regions' paths, then asks without a cache in front. */
async function at(paths: Record<string, string>) {
  // In two steps: no two regions may have one path, not even for a moment.
  await bindings.DB.exec("update regions set path = 'moving-' || code")
  for (const [code, path] of Object.entries(paths)) {
    await bindings.DB.prepare('update regions set path = ?2 where code = ?1').bind(code, path).run()
  }
  return async (path: string) => {
    const response = await site.request(ORIGIN + path, { redirect: 'manual' }, bindings)
    return {
      status: response.status,
      location: response.headers.get('Location'),
      text: await response.text(),
    }
  }
}

const SETS = [
  ['every region under its code', { ca: 'ca', us: 'us', uk: 'uk' }, '/ca/', '/us/'],
  ['one region at the root', { ca: '', us: 'us', uk: 'uk' }, '/', '/us/'],
  ['paths that are not the codes', { ca: 'canada', us: 'ca', uk: 'uk' }, '/canada/', '/ca/'],
] as const

describe.each(SETS)('%s', (_name, paths, ca, us) => {
  test('homes, articles, files and old queries are where the paths say', async () => {
    const ask = await at(paths)
    expect((await ask(ca)).text).toContain('Hello ca')
    expect((await ask(us)).text).toContain('Hello us')
    expect((await ask(`${ca}hello/`)).text).toContain('Hello ca')
    expect((await ask(`${us}hello/`)).text).toContain('Hello us')
    expect((await ask(`${ca}wp-content/uploads/a.png`)).text).toBe('ca bytes')
    expect((await ask(`${us}wp-content/uploads/a.png`)).status).toBe(404)
    expect(await ask(`${ca}?p=1`)).toMatchObject({ status: 301, location: `${ca}hello/` })
  })

  test('what is not known is a 404', async () => {
    const ask = await at(paths)
    for (const path of ['/zz/', '/zz/hello/', `${us}none/`, `${ca}hello/more/`, `${us}page/9/`]) {
      expect((await ask(path)).status, path).toBe(404)
    }
  })
})

test('the chooser answers at the root only where no region does', async () => {
  const choose = await at({ ca: 'ca', us: 'us', uk: 'uk' })
  expect((await choose('/')).text).toContain('href="/uk/"')
  const rooted = await at({ ca: '', us: 'us', uk: 'uk' })
  expect((await rooted('/')).text).toContain('Hello ca')
})
