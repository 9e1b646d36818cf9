import type { ImportContext } from './import-context.ts'
import type { ImportDocument } from './import-document.ts'
import { importMedia } from './import-media.ts'
import { findMediaByFiles, renditionsOf, type MediaRow } from './media.ts'
import { sizeInName, uploadsIn } from './upload-paths.ts'

/** A size that a body shows of a known original is one of its sizes, whatever else was told of it. */
export async function registerSizes(
  context: ImportContext,
  documents: readonly ImportDocument[],
): Promise<void> {
  const { db, region } = context
  const told = new Set(
    documents.flatMap((document) =>
      document.media.flatMap(({ file, sizes }) => [file, ...sizes.map((size) => size.file)]),
    ),
  )
  const files = documents
    .flatMap(({ article }) => uploadsIn(article.contentRaw))
    .filter((file) => sizeInName(file) !== null && !told.has(file))
  const known = await findMediaByFiles(db, region.code, files)
  const byRow = new Map<number, { row: MediaRow; files: string[] }>()
  for (const [file, row] of known) {
    const isKnown = row.file === file || renditionsOf(row).some((size) => size.file === file)
    if (isKnown || row.sourceUrl === null || !fits(file, row)) continue
    const entry = byRow.get(row.id) ?? { row, files: [] }
    byRow.set(row.id, { ...entry, files: [...entry.files, file] })
  }
  await importMedia(
    context,
    [...byRow.values()].map(({ row, files: sizes }) => ({
      id: row.sourceId,
      sourceUrl: row.sourceUrl ?? '',
      file: row.file,
      title: '',
      alt: '',
      caption: '',
      mimeType: row.mimeType,
      width: 0,
      height: 0,
      sizes: sizes.map((file) => toSize(file, row)),
    })),
  )
}

function fits(file: string, row: MediaRow): boolean {
  const size = sizeInName(file)
  const isSmaller = row.widthPx === 0 || (size !== null && size.widthPx <= row.widthPx)
  return isSmaller && file.split('.').at(-1) === row.file.split('.').at(-1)
}

function toSize(file: string, row: MediaRow) {
  const { widthPx = 0, heightPx = 0 } = sizeInName(file) ?? {}
  const { mimeType } = row
  return {
    name: `${widthPx}x${heightPx}`,
    url: '',
    file,
    width: widthPx,
    height: heightPx,
    mimeType,
  }
}
