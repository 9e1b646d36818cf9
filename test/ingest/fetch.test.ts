import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { downloadMedia } from '#ingest/sources/download-media.ts'
import { toFetchError } from '#ingest/sources/fetch-error.ts'
import { createFetch, type FetchOptions } from '#ingest/sources/fetch.ts'
import { isPrivateAddress } from '#ingest/sources/private-networks.ts'

const closers: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()))
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(resolve)
      }),
  )
  // A TCP server's address is an object.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

function makeFetch(options: FetchOptions = {}) {
  const fetch = createFetch({
    privateHosts: ['127.0.0.1', 'localhost'],
    retryDelayMs: 1,
    ...options,
  })
  closers.push(fetch.close)
  return fetch
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

test.each([
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.0.1',
  '192.168.1.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  'fe80::1%eth0',
  'fd12:3456::1',
  'ff02::1',
  'no address',
])('%s lies on a private network', (address) => {
  expect(isPrivateAddress(address)).toBe(true)
})

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700:4700::1111'])(
  '%s lies on the open network',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false)
  },
)

describe('of private networks that nobody named', () => {
  test.each(['http://127.0.0.1:1/', 'http://[::1]:1/', 'http://2130706433/', 'http://0x7f.1/'])(
    '%s is not asked',
    async (address) => {
      const fetch = makeFetch({ privateHosts: [] })
      await expect(fetch(address)).rejects.toThrow(/private network: give --allow-private/)
    },
  )

  test('a name that leads to loopback is not connected to', async () => {
    let asked = 0
    const url = await serve((_, response) => {
      asked++
      response.end('secret')
    })
    const fetch = makeFetch({ privateHosts: [] })
    const named = url.replace('127.0.0.1', 'localhost')
    await expect(fetch(named)).rejects.toThrow(
      /localhost \(.*\) is an address on a private network/,
    )
    expect(asked).toBe(0)
  })
})

test.each(['http://169.254.169.254/latest/', 'http://localhost:8079/', 'http://[::ffff:7f00:1]/'])(
  'a redirect to %s is refused at once',
  async (location) => {
    let asked = 0
    const url = await serve((_, response) => {
      asked++
      response.writeHead(302, { Location: location }).end()
    })
    const fetch = makeFetch({ privateHosts: [new URL(url).host] })
    await expect(fetch(url)).rejects.toThrow(/is an address on a private network/)
    expect(asked).toBe(1)
  },
)

test('redirects are followed, five at most, and credentials stay with their host', async () => {
  const seen: (string | undefined)[] = []
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.end('there')
  })
  const url = await serve((request, response) => {
    const location = request.url === '/loop' ? '/loop' : other.replace('127.0.0.1', 'localhost')
    response.writeHead(302, { Location: location }).end()
  })
  const fetch = makeFetch()
  const answer = await fetch(url, { headers: { Authorization: 'Basic x' } })
  expect(textOf(answer.bytes)).toBe('there')
  expect(seen).toEqual([undefined])
  await expect(fetch(`${url}loop`)).rejects.toThrow(/redirects more than 5 times/)
})

test('credentials stay with their port as well', async () => {
  const seen: (string | undefined)[] = []
  const other = await serve((request, response) => {
    seen.push(request.headers.authorization)
    response.end('there')
  })
  const url = await serve((_, response) => response.writeHead(302, { Location: other }).end())
  await makeFetch()(url, { headers: { Authorization: 'Basic x' } })
  expect(seen).toEqual([undefined])
})

test('Retry-After is obeyed and told', async () => {
  let asked = 0
  const url = await serve((_, response) => {
    asked++
    if (asked > 1) return response.end('at last')
    const until = new Date(Date.now() + 1500).toUTCString()
    return response.writeHead(429, { 'Retry-After': until }).end()
  })
  const notes: string[] = []
  const start = Date.now()
  const answer = await makeFetch({ onNote: (line) => notes.push(line) })(url)
  expect(textOf(answer.bytes)).toBe('at last')
  expect(Date.now() - start).toBeGreaterThan(200)
  expect(notes).toHaveLength(1)
  expect(notes[0]).toMatch(/answered 429, asks to be left alone until/)
})

test('an answer that breaks off is asked for again', async () => {
  let asked = 0
  const url = await serve((request, response) => {
    asked++
    if (asked > 2) return response.end('whole')
    response.writeHead(200, { 'Content-Length': 100 })
    return response.write('ha', () => request.socket.destroy())
  })
  expect(textOf((await makeFetch()(url)).bytes)).toBe('whole')
  expect(asked).toBe(3)
})

test('a status that stays is given, not thrown', async () => {
  const url = await serve((_, response) => response.writeHead(503).end('closed'))
  const answer = await makeFetch()(url, { retries: 1 })
  expect([answer.status, textOf(answer.bytes)]).toEqual([503, 'closed'])
})

