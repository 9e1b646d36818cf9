import type { ImportState } from '#content/import-state.ts'
import { attributeOf, elementsIn, parseTree } from '#content/html-tree.ts'
import type { ImportDocument, ImportMedia } from '#content/import-document.ts'
import { toRenditions } from '#content/import-media.ts'
import type { MediaRow } from '#content/media.ts'
import { uploadsIn } from '#content/upload-paths.ts'
import { prepareBody } from '#ingest/prepare.ts'
import type { Region } from '#regions/region.ts'
import { regionRoot } from '#regions/permalink.ts'
import { cleanReport } from './import-answers.ts'
import { isWorthALook } from './report.ts'
import type { Deliver, Delivery, Parcel } from './import-documents.ts'

/** Cleans as the site would and writes nothing. */
export interface DryRun {
  deliver: Deliver
  /** A medium of the library, so that bodies find their pictures. */
  addMedia(item: ImportMedia): void
  /** Addresses that the articles would have here. */
  known: ReadonlySet<string>
}

/** Opens a dry run for a region, with its publication's own origin. */
export function openDryRun(region: Region, siteUrl: string): DryRun {
  const byFile = new Map<string, MediaRow>()
  const byId = new Map<number, MediaRow>()
  const known = new Set<string>()
  const addMedia = (item: ImportMedia) => {
    const row = toRow(item, region)
    if (item.id !== null) byId.set(item.id, row)
    for (const file of [item.file, ...item.sizes.map((size) => size.file)]) byFile.set(file, row)
  }
  return {
    addMedia,
    known,
    deliver: (parcels, states) =>
      Promise.all(
        parcels.map(async ({ document }: Parcel, index) => {
          for (const item of document.media) addMedia(item)
          known.add(pathHere(document, region))
          return deliverOne(document, states[index] ?? 'new', { region, siteUrl, byFile, byId })
        }),
      ),
  }
}

interface Place {
  region: Region
  siteUrl: string
  byFile: ReadonlyMap<string, MediaRow>
  byId: ReadonlyMap<number, MediaRow>
}

async function deliverOne(
  { article, author, source }: ImportDocument,
  state: ImportState,
  { region, siteUrl, byFile, byId }: Place,
): Promise<Delivery> {
  const files = uploadsIn(article.contentRaw).flatMap((file) => {
    const row = byFile.get(file)
    return row ? [[file, row] as const] : []
  })
  const { body, report } = await prepareBody(
    { title: article.title, content: article.contentRaw, excerpt: article.excerptRaw },
    {
      articleId: article.id,
      title: article.title,
      authorName: author?.name ?? null,
      featuredMediaId: article.featuredMediaId,
      ...source,
      contentFormat: article.contentFormat,
      keptRules: article.keptRules,
      region,
      siteUrl,
      media: new Map(files),
      mediaById: byId,
    },
  )
  const told = cleanReport.parse(report)
  return {
    action: state === 'new' ? 'created' : state === 'unchanged' ? 'unchanged' : 'updated',
    id: article.id,
    status: article.status,
    slug: article.slug,
    link: article.link,
    author: null,
    media: [],
    report: told,
    html: isWorthALook(told) ? body.html : null,
    links: linksIn(body.html),
  }
}

function linksIn(html: string): string[] {
  return elementsIn(parseTree(html)).flatMap((element) => {
    const href = element.tagName === 'a' ? attributeOf(element, 'href') : null
    return href?.startsWith('/') ? [href] : []
  })
}

/** `/ca/a-slug/` for an article that is at `https://old.example/canada/a-slug/`. */
function pathHere({ article, source }: ImportDocument, region: Region): string {
  const path = URL.parse(article.link)?.pathname ?? ''
  return (
    regionRoot(region) +
    path.slice(path.startsWith(source.pathPrefix) ? source.pathPrefix.length : 1)
  )
}

function toRow(item: ImportMedia, region: Region): MediaRow {
  return {
    regionCode: region.code,
    id: item.id ?? 0,
    slug: '',
    title: item.title,
    alt: item.alt,
    caption: item.caption,
    captionHtml: '',
    description: '',
    credit: '',
    mimeType: item.mimeType,
    file: item.file,
    widthPx: item.width,
    heightPx: item.height,
    bytes: 0,
    sizesJson: JSON.stringify(toRenditions(item)),
    sourceUrl: item.sourceUrl,
    isStored: 0,
    guid: item.sourceUrl,
    authorId: 0,
    parentId: item.parentId ?? 0,
    metaJson: '{}',
    createdAt: 0,
    modifiedAt: 0,
    version: 1,
    sourceId: item.id,
    isFresh: 0,
    variantKey: '',
    color: '',
  }
}
