import { beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '#content/database.ts'
import { updateRegion, type RegionInput } from '#content/region-settings.ts'
import { listRegions, type RegionSettings } from '#content/regions.ts'
import { meridian } from '../imports.ts'
import { apiJson, bindings, get, openPublication } from '../publication.ts'

const db = openDatabase(bindings.DB)

beforeEach(openPublication, 30_000)

async function find(code: string): Promise<RegionSettings> {
  const region = (await listRegions(bindings.DB)).find((candidate) => candidate.code === code)
  if (!region) throw new Error(`There is no region ${code}`)
  return region
}

const change = async (input: RegionInput, code = 'ca') =>
  updateRegion(db, await find(code), input, 1_790_000_000)

async function subjects(): Promise<unknown[]> {
  const row = await bindings.DB.prepare(
    'select subjects_json from changes order by change_id desc limit 1',
  ).first<{ subjects_json: string }>()
  return JSON.parse(row?.subjects_json ?? '[]') as unknown[]
}

describe('the settings of a region', () => {
  test('are what was written last, and purge the pages of the region', async () => {
    const callToAction = { text: 'Read on', label: 'All', url: '/ca/all/' }
    const organisation = { name: 'House', sameAs: ['https://social.example/house'] }
    await change({ name: 'North', tagline: 'News', postsPerPage: 7, callToAction, organisation })
    expect(await find('ca')).toMatchObject({
      name: 'North',
      tagline: 'News',
      postsPerPage: 7,
      callToAction,
      organisation,
      version: 2,
    })
    expect(await subjects()).toEqual([{ kind: 'region', region: 'ca' }])
    await change({ callToAction: null })
    expect((await find('ca')).callToAction).toBeNull()
  })

  test('purge all regions when others show them, and one region alone is x-default', async () => {
    await change({ isXDefault: true, label: 'Britain' }, 'uk')
    expect(await subjects()).toEqual([{ kind: 'region', region: 'uk' }, { kind: 'publication' }])
    const regions = await listRegions(bindings.DB)
    expect(regions.filter((region) => region.isXDefault).map(({ code }) => code)).toEqual(['uk'])
  })

  test('of which nothing is given are left alone', async () => {
    await change({})
    expect((await find('ca')).version).toBe(1)
  })

  test('move posts to the archives of a new time zone', async () => {
    const post = { status: 'publish', content: '<p>Text.</p>' }
    await apiJson('POST', 'posts', { ...post, title: 'Late', date_gmt: '2026-01-01T03:00:00' })
    await apiJson('POST', 'posts', { ...post, title: 'Noon', date_gmt: '2026-01-01T12:00:00' })
    const names = async (path: string) =>
      (await (await get(path)).text()).match(/Late|Noon/g)?.toSorted() ?? []
    expect((await get('/ca/2025/12/31/')).status).toBe(200)
    await change({ timezone: 'Europe/Berlin' })
    await meridian('POST', 'cache/purge', { everything: true })
    expect((await get('/ca/2025/12/31/')).status).toBe(404)
    expect(new Set(await names('/ca/2026/01/01/'))).toEqual(new Set(['Late', 'Noon']))
    const { results } = await bindings.DB.prepare(
      "select subject, total from listing_counts where region_code = 'ca' and subject like '%:20%' and total > 0 order by subject",
    ).all()
    expect(results).toEqual([
      { subject: 'day:2026-01-01', total: 2 },
      { subject: 'month:2026-01', total: 2 },
      { subject: 'year:2026', total: 2 },
    ])
  })

  const refused: [string, RegionInput, string][] = [
    ['a zone that is none', { timezone: 'Mars/Base' }, 'timezone'],
    ['an offset as a zone', { timezone: '+05:00' }, 'timezone'],
    ['a language that is none', { locale: 'english, mostly' }, 'locale'],
    ['an empty name', { name: ' ' }, 'name'],
    ['no posts a page', { postsPerPage: 0 }, 'postsPerPage'],
    ['a category that is not there', { defaultCategoryId: 99 }, 'defaultCategoryId'],
    ['a picture that is not there', { socialImageId: 99 }, 'socialImageId'],
    [
      'a script as an address',
      { callToAction: { text: '', label: '', url: 'javascript:alert(1)' } },
      'callToAction',
    ],
    [
      'a logo on no scheme',
      { organisation: { logo: '//elsewhere.example/a.png' } },
      'organisation',
    ],
  ]
  test.each(refused)('refuse %s', async (_, input, field) => {
    await expect(change({ tagline: 'Changed', ...input })).rejects.toMatchObject({
      code: 'invalid_setting',
      details: { field },
    })
    expect((await find('ca')).tagline).toBe('')
  })

  test('of an old version are refused', async () => {
    const old = await find('ca')
    await change({ name: 'One' })
    await expect(updateRegion(db, old, { name: 'Two' }, 1)).rejects.toMatchObject({
      code: 'version_conflict',
    })
  })
})
