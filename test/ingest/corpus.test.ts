import { parseDocument } from 'htmlparser2'
import { expect, test } from 'vitest'
import { prepareBody } from '#ingest/prepare.ts'
import type { CleanReport } from '#ingest/report.ts'
import { corpusFiles, hasCorpus, samplesOf, type Sample } from './corpus.ts'

const FORBIDDEN = new Set(
  `script style link meta base object embed applet form input button select textarea svg math template noscript title
  frame frameset`.split(/\s+/),
)
const ADDRESSES = ['href', 'src', 'poster', 'cite', 'action', 'formaction', 'background', 'data']
const SAFE_ADDRESS = /^(?:https?:\/\/|mailto:|tel:|#|\/(?!\/)|[^:]*$)/i
const SAFE_DATA = /^data:image\/(?:png|jpeg|gif|webp);base64,[a-z0-9+/=]+$/i

const files = hasCorpus ? corpusFiles() : []

test.skipIf(!hasCorpus)('the corpus is there in full', () => {
  expect(files.length).toBeGreaterThanOrEqual(45)
})

test.skipIf(!hasCorpus).for(files)('every body of %s comes in', async (file) => {
  for (const sample of samplesOf(file)) {
    const { name, content } = sample
    const first = await prepare(sample, content, sample.context.contentFormat)
    expect(unsafe(first.html), name).toEqual([])
    for (const [rule, { severity, count }] of Object.entries(first.report.rules)) {
      expect(rule, name).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
      expect(['kept', 'changed', 'dropped', 'lost']).toContain(severity)
      expect(count).toBeGreaterThan(0)
    }
    expect(first.report.textKept, name).toBeGreaterThanOrEqual(0)
    expect(first.report.textKept, name).toBeLessThanOrEqual(1)
    const again = await prepare(sample, first.html, 'rendered')
    expect(again.html, name).toBe(first.html)
  }
})

async function prepare(
  { excerpt, context }: Sample,
  content: string,
  contentFormat: 'rendered' | 'raw',
) {
  const { body, report } = await prepareBody(
    { title: context.title, content, excerpt },
    { ...context, contentFormat },
  )
  return { html: body.html, report: report as CleanReport } // prepareBody reports what cleanBody does
}

/** Whatever a parser that builds another tree than the cleaner's would run or load. */
function unsafe(html: string): string[] {
  const found: string[] = []
  const open: { name?: string; attribs?: Record<string, string>; children?: unknown[] }[] = [
    parseDocument(html, { decodeEntities: true }) as { children: unknown[] },
  ]
  for (let node = open.pop(); node; node = open.pop()) {
    for (const child of node.children ?? []) open.push(child as (typeof open)[number])
    if (node.name && FORBIDDEN.has(node.name)) found.push(node.name)
    for (const [name, text] of Object.entries(node.attribs ?? {})) {
      if (/^on|^style$|^srcdoc$/.test(name)) found.push(`${node.name} ${name}`)
      const isImage = node.name === 'img' && name === 'src' && SAFE_DATA.test(text)
      if (ADDRESSES.includes(name) && !isImage && !SAFE_ADDRESS.test(text)) found.push(text)
    }
  }
  return found
}
