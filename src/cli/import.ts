import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import type { ImportDocument } from '#content/import-document.ts'
import { formatReport, type CleanReport } from '#ingest/report.ts'
import { NotAPostError, parseRestPost, toImportDocument } from '#ingest/wordpress.ts'
import { readArguments } from './arguments.ts'
import { UsageError } from './settings.ts'

const USAGE =
  'Usage: npm run import -- SOURCE --region ca --to URL --key user:password [--media DIR]'

interface Target {
  /** `https://host/ca/wp-json/meridian/v1/` */
  api: string
  authorization: string
}

const outcome = z.object({
  action: z.enum(['created', 'updated', 'unchanged']),
  id: z.number(),
  status: z.string(),
  slug: z.string(),
  link: z.string(),
  author: z.object({ id: z.number(), name: z.string() }).nullable(),
  media: z.array(
    z.object({
      id: z.number(),
      file: z.string(),
      sizes: z.number(),
      is_stored: z.boolean(),
      source_url: z.string().nullable(),
    }),
  ),
  report: z.unknown(),
})

const refusal = z.object({
  code: z.string(),
  message: z.string(),
  data: z.object({ params: z.record(z.string(), z.string()).optional() }).optional(),
})

/**
 * Brings one WordPress post (a file of REST JSON) into a region of a running site and prints what became of it.
 * @throws UsageError in one line for whatever is wrong with the file, the arguments or the answer
 */
export async function importFile(args: readonly string[]): Promise<void> {
  const { options, rest } = readArguments(args, ['region', 'to', 'key', 'media'], USAGE)
  const [source] = rest
  const { region, to, key } = options
  if (!source || rest.length > 1 || !region || !to || !key?.includes(':'))
    throw new UsageError(USAGE)
  if (URL.parse(to) === null)
    throw new UsageError(`--to ${to} is no address: write http://127.0.0.1:8787.`)
  const document = await readDocument(source)
  if (!/^[a-z0-9-]+$/.test(region)) {
    throw new UsageError(`--region ${region} is no region: write its path, such as ca.`)
  }
  const target = {
    api: `${to.replace(/\/+$/, '')}/${region}/wp-json/meridian/v1/`,
    authorization: `Basic ${Buffer.from(key).toString('base64')}`,
  }
  const body = JSON.stringify(document)
  // Files come before the article that shows them, and only for an article that will be taken.
  if (options.media) await send(target, 'POST', 'import?check', body)
  const missing = options.media ? await sendFiles(target, document, options.media) : []
  const result = outcome.parse(await send(target, 'POST', 'import', body))
  print(result, document, missing)
}

async function readDocument(source: string): Promise<ImportDocument> {
  const text = await readFile(source, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${source} cannot be read (${error.code}).`)
  })
  try {
    return toImportDocument(parseRestPost(JSON.parse(text)))
  } catch (error) {
    if (error instanceof NotAPostError) throw new UsageError(`${source}: ${error.message}`)
    if (error instanceof SyntaxError) throw new UsageError(`${source} is no JSON: ${error.message}`)
    throw error
  }
}

/** Sends the files that a folder holds under the names of the post's media; those it lacks. */
async function sendFiles(
  target: Target,
  document: ImportDocument,
  folder: string,
): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw new UsageError(`--media ${folder} is no folder that can be read.`)
  })
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name)
  const wanted = document.media.flatMap((item) => [
    item.file,
    ...item.sizes.map((size) => size.file),
  ])
  const missing: string[] = []
  for (const file of wanted) {
    const name = file.split('/').at(-1) ?? file
    if (!names.includes(name)) missing.push(file)
    else
      await send(target, 'PUT', `uploads/${encodePath(file)}`, await readFile(join(folder, name)))
  }
  return missing
}

function encodePath(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/')
}

async function send(
  target: Target,
  method: string,
  route: string,
  body: string | Uint8Array<ArrayBuffer>,
) {
  const response = await fetch(target.api + route, {
    method,
    headers: {
      Authorization: target.authorization,
      ...(typeof body === 'string' && { 'Content-Type': 'application/json' }),
    },
    body,
  }).catch(() => {
    throw new UsageError(`Nothing answers at ${target.api}: is the site running there?`)
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return answer
  const error = refusal.safeParse(answer)
  const words = error.success
    ? [error.data.message, ...Object.values(error.data.data?.params ?? {})].join(' ') +
      ` (${error.data.code})`
    : 'no answer of this API'
  throw new UsageError(`The site refused with ${response.status}: ${words}`)
}

function print(
  result: z.output<typeof outcome>,
  { article }: ImportDocument,
  missing: readonly string[],
): void {
  console.log(`${result.action}: ${result.id} ${result.link}`)
  if (result.status === 'trash') {
    console.log('it lies in the trash here: restore it there, or delete it and import again')
  } else if (article.slug && result.slug !== article.slug) {
    console.log(`old address not kept: /${article.slug}/ belongs to something else here`)
  }
  if (result.author) console.log(`author: ${result.author.name} (${result.author.id})`)
  for (const item of result.media) {
    const where = item.is_stored ? 'stored' : `not fetched, shown from ${item.source_url}`
    console.log(`media ${item.id}: ${item.file}, ${item.sizes + 1} sizes, ${where}`)
  }
  for (const file of missing) console.log(`not in the media folder: ${file}`)
  // The site's own cleaner made it; an import that changed nothing has none.
  if (result.report)
    console.log(`changed and dropped:\n${formatReport(result.report as CleanReport)}`)
}
