import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSite, type RunningSite } from './site.ts'

// Requests that no client library sends, byte by byte over the network.

let site: RunningSite
const signed = `Authorization: Basic ${btoa('admin:a long enough password')}`

beforeAll(async () => {
  site = await startSite()
}, 60_000)
afterAll(() => site.stop())

/** What is answered to bytes after which the connection's own end is closed. */
function send(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect({ port: Number(new URL(site.origin).port), host: '127.0.0.1' })
    socket.on('data', (data) => {
      answer += data.toString('latin1')
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
    socket.end(Buffer.from(bytes, 'latin1'))
  })
}

const request = (method: string, path: string, headers: readonly string[], body = '') =>
  `${[
    `${method} /ca/wp-json${path} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    signed,
    ...headers,
  ].join('\r\n')}\r\n\r\n${body}`

const JSON_TYPE = 'Content-Type: application/json'
const FORM = 'Content-Type: multipart/form-data; boundary=B'
const PNG = '\x89PNG\r\n\x1a\n'
const chunked = ['Transfer-Encoding: chunked', JSON_TYPE]
const posts = '/wp/v2/posts'
const form = (body: string) =>
  request('POST', '/wp/v2/media', [FORM, `Content-Length: ${body.length}`], body)

test.each<[string, () => string, number, string]>([
  [
    'a body that ends before its length',
    () => request('POST', posts, [JSON_TYPE, 'Content-Length: 500'], '{"title":"x"}'),
    400,
    'rest_incomplete_body',
  ],
  [
    'a body that is cut at its length',
    () => request('POST', posts, [JSON_TYPE, 'Content-Length: 10'], '{"title":"x"}'),
    400,
    'rest_invalid_json',
  ],
  [
    'a chunk without its end',
    () => request('POST', posts, chunked, 'd\r\n{"title"'),
    400,
    'rest_incomplete_body',
  ],
  [
    'a chunk of no length',
    () => request('POST', posts, chunked, 'zz\r\n{"title":"x"}\r\n0\r\n\r\n'),
    400,
    'rest_incomplete_body',
  ],
  [
    'a file that breaks off',
    () =>
      request(
        'PUT',
        '/meridian/v1/uploads/2025/cut.png',
        ['Content-Type: image/png', 'Content-Length: 50000'],
        PNG + 'x'.repeat(9000),
      ),
    400,
    'rest_incomplete_body',
  ],
  ['a form without parts', () => form('--B--\r\n'), 400, 'rest_upload_no_data'],
  [
    'a form that breaks off',
    () => form('--B\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\nabc'),
    400,
    'rest_upload_no_data',
  ],
  [
    'a form with a file that is none',
    () =>
      form(
        '--B\r\nContent-Disposition: form-data; name="file"; filename="../../a.png"\r\n\r\nno\r\n--B--\r\n',
      ),
    400,
    'rest_upload_sideload_error',
  ],
  [
    'bytes in the body that are no UTF-8',
    () => request('POST', posts, [JSON_TYPE, 'Content-Length: 13'], '{"title":"\xff"}'),
    400,
    'rest_invalid_json',
  ],
  [
    'escapes that are no UTF-8',
    () => request('GET', `${posts}?search=%FF`, []),
    400,
    'rest_invalid_param',
  ],
  ['an escaped NUL', () => request('GET', `${posts}?search=%00`, []), 400, 'rest_invalid_param'],
  ['an escaped NUL in the path', () => request('GET', `${posts}/%00`, []), 404, 'rest_no_route'],
])('%s is refused, and nothing is stored', async (_, bytes, status, code) => {
  const answer = await send(bytes())
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
    code,
    data: { status },
  })
  expect(await site.api('ca', 'wp/v2/posts?status=any')).toEqual([])
  expect(await site.api('ca', 'wp/v2/media')).toEqual([])
})

test('ten megabytes of JSON are read to the end and refused: the client hears it', async () => {
  const response = await fetch(`${site.origin}/ca/wp-json/wp/v2/posts`, {
    method: 'POST',
    headers: {
      Authorization: signed.slice('Authorization: '.length),
      'Content-Type': 'application/json',
    },
    body: `{"title":"${'x'.repeat(10_000_000)}"}`,
  })
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ code: 'rest_request_too_large' })
})
