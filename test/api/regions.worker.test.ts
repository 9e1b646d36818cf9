import { beforeAll, expect, test } from 'vitest'
import { api, get, openPublication, signUp, statusOf } from '../publication.ts'

const REGIONS = 'meridian/v1/regions'
const at = (region: string, route = REGIONS) => `../../../../${region}/wp-json/${route}`
const NONE = { Authorization: '' }
const headers: Record<string, object> = {}
type Region = Record<string, unknown> & { code: string }

beforeAll(async () => {
  await openPublication()
  headers.uma = { Authorization: await signUp('uma', 'administrator', ['us']) }
  headers.ed = { Authorization: await signUp('ed', 'editor') }
})

async function json<T = Region>(response: Response, status = 200): Promise<T> {
  const text = await response.text()
  expect([response.status, response.status === status ? '' : text]).toEqual([status, ''])
  return JSON.parse(text) as T
}

const put = (code: string, body: object, more: object = {}) =>
  api('PUT', at('ca', `${REGIONS}/${code}`), body, more)
const codes = (regions: Region[]) => regions.map(({ code }) => code)
const html = async (path: string) => (await get(path)).text()

test('strangers see what pages show, and administrators the settings of their regions', async () => {
  const all = await json<Region[]>(await api('GET', at('ca'), undefined, NONE))
  expect(codes(all)).toEqual(['ca', 'us', 'uk'])
  expect(all[0]).toEqual({
    code: 'ca',
    path: 'ca',
    locale: 'en-CA',
    direction: 'ltr',
    timezone: 'America/Toronto',
    name: 'Meridian Canada',
    tagline: '',
    label: 'Canada',
    is_x_default: true,
    position: 1,
    link: 'https://publication.example/ca/',
    api: 'https://publication.example/ca/wp-json/',
  })
  const edit = await api('GET', at('us', `${REGIONS}?context=edit`), undefined, headers.uma)
  const own = await json<Region[]>(edit)
  expect(codes(own)).toEqual(['us'])
  expect(own[0]).toMatchObject({
    posts_per_page: 10,
    call_to_action: null,
    social_image_id: 0,
    robots_rules: '',
  })
  const one = (who: object) => api('GET', at('ca', `${REGIONS}/ca?context=edit`), undefined, who)
  await json(await one(NONE), 401)
  await json(await one(headers.ed ?? {}), 403)
  await json(await api('GET', at('ca', `${REGIONS}/xx`)), 404)
})

test('settings change on pages that were cached, of this region and where others name it', async () => {
  for (const path of ['/ca/', '/us/', '/']) await html(path)
  const listed = async () => json<Region[]>(await get('/us/wp-json/meridian/v1/regions'))
  await listed()
  expect(statusOf(await get('/us/wp-json/meridian/v1/regions'))).toBe('HIT')
  const note = '© Meridian, all rights reserved'
  const changed = await json(
    await put('ca', {
      tagline: 'News from up here',
      footer: { note },
      accent: '#123456',
      call_to_action: { text: 'Read more.', label: 'Join', url: '/ca/join/' },
    }),
  )
  expect(changed).toMatchObject({
    tagline: 'News from up here',
    accent: '#123456',
    footer: { note },
  })
  expect(await html('/ca/')).toContain('News from up here')
  expect((await listed())[0]).toMatchObject({ tagline: 'News from up here' })
  expect(await html('/ca/')).toContain(note)
  expect(statusOf(await get('/us/')), 'what others do not show leaves them alone').toBe('HIT')
  await json(await put('ca', { label: 'Kanada' }))
  for (const path of ['/ca/', '/us/', '/']) expect(await html(path)).toContain('Kanada')
})

test('of all regions one is x-default', async () => {
  await json(await put('us', { is_x_default: true }))
  const all = await json<Region[]>(await api('GET', at('ca')))
  expect(all.filter((region) => region.is_x_default).map(({ code }) => code)).toEqual(['us'])
  await json(await put('ca', { is_x_default: true }))
})

