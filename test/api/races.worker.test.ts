import { beforeAll, expect, test } from 'vitest'
import { api, apiJson, get, openPublication, upload } from '../publication.ts'

// Many writers at once: none of them is answered with a fault of ours, and none loses anything silently.

interface Edited {
  id: number
  slug: string
  title: { raw: string }
  excerpt: { raw: string }
  content: { raw: string }
}

beforeAll(() => openPublication())

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

test('of 50 writers with one ETag one wins, and 49 are told', async () => {
  for (const round of [1, 2, 3]) {
    const created = await api('POST', 'posts', { title: `Race ${round}`, status: 'publish' })
    const etag = created.headers.get('ETag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    const { id } = (await created.json()) as Edited
    const answers = await Promise.all(
      numbers(50).map(async (number) => {
        const body = { title: `Race ${round} won by ${number}` }
        const answer = await api('PUT', `posts/${id}`, body, { 'If-Match': etag })
        return { number, status: answer.status, text: await answer.text() }
      }),
    )
    const won = answers.filter(({ status }) => status === 200)
    expect(won.length).toBe(1)
    expect(answers.filter(({ status }) => status === 412).length).toBe(49)
    const { title } = await apiJson<Edited>('GET', `posts/${id}?context=edit`)
    expect(title.raw).toBe(`Race ${round} won by ${won[0]?.number}`)
    expect(await (await get(`/ca/race-${round}/`)).text()).toContain(title.raw)
  }
}, 60_000)

test('of 20 posts of one title each gets a slug and a page of its own', async () => {
  const answers = await Promise.all(
    numbers(20).map((number) =>
      api('POST', 'posts', {
        title: 'Same',
        content: `<p>Number ${number}.</p>`,
        status: 'publish',
      }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(numbers(20).map(() => 201))
  const posts = (await Promise.all(answers.map((answer) => answer.json()))) as Edited[]
  expect(new Set(posts.map(({ slug }) => slug)).size).toBe(20)
  expect(new Set(posts.map(({ id }) => id)).size).toBe(20)
  for (const { slug, content } of posts) {
    expect(await (await get(`/ca/${slug}/`)).text()).toContain(content.raw)
  }
}, 60_000)

test.each([
  ['categories', { name: 'Same' }],
  ['tags', { name: 'Same' }],
  ['users', { username: 'same', email: 'same@example.org', password: 'long enough' }],
])('of 10 %s of one name one is made, and the others are told', async (route, body) => {
  const answers = await Promise.all(numbers(10).map(() => api('POST', route, body)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([
    201,
    ...numbers(9).map(() => 400),
  ])
})

test('accounts of one slug at once each get a page of their own', async () => {
  const answers = await Promise.all(
    numbers(8).map((number) =>
      api('POST', 'users', {
        username: `Ana ${'.'.repeat(number + 1)}`,
        email: `ana${number}@example.org`,
        password: 'long enough',
      }),
    ),
  )
  const slugs = (await Promise.all(answers.map((answer) => answer.json()))) as Edited[]
  expect(answers.map(({ status }) => status)).toEqual(numbers(8).map(() => 201))
  expect(new Set(slugs.map(({ slug }) => slug)).size).toBe(8)
})

test('three editors on three fields lose nothing', async () => {
  const { id } = await apiJson('POST', 'posts', { title: 'T', content: 'C', status: 'publish' })
  for (const round of numbers(10)) {
    const change = (name: string) => api('PUT', `posts/${id}`, { [name]: `${name} ${round}` })
    const answers = await Promise.all(['title', 'content', 'excerpt'].map(change))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const after = await apiJson<Edited>('GET', `posts/${id}?context=edit`)
    expect([after.title.raw, after.content.raw, after.excerpt.raw]).toEqual(
      ['title', 'content', 'excerpt'].map((name) => `${name} ${round}`),
    )
  }
  const html = await (await get('/ca/t/')).text()
  for (const text of ['title 9', 'content 9', 'excerpt 9']) expect(html).toContain(text)
}, 60_000)

test('of 10 who change an account with one ETag one wins, and without it nothing is lost', async () => {
  const user = { username: 'rob', email: 'rob@example.org', password: 'long enough' }
  const made = await api('POST', 'users', user)
  const { id } = (await made.json()) as Edited
  const etag = made.headers.get('ETag') ?? ''
  expect((await api('GET', `users/${id}`)).headers.get('ETag')).toBe(etag)
  const answers = await Promise.all(
    numbers(10).map((number) =>
      // Half of them change the byline, half the account.
      api('PUT', `users/${id}`, number % 2 ? { name: `R${number}` } : { nickname: `R${number}` }, {
        'If-Match': etag,
      }),
    ),
  )
  expect(answers.filter(({ status }) => status === 200).length).toBe(1)
  expect(answers.filter(({ status }) => status === 412).length).toBe(9)
  const fields = {
    name: 'Rob',
    description: 'Writes.',
    first_name: 'Robert',
    email: 'r@example.org',
  }
  const each = Object.entries(fields).map(([name, value]) =>
    api('PUT', `users/${id}`, { [name]: value }),
  )
  expect((await Promise.all(each)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect(await apiJson('GET', `users/${id}?context=edit`)).toMatchObject(fields)
})

test.each(['categories', 'tags'])(
  'of 10 who rename one of %s with one ETag one wins',
  async (route) => {
    const made = await api('POST', route, { name: 'Raced' })
    const { id } = (await made.json()) as Edited
    const answers = await Promise.all(
      numbers(10).map((number) =>
        api(
          'PUT',
          `${route}/${id}`,
          { slug: `raced-${number}` },
          { 'If-Match': made.headers.get('ETag') },
        ),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([
      200,
      ...numbers(9).map(() => 412),
    ])
  },
)

test.each(['posts', 'tags', 'media'])(
  '%s: what was changed since is not deleted',
  async (route) => {
    const made =
      route === 'media'
        ? await upload('dot.png')
        : await api('POST', route, { name: 'N', title: 'N' })
    const { id } = (await made.json()) as Edited
    const etag = made.headers.get('ETag')
    const one = `${route}/${id}`
    const answers = await Promise.all([
      ...numbers(4).map((number) =>
        api('PUT', one, { description: `${number}`, title: `${number}` }, { 'If-Match': etag }),
      ),
      ...numbers(4).map(() => api('DELETE', `${one}?force=true`, undefined, { 'If-Match': etag })),
    ])
    const won = answers.filter(({ status }) => status === 200)
    expect(won.length).toBe(1)
    for (const { status } of answers) expect([200, 404, 412]).toContain(status)
    expect((await api('DELETE', `${one}?force=true`)).status).toBeOneOf([200, 404])
  },
)
