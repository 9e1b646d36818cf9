import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { CORPUS, hasCorpus } from '../ingest/corpus.ts'
import { command, startSite, type RunningSite } from './site.ts'

// The head of a real post of Yoast's, imported by the command that an editor types: every key and property of it is told
// here, with the same value.

let site: RunningSite

beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.stop())

const OLD_ORIGIN = 'https://2mdopinion.com'

/** Where the old head was wrong: a locale that its own `inLanguage` denies, and an account in the place of the writer. */
const WRONG_THERE = [
  'og_locale',
  'author',
  'twitter_misc.Written by',
  'schema.Article.author.name',
  'schema.Person.name',
  'schema.Person.image.@id',
  'schema.Person.image.url',
  'schema.Person.image.contentUrl',
  'schema.Person.image.caption',
  'schema.Person.url',
]

/** Every value of a head by its path; pieces of the graph by their types. */
function valuesOf(value: unknown, path = ''): [string, unknown][] {
  if (value === null || typeof value !== 'object') return [[path, value]]
  const entries = path === 'schema' ? piecesOf(value) : Object.entries(value)
  return entries.flatMap(([key, part]) => valuesOf(part, path ? `${path}.${key}` : key))
}

function piecesOf(schema: object): [string, unknown][] {
  const { '@graph': graph, ...rest } = schema as { '@graph': { '@type': string }[] }
  const pieces = graph.map((piece): [string, unknown] => [piece['@type'], piece])
  return [...Object.entries(rest), ...pieces]
}

test.skipIf(!hasCorpus).each(['none', 'later'])(
  'with --media %s the head of the corpus’s seed says what it said',
  async (media) => {
    const file = join(CORPUS, 'seed-post.json')
    const seed = JSON.parse(readFileSync(file, 'utf8')) as { id: number; yoast_head_json: object }
    const run = ['import', file, '--region', 'ca', '--media', media, '--force', ...site.target]
    expect(await command(run)).toMatchObject({ code: 0 })
    const post = await site.api<{ link: string; yoast_head: string; yoast_head_json: object }>(
      'ca',
      `wp/v2/posts/${seed.id}`,
    )
    const here = (head: object): unknown =>
      JSON.parse(JSON.stringify(head).replaceAll(site.origin, OLD_ORIGIN))
    const told = new Map(valuesOf(here(post.yoast_head_json)))
    const differing: string[] = []
    for (const [path, value] of valuesOf(seed.yoast_head_json)) {
      expect(told.has(path), path).toBe(true)
      if (told.get(path) !== value) differing.push(path)
    }
    expect(differing).toEqual(WRONG_THERE)
    expect(await (await fetch(post.link)).text()).toContain(post.yoast_head)
  },
  60_000,
)
