import { beforeAll, describe, expect, test } from 'vitest'
import { site } from '#site/routes.ts'
import { documentOf, mediaOf } from '../documents.ts'
import { bring, meridian } from '../imports.ts'
import { api, apiJson, bindings, get, openPublication, ORIGIN } from '../publication.ts'

const KEY = '0aZ-key-of-ours'

beforeAll(async () => {
  await openPublication()
  await apiJson('POST', 'settings', { title: 'The North', description: 'By [the] sea' })
  const tag = (await apiJson('POST', 'tags', { name: 'Water' })).id
  const post = { status: 'publish', content: '<p>Text.</p>' }
  await bring(
    documentOf(
      500,
      {
        slug: 'bread',
        title: 'Bread &amp; "water"',
        contentRaw:
          '<h2>Why?</h2><p>See <a href="https://old.example/canada/about/">us</a> *now*.</p><ul><li>One</li><li>Two</li></ul>',
        excerptRaw: 'In short.',
        featuredMediaId: 501,
        publishedAt: Date.UTC(2026, 0, 2, 17) / 1000,
      },
      { media: [mediaOf(501, '2025/11/lead.png')] },
    ),
    '?purge=now',
  )
  await apiJson('PUT', 'posts/500', { tags: [tag], author: 1 })
  const above = (await apiJson('POST', 'pages', { ...post, title: 'About' })).id
  await apiJson('POST', 'pages', { ...post, title: 'Team', parent: above })
  await apiJson('POST', 'posts', { ...post, title: 'Locked', password: 'secret' })
  await apiJson('POST', 'posts', { ...post, title: 'Draft', status: 'draft', slug: 'draft' })
  await bring(
    documentOf(510, { slug: 'unlisted', seo: { robots: { index: 'noindex' } } }),
    '?purge=now',
  )
  const moving = (await apiJson('POST', 'posts', { ...post, title: 'Here' })).id
  await apiJson('PUT', `posts/${moving}`, { slug: 'there' })
  await meridian('PUT', 'navigation/primary', {
    items: [
      { label: 'About us', url: '/ca/about/', items: [{ label: 'Team', url: '/ca/about/team/' }] },
    ],
  })
}, 60_000)

describe('an article in Markdown', () => {
  test('has what is said of it above its text, with absolute addresses', async () => {
    const response = await get('/ca/bread/index.md')
    expect(response.headers.get('Content-Type')).toBe('text/markdown; charset=utf-8')
    expect(response.headers.get('X-Robots-Tag')).toBe('noindex')
    expect(response.headers.get('Link')).toBe(`<${ORIGIN}/ca/bread/>; rel="canonical"`)
    expect((await response.text()).replace(/^modified: .*\n/m, '')).toBe(`---
title: "Bread & \\"water\\""
description: "In short."
author: "admin"
date: "2026-01-02T12:00:00-05:00"
canonical: "${ORIGIN}/ca/bread/"
language: "en-CA"
image: "https://old.example/canada/wp-content/uploads/2025/11/lead.png"
categories: ["Uncategorized"]
tags: ["Water"]
---

# Bread & "water"

## Why?

See [us](${ORIGIN}/ca/about/) \\*now\\*.

- One
- Two
`)
  })

  test('is named by its page, and by no page that has none', async () => {
    const linkOf = async (path: string) => (await get(path)).headers.get('Link') ?? ''
    expect(await linkOf('/ca/bread/')).toContain(
      `<${ORIGIN}/ca/bread/index.md>; rel="alternate"; type="text/markdown"`,
    )
    expect(await linkOf('/ca/about/team/')).toContain('/ca/about/team/index.md>')
    for (const path of ['/ca/locked/', '/ca/unlisted/', '/ca/']) {
      expect(await linkOf(path), path).not.toContain('markdown')
    }
  })

  test.each([
    ['/ca/here/index.md', '/ca/there/index.md'],
    ['/ca/Bread/Index.MD', '/ca/bread/index.md'],
    ['/ca/bread/index.md/', '/ca/bread/index.md'],
    ['/CA//bread/index.md?utm_source=x', '/ca/bread/index.md?utm_source=x'],
  ])('%s leads to %s', async (path, to) => {
    const response = await get(path)
    expect([response.status, response.headers.get('Location')]).toEqual([301, to])
  })

  test.each([
    '/ca/locked/index.md',
    '/ca/unlisted/index.md',
    '/ca/draft/index.md',
    '/ca/none/index.md',
    '/ca/index.md',
    '/none/bread/index.md',
  ])('%s is a 404', async (path) => {
    expect((await get(path)).status).toBe(404)
  })
})