test('a change on an old state is refused with If-Match, and merged without', async () => {
  const read = await api('GET', at('ca', `${REGIONS}/uk`))
  const etag = { 'If-Match': read.headers.get('ETag') ?? '' }
  await json(await put('uk', { tagline: 'First' }, etag))
  await json(await put('uk', { name: 'Second' }, etag), 412)
  expect(await json(await put('uk', { name: 'Third' }))).toMatchObject({
    tagline: 'First',
    name: 'Third',
  })
})

test.each<[object, string]>([
  [{ locale: 'english please' }, 'locale'],
  [{ locale: '' }, 'locale'],
  [{ timezone: 'Toronto' }, 'timezone'],
  [{ timezone: '+05:00' }, 'timezone'],
  [{ direction: 'up' }, 'direction'],
  [{ accent: 'red' }, 'accent'],
  [{ accent: '#12345g' }, 'accent'],
  [{ posts_per_page: 0 }, 'posts_per_page'],
  [{ posts_per_page: 1.5 }, 'posts_per_page'],
  [{ name: ' ' }, 'name'],
  [{ call_to_action: { text: 'x', label: 'y', url: 'javascript:alert(1)' } }, 'call_to_action'],
  [{ organisation: { logo: 'data:x' } }, 'organisation'],
  [{ social_image_id: 999_999 }, 'social_image_id'],
  [{ robots_rules: 'Disallow: /us/' }, 'robots_rules'],
  [{ robots_rules: 'Sitemap: https://other.example/' }, 'robots_rules'],
  [{ default_category_id: 999_999 }, 'default_category_id'],
  [{ is_x_default: 'perhaps' }, 'is_x_default'],
])('the settings %o are refused', async (body, param) => {
  const { data } = await json<{ data: { params: object } }>(await put('ca', body), 400)
  expect(Object.keys(data.params)).toEqual([param])
})

test('administrators change their own regions alone, and nothing that concerns all', async () => {
  const us = (code: string, body: object) =>
    api('PUT', at('us', `${REGIONS}/${code}`), body, headers.uma)
  await json(await us('us', { tagline: 'Ours' }))
  await json(await us('ca', { tagline: 'Theirs' }), 403)
  await json(await us('us', { is_x_default: true }), 403)
  await json(await us('us', { position: 9 }), 403)
  await json(await put('ca', { tagline: 'x' }, headers.ed), 403)
  await json(await put('ca', { tagline: 'x' }, NONE), 401)
  // From the API of another region too.
  await json(await put('us', { tagline: 'From afar' }))
  const log = 'meridian/v1/audit?object_type=region&per_page=1'
  const [entry] = await json<object[]>(await api('GET', at('us', log), undefined, headers.uma))
  expect(entry).toMatchObject({ login: 'admin', object_id: 'us', fields: ['tagline'] })
})

const NEW = {
  code: 'fr',
  locale: 'fr-FR',
  timezone: 'Europe/Paris',
  name: 'Méridien',
  label: 'France',
}

