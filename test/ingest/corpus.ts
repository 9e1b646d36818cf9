import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SaxesParser } from 'saxes'
import type { ImportMedia } from '#content/import-document.ts'
import type { MediaRow } from '#content/media.ts'
import type { CleanContext } from '#ingest/context.ts'
import { NotAPostError, parseRestPost, toImportDocument } from '#ingest/wordpress/document.ts'

export const CORPUS = join(import.meta.dirname, '../../../shared/corpus')
export const hasCorpus = existsSync(CORPUS)

/** What the cleaner is told of an article of which nothing is known. */
export const NO_CONTEXT: CleanContext = {
  title: '',
  authorName: null,
  featuredMediaId: 0,
  hosts: ['old.example'],
  pathPrefix: '/',
  region: { code: 'ca', path: 'ca', locale: 'en-CA', direction: 'ltr', timezone: 'UTC' },
  siteUrl: 'https://publication.example',
  media: new Map(),
  mediaById: new Map(),
  contentFormat: 'rendered',
  keptRules: [],
}

export interface Sample {
  name: string
  content: string
  excerpt: string
  context: CleanContext
}

/** The bodies of one file of the corpus: none of a term, a user or a medium, all parts of an export. */
export function samplesOf(file: string): Sample[] {
  const text = readFileSync(join(CORPUS, file), 'utf8')
  return file.endsWith('.xml') ? exportSamples(file, text) : restSamples(file, JSON.parse(text))
}

/** The names of the corpus's files, or of those in one of its folders. */
export function corpusFiles(folder = ''): string[] {
  return globSync('*.{json,xml}', { cwd: join(CORPUS, folder) }).toSorted()
}

function restSamples(file: string, json: unknown): Sample[] {
  const name = basename(file, '.json')
  const [post] = (Array.isArray(json) ? json : [json]) as {
    content?: { rendered?: string }
    title?: { rendered: string }
    link?: string
    featured_media?: number
  }[]
  const content = post?.content?.rendered
  if (content === undefined) return []
  const title = post?.title?.rendered ?? ''
  try {
    const document = toImportDocument(parseRestPost(json))
    const { article, author, source } = document
    const { featuredMediaId } = article
    const context = { ...NO_CONTEXT, ...source, title, featuredMediaId }
    return [
      {
        name,
        content,
        excerpt: article.excerptRaw,
        context: {
          ...context,
          authorName: author?.name ?? null,
          media: mediaByFile(document.media),
        },
      },
    ]
  } catch (error) {
    if (!(error instanceof NotAPostError)) throw error
    const host = URL.parse(post?.link ?? '')?.host
    const hosts = host === undefined ? [] : [host]
    return [{ name, content, excerpt: '', context: { ...NO_CONTEXT, title, hosts } }]
  }
}

function exportSamples(file: string, xml: string): Sample[] {
  const samples: Sample[] = []
  const parser = new SaxesParser()
  let text = ''
  parser.on('opentag', () => {
    text = ''
  })
  const add = (part: string) => {
    text += part
  }
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('closetag', (tag) => {
    if (tag.name !== 'content:encoded' || text.trim() === '') return
    const name = `${basename(file, '.xml')} ${samples.length}`
    samples.push({
      name,
      content: text,
      excerpt: '',
      context: { ...NO_CONTEXT, contentFormat: 'raw' },
    })
  })
  parser.write(xml).close()
  return samples
}

function mediaByFile(media: readonly ImportMedia[]): Map<string, MediaRow> {
  const rows = new Map<string, MediaRow>()
  for (const [index, item] of media.entries()) {
    const sizes = item.sizes.map(({ width, height, ...size }) => ({
      ...size,
      widthPx: width,
      heightPx: height,
      bytes: 0,
    }))
    const row: MediaRow = {
      ...({} as MediaRow), // what the cleaner does not read is left out
      regionCode: 'ca',
      id: item.id ?? 900_000 + index,
      title: item.title,
      alt: item.alt,
      caption: item.caption,
      mimeType: item.mimeType,
      file: item.file,
      widthPx: item.width,
      heightPx: item.height,
      sizesJson: JSON.stringify(sizes),
      sourceUrl: item.sourceUrl,
      isStored: 0,
    }
    for (const { file } of [item, ...item.sizes]) rows.set(file, row)
  }
  return rows
}
