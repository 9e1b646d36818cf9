import { expect, test } from 'vitest'
import { rememberPage } from '#site/remembered-pages.ts'
import type { Env } from '../../src/env.ts'

type Rows = NonNullable<Parameters<typeof rememberPage>[1]>

let made = 0
const make = async () =>
  new Response(`page ${++made}`, { headers: { ETag: `"${made}"`, 'Cache-Tag': 'ca' } })

function ask(path: string, rows: Rows, more: { headers?: HeadersInit; memory?: string } = {}) {
  const url = new URL(path, 'https://publication.example')
  const env = { ...(more.memory && { PAGE_MEMORY: more.memory }) } as Env
  const request = new Request(url, { headers: more.headers ?? {} })
  return rememberPage({ env, request, url }, rows, make)
}

const text = async (answer: Promise<Response>) => (await answer).text()

test('a page is made once of the same rows, and again of others', async () => {
  const rows = () => [[{ document: '{"a":1}' }], [], [{ n: 1, html: '<p>' }]]
  const first = await text(ask('/ca/elm/', rows()))
  expect(await text(ask('/ca/elm/', rows()))).toBe(first)
  expect((await ask('/ca/elm/', rows())).headers.get('Cache-Tag')).toBe('ca')
  const others = [
    [[{ document: '{"a":2}' }], [], [{ n: 1, html: '<p>' }]],
    [[{ document: '{"a":1}' }], [{ more: 1 }], [{ n: 1, html: '<p>' }]],
    [[{ document: '{"a":1}' }], [], [{ n: null, html: '<p>' }]],
    [[{ document: '{"a":1}' }], []],
  ]
  for (const other of others) {
    const again = await text(ask('/ca/elm/', rows()))
    expect(await text(ask('/ca/elm/', other)), JSON.stringify(other)).not.toBe(again)
  }
  expect(await text(ask('/ca/oak/', rows()))).not.toBe(first)
})

test('whoever holds the page is told so from memory', async () => {
  const rows = [[{ document: 'x' }]]
  const etag = (await ask('/ca/ash/', rows)).headers.get('ETag') ?? ''
  const before = made
  const answer = await ask('/ca/ash/', rows, { headers: { 'If-None-Match': etag } })
  expect([answer.status, made]).toEqual([304, before])
})

test('what is no page is not kept, nor anything where the memory is off', async () => {
  const rows = [[{ document: 'x' }]]
  const url = new URL('https://publication.example/ca/none/')
  const visit = { env: {} as Env, request: new Request(url), url }
  await rememberPage(visit, rows, async () => new Response('', { status: 404 }))
  expect(await text(rememberPage(visit, rows, make))).toBe(`page ${made}`)
  const first = await text(ask('/ca/off/', rows, { memory: 'off' }))
  expect(await text(ask('/ca/off/', rows, { memory: 'off' }))).not.toBe(first)
})

test('memory has a bound: the oldest page goes', async () => {
  const rows = [[{ html: 'm'.repeat(3_000_000) }]]
  const first = await text(ask('/ca/large/0/', rows))
  for (let number = 1; number < 6; number++) await ask(`/ca/large/${number}/`, rows)
  expect(await text(ask('/ca/large/0/', rows))).not.toBe(first)
})