describe('llms.txt', () => {
  test('of the publication names its editions', async () => {
    const response = await get('/llms.txt')
    expect(response.headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    const text = await response.text()
    expect(text).toMatch(/^# \S/)
    expect(text).toContain(`- [Canada](${ORIGIN}/ca/llms.txt): By \\[the\\] sea\n`)
    expect(text).toContain(`(${ORIGIN}/sitemap_index.xml)`)
  })

  test('of a region names what everybody may find, its sections and its feeds', async () => {
    const text = await (await get('/ca/llms.txt')).text()
    expect(text).toMatch(/^# The North\n\n> By \\\[the\\\] sea\n\n## Latest\n\n/)
    expect(text).toContain(`- [Bread & "water"](${ORIGIN}/ca/bread/index.md): In short.\n`)
    expect(text).toContain(`- [Team](${ORIGIN}/ca/about/team/)`)
    expect(text).toContain(`- [RSS](${ORIGIN}/ca/feed/)`)
    expect(text).not.toMatch(/locked|unlisted|draft/i)
    const links = [...text.matchAll(/\]\(<?([^)>]+)>?\)/g)].map(([, url = '']) => url)
    for (const url of links) expect((await get(url.replace(ORIGIN, ''))).status, url).toBe(200)
  })
})

describe('robots.txt', () => {
  const robots = async () => (await get('/robots.txt')).text()

  test('lets everybody in, and names the sitemaps', async () => {
    expect((await get('/robots.txt')).headers.get('Content-Type')).toBe('text/plain; charset=utf-8')
    expect(await robots()).toBe(`User-agent: *
Disallow:

Sitemap: ${ORIGIN}/sitemap_index.xml
Sitemap: ${ORIGIN}/ca/news-sitemap.xml
Sitemap: ${ORIGIN}/us/news-sitemap.xml
Sitemap: ${ORIGIN}/uk/news-sitemap.xml
`)
  })

  test('has the rules of each region at once, and one group for each crawler', async () => {
    const one = 'Disallow: /ca/tag/\n\nUser-agent: Bad-Bot\nUser-agent: Worse\nDisallow: /ca/ # all'
    await meridian('PUT', 'regions/ca', { robots_rules: one })
    const two = 'Allow: /us/tag/a\nUser-agent: bad-bot\nDisallow: /us/'
    await meridian('PUT', 'regions/us', { robots_rules: two })
    const [groups = ''] = (await robots()).split('\nSitemap:')
    expect(groups).toBe(`User-agent: *
# Canada
Disallow: /ca/tag/
# United States
Allow: /us/tag/a

User-agent: Bad-Bot
# Canada
Disallow: /ca/
# United States
Disallow: /us/

User-agent: Worse
# Canada
Disallow: /ca/
`)
  })

  test('of a region is the publication’s', async () => {
    const response = await get('/ca/robots.txt')
    expect([response.status, response.headers.get('Location')]).toEqual([301, '/robots.txt'])
  })
})

test('the key of IndexNow is at the root while there is one', async () => {
  const ask = (env: object) => site.fetch(new Request(`${ORIGIN}/${KEY}.txt`), env)
  const response = await ask({ ...bindings, INDEXNOW_KEY: KEY })
  expect([response.status, await response.text()]).toEqual([200, KEY])
  expect((await ask(bindings)).status).toBe(404)
})

test('a feed names the hub while there is one', async () => {
  const hub = 'https://hub.example/'
  const ask = async (path: string, env: object) =>
    site.fetch(new Request(ORIGIN + path), { ...bindings, ...env })
  const rss = await ask('/ca/feed/', { WEBSUB_HUB: hub })
  expect(rss.headers.get('Link')).toContain(`<${hub}>; rel="hub"`)
  expect(await rss.text()).toContain(`<atom:link href="${hub}" rel="hub"/>`)
  const json = await ask('/ca/feed/json/', { WEBSUB_HUB: hub })
  expect(await json.json()).toMatchObject({ hubs: [{ type: 'WebSub', url: hub }] })
})

test('what is made for programs is the same to HEAD, and unknown parameters are dropped', async () => {
  for (const path of ['/ca/bread/index.md', '/robots.txt', '/ca/post-sitemap.xml', '/ca/feed/']) {
    const response = await get(path)
    const long = await get(`${path}?utm_source=x`)
    expect(await long.text(), path).toBe(await response.text())
    expect(long.headers.get('ETag'), path).toBe(response.headers.get('ETag'))
  }
  expect((await api('DELETE', '../../../bread/index.md')).status).toBe(405)
})