test('a new region has pages and an API from the next request on, and an empty one goes', async () => {
  for (const path of ['/', '/fr/', '/ca/']) await html(path)
  const made = await api('POST', at('ca'), { ...NEW, posts_per_page: 3, accent: '#aa0000' })
  expect(made.headers.get('Location')).toBe(`https://publication.example/ca/wp-json/${REGIONS}/fr`)
  expect(await json(made, 201)).toMatchObject({ path: 'fr', position: 4, posts_per_page: 3 })
  expect(await html('/fr/')).toContain('lang="fr-FR"')
  for (const path of ['/', '/ca/']) expect(await html(path)).toContain('France')
  const post = { title: 'Un', status: 'publish' }
  const { id } = await json<{ id: number }>(await api('POST', at('fr', 'wp/v2/posts'), post), 201)
  expect(await html('/fr/')).toContain('>Un<')
  for (const _ of [1, 2]) await (await get('/fr/wp-json/wp/v2/tags')).text()

  await json(await api('DELETE', at('ca', `${REGIONS}/fr`)), 501)
  const remove = (from: string) => api('DELETE', at(from, `${REGIONS}/fr?force=true`))
  expect(await json(await remove('ca'), 409)).toMatchObject({ code: 'rest_region_not_empty' })
  await json(await api('DELETE', at('fr', `wp/v2/posts/${id}?force=true`)))
  await json(await remove('fr'), 403)
  await json(await remove('ca'))
  expect((await get('/fr/')).status).toBe(404)
  expect((await get('/fr/wp-json/wp/v2/tags')).status).toBe(404)
  for (const path of ['/', '/ca/']) expect(await html(path)).not.toContain('France')
  // What was done there is still known.
  const log = 'meridian/v1/audit?object_type=post'
  const entries = await json<{ action: string }[]>(await api('GET', at('ca', log)))
  expect(entries.map(({ action }) => action)).toEqual(['delete', 'create'])
  await json(await api('POST', at('ca'), NEW), 201)
  await json(await remove('ca'))
})

test.each<[object, string]>([
  [{}, 'code'],
  [{ ...NEW, code: 'FR' }, 'code'],
  [{ ...NEW, code: 'ca', path: 'other' }, 'code'],
  [{ ...NEW, path: 'ca' }, 'path'],
  [{ ...NEW, path: 'wp-json' }, 'path'],
  [{ ...NEW, path: 'category' }, 'path'],
  [{ ...NEW, path: '2026' }, 'path'],
  [{ ...NEW, path: 'a/b' }, 'path'],
  [{ ...NEW, path: 'é' }, 'path'],
  [{ ...NEW, locale: undefined }, 'locale'],
  [{ ...NEW, timezone: 'Paris' }, 'timezone'],
])('the region %o is refused', async (body, param) => {
  const { data } = await json<{ data: { params: object } }>(await api('POST', at('ca'), body), 400)
  const params = Array.isArray(data.params) ? data.params : Object.keys(data.params)
  expect(params).toContain(param)
})

test('a region at the root is served there; a path that its pages have is taken', async () => {
  const root = { ...NEW, code: 'int', path: '', locale: 'en', label: 'World' }
  await html('/')
  await json(await api('POST', at('ca'), root), 201)
  expect(await html('/')).toContain('Méridien')
  const post = { title: 'Fr', slug: 'fr', status: 'publish' }
  const made = await api('POST', '../../../../wp-json/wp/v2/posts', post)
  const { id } = await json<{ id: number }>(made, 201)
  await json(await api('POST', at('ca'), NEW), 400)
  await json(await api('DELETE', `../../../../wp-json/wp/v2/posts/${id}?force=true`))
  await json(await api('DELETE', at('ca', `${REGIONS}/int?force=true`)))
  expect(await html('/')).not.toContain('Méridien')
})

test('regions are made and ended by administrators of the whole publication alone', async () => {
  for (const [who, status] of [
    [headers.uma, 403],
    [headers.ed, 403],
    [NONE, 401],
  ] as const) {
    await json(await api('POST', at('us'), NEW, who), status)
    await json(await api('DELETE', at('us', `${REGIONS}/uk?force=true`), undefined, who), status)
  }
})

test('a new region reads the way its script runs, unless it says otherwise', async () => {
  const names = { timezone: 'Africa/Cairo', name: 'ميريديان', label: 'مصر' }
  const make = async (code: string, more: object) =>
    json(await api('POST', at('ca'), { code, ...names, ...more }), 201)
  expect(await make('eg', { locale: 'ar-EG' })).toMatchObject({ direction: 'rtl' })
  expect(await html('/eg/')).toContain('<html lang="ar-EG" dir="rtl">')
  const said = await make('il', { locale: 'he', direction: 'ltr' })
  expect(said).toMatchObject({ direction: 'ltr' })
})
