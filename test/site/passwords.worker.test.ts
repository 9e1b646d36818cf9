import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, ORIGIN, send, statusOf } from '../publication.ts'

// What a password protects is read by who has it, and by nobody else, whatever the edge keeps.

const SECRET = 'The hidden harbour'
let id = 0

beforeAll(async () => {
  await openPublication()
  const post = {
    title: 'Behind a door',
    content: `<p>${SECRET} lies west.</p>`,
    excerpt: `${SECRET}, in short.`,
    status: 'publish',
    password: 'öpen & "sesame"',
  }
  id = (await apiJson('POST', 'posts', post)).id
})

const PATH = '/ca/behind-a-door/'

/** What a browser sends for the form. */
function submit(password: string, path = PATH, headers: Record<string, string> = {}) {
  const body = new URLSearchParams({ post_password: password }).toString()
  return send(
    new Request(ORIGIN + path, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'Content-Length': String(body.length),
        ...headers,
      },
      body,
    }),
  )
}

test('its page asks for the password without any script, and is stored like any other', async () => {
  const response = await get(PATH)
  const html = await response.text()
  expect(html).toContain(`<form class="lock" method="post" action="${PATH}">`)
  expect(html).toMatch(/name="post_password"\s+type="password"/)
  expect(html).toContain('"isAccessibleForFree":false')
  expect(html).not.toContain('hidden harbour')
  expect(statusOf(await get(PATH))).toBe('HIT')
})

test('the password opens it at an address that nobody keeps', async () => {
  const sent = await submit('öpen & "sesame"')
  expect(sent.status).toBe(303)
  expect(sent.headers.get('Cache-Control')).toBe('private, no-store')
  expect(sent.headers.get('Set-Cookie')).toBeNull()
  const location = sent.headers.get('Location') ?? ''
  expect(location).not.toMatch(/sesame/)
  const opened = await get(location)
  const html = await opened.text()
  expect(opened.status).toBe(200)
  expect(html).toContain(`<p>${SECRET} lies west.</p>`)
  expect(html).toContain(`${SECRET}, in short.`)
  expect(html).toContain('content="noindex, nofollow"')
  expect(html).not.toContain('This is a preview')
  expect(opened.headers.get('Cache-Control')).toBe('private, no-store')
  expect(opened.headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(statusOf(await get(location))).toBe('BYPASS')
  expect(await (await get(PATH)).text()).not.toContain('hidden harbour')
  expect((await get(location.replace('/ca/', '/us/'))).status).toBe(303)
  const forged = location.replace(/sign=./, (begin) => (begin.endsWith('A') ? 'sign=B' : 'sign=A'))
  expect((await get(forged)).headers.get('Location')).toBe(`/ca/?p=${id}`)
})

test('a wrong password is told so', async () => {
  for (const wrong of ['sesame', '', 'ÖPEN & "sesame"', 'x'.repeat(300)]) {
    const answer = await submit(wrong)
    const html = await answer.text()
    expect(answer.status).toBe(403)
    expect(html).toMatch(/role="alert".*That is not the password/)
    expect(html).not.toContain('hidden harbour')
    expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
  }
})

test('another password ends what the old one opened, and none needs none', async () => {
  const location = (await submit('öpen & "sesame"')).headers.get('Location') ?? ''
  expect((await get(location)).status).toBe(200)
  await apiJson('PUT', `posts/${id}`, { password: 'second' })
  expect((await get(location)).status).toBe(303)
  const second = (await submit('second')).headers.get('Location') ?? ''
  expect((await get(second)).status).toBe(200)
  await apiJson('PUT', `posts/${id}`, { password: '' })
  expect((await get(second)).headers.get('Location')).toBe(`/ca/?p=${id}`)
  expect((await submit('second')).status).toBe(405)
  expect(await (await get(PATH)).text()).toContain(SECRET)
  await apiJson('PUT', `posts/${id}`, { password: 'third' })
  expect(await (await get(PATH)).text()).not.toContain(SECRET)
})

test('what is no protected article takes no form', async () => {
  await apiJson('POST', 'posts', { title: 'Open door', content: 'x', status: 'publish' })
  for (const path of ['/ca/open-door/', '/ca/', '/ca/nothing/', '/zz/behind-a-door/', '/']) {
    const answer = await submit('third', path)
    expect([answer.status, answer.headers.get('Allow')], path).toEqual([405, 'GET, HEAD'])
  }
  const json = await submit('third', PATH, { 'Content-Type': 'application/json' })
  expect(json.status).toBe(405)
  expect((await submit('x'.repeat(6000))).status).toBe(405)
})

test('lists, searches and the API say nothing of what it holds', async () => {
  const anonymous = { Authorization: '' }
  const read = async (path: string) => (await api('GET', path, undefined, anonymous)).text()
  const places = ['/ca/', '/ca/author/admin/', '/ca/category/uncategorized/', '/ca/nothing-here/']
  const shown = [
    ...(await Promise.all(places.map(async (path) => (await get(path)).text()))),
    await read('posts'),
    await read(`posts/${id}`),
    await read(`posts/${id}?_embed=1`),
  ]
  for (const text of shown) {
    expect(text).toContain('Behind a door')
    expect(text.toLowerCase()).not.toContain('hidden harbour')
  }
  const link = encodeURIComponent(ORIGIN + PATH)
  expect(await read(`../../oembed/1.0/embed?url=${link}`)).not.toContain('harbour')
  expect(await read('posts?search=harbour')).toBe('[]')
  expect(await read('search?search=harbour')).toBe('[]')
  expect(await read(`posts/${id}?password=third`)).toContain(SECRET)
})

test('guessing is slowed, by the form and by the API alike', async () => {
  const headers = { 'CF-Connecting-IP': '192.0.2.77' }
  const guess = async (number: number) => {
    const answer =
      number % 2 === 0
        ? await submit(`guess ${number}`, PATH, headers)
        : await api('GET', `posts/${id}?password=guess-${number}`, undefined, {
            Authorization: '',
            ...headers,
          })
    await answer.text()
    return answer.status
  }
  let tries = 0
  let status = 403
  // Two minutes of tries at most: a minute may end while they go on.
  for (; status === 403 && tries <= 120; tries++) status = await guess(tries)
  expect(tries).toBeGreaterThan(30)
  expect(status).toBe(429)
  // The right one is none of the guesser's any more, and everybody else's still.
  const refused = await submit('third', PATH, headers)
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60'])
  expect((await submit('third')).status).toBe(303)
})