test('a server that says nothing is given up in one line', async () => {
  const url = await serve(() => undefined)
  const fetch = makeFetch({ timeoutMs: 50 })
  await expect(fetch(url, { retries: 1 })).rejects.toThrow(/gave no answer in time/)
})

test('a host that does not exist is told as such', async () => {
  await expect(makeFetch()('http://nowhere.invalid/', { retries: 0 })).rejects.toThrow(
    /no host nowhere\.invalid|could not be looked up/,
  )
})

test.each([
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls', /offers no valid certificate/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /offers no valid certificate/],
  ['CERT_HAS_EXPIRED', 'tls', /offers no valid certificate/],
  ['ENOTFOUND', 'dns', /there is no host example\.com/],
  ['EAI_AGAIN', 'network', /could not be looked up/],
  ['ECONNREFUSED', 'network', /nothing answers at example\.com/],
  ['UND_ERR_HEADERS_TIMEOUT', 'timeout', /no answer in time/],
  ['ECONNRESET', 'network', /the connection to example\.com broke/],
])('%s is told as %s', (code, trouble, expected) => {
  const cause = Object.assign(new Error('reason'), { code })
  const error = toFetchError(
    new TypeError('fetch failed', { cause }),
    new URL('https://example.com/'),
  )
  expect(error.trouble).toBe(trouble)
  expect(error.message).toMatch(expected)
})

describe('a media file', () => {
  const GIGABYTES = 4_000_000_000

  test('of 4 GB is refused by its announced length', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': GIGABYTES })
      response.write('start')
    })
    await expect(downloadMedia(makeFetch(), url, { maxBytes: 1_000_000 })).rejects.toThrow(
      /has 4000 MB, more than 1 MB: left out/,
    )
  })

  test('of unknown length is cut off at the limit', async () => {
    let sent = 0
    const url = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': 'image/png' })
      const more = () => {
        sent += 100_000
        if (!response.destroyed) response.write(Buffer.alloc(100_000), more)
      }
      more()
    })
    await expect(downloadMedia(makeFetch(), url, { maxBytes: 1_000_000 })).rejects.toThrow(
      /goes on after 1 MB: left out/,
    )
    expect(sent).toBeLessThan(50_000_000)
  })

  const PAGE = '<!DOCTYPE html><html>Not found</html>'
  test.each([
    ['image/png', PAGE, /is a web page, no file/],
    ['text/html; charset=utf-8', PAGE, /is a web page, no file/],
    ['application/x-php', 'x', /is application\/x-php, which is not taken/],
    ['image/png', '', /is an empty file/],
  ])('of type %s is refused where it is none', async (type, body, expected) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'Content-Type': type }).end(body)
    })
    const options = { maxBytes: 1000, accept: (mime: string) => mime.startsWith('image/') }
    await expect(downloadMedia(makeFetch(), url, options)).rejects.toThrow(expected)
  })

  test('that is missing is told with its status', async () => {
    const url = await serve((_, response) => response.writeHead(404).end('no'))
    await expect(downloadMedia(makeFetch(), url, { maxBytes: 1000 })).rejects.toThrow(/\(404\)/)
  })
})

describe('a host that answers no more', () => {
  test('is given up after several attempts at two addresses, and asked again later', async () => {
    let isUp = false
    const url = await serve((request, response) =>
      isUp ? response.end('back') : request.socket.destroy(),
    )
    const fetch = makeFetch()
    await expect(fetch(url)).rejects.toThrow(/broke/)
    await expect(fetch(`${url}other`)).rejects.toMatchObject({
      trouble: 'gone',
      message: expect.stringContaining('answers no more') as string,
    })
    const start = Date.now()
    await expect(fetch(`${url}third`)).rejects.toMatchObject({ trouble: 'gone' })
    expect(Date.now() - start).toBeLessThan(25)
    isUp = true
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(textOf((await fetch(url)).bytes)).toBe('back')
    expect(textOf((await fetch(`${url}other`)).bytes)).toBe('back')
  })

  test('is none that answers with 500, or that breaks at one address alone', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/crash') request.socket.destroy()
      else response.writeHead(500).end()
    })
    const fetch = makeFetch()
    for (let time = 0; time < 3; time++) {
      await expect(fetch(`${url}crash`)).rejects.toMatchObject({ trouble: 'network' })
    }
    for (const name of ['a', 'b', 'c']) expect((await fetch(url + name)).status).toBe(500)
  })
})

test('a private host is named with its port, or for all of its ports', async () => {
  const other = await serve((_, response) => response.end('other'))
  const url = await serve((_, response) => response.writeHead(302, { Location: other }).end())
  const { host, hostname } = new URL(url)
  await expect(makeFetch({ privateHosts: [host] })(url)).rejects.toThrow(
    /or --private-hosts 127\.0\.0\.1:\d+ for/,
  )
  const both = makeFetch({ privateHosts: [host, new URL(other).host] })
  expect(textOf((await both(url)).bytes)).toBe('other')
  expect(textOf((await makeFetch({ privateHosts: [hostname] })(url)).bytes)).toBe('other')
})
