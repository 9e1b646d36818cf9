import { parseArgs } from 'node:util'
import * as z from 'zod'
import { UsageError } from './settings.ts'

const USAGE = `Usage:
  npm run import -- SOURCE --region ca --to URL --key user:password
  npm run import -- --network https://example.com/ --regions ca,us,uk --to URL --key user:password
  npm run import -- --media now --region ca --to URL --key user:password
  npm run import -- --reclean --region ca --to URL --key user:password
SOURCE is a site's address, a WXR file, a file of REST JSON or a folder of those. npm run import -- --help tells the options.`

/** What --help prints. */
export const HELP = `${USAGE}

  --auth user:password   account of the old site, for drafts and private articles
  --network URL          a network of sites, one below each of --regions ca,us,uk
  --link-siblings        joins the siblings that the report would propose
  --media later          files: later (rows only, shown from the old site), now (fetched), a folder that holds them,
                         or none: no library, so no lead pictures and no galleries that are lists of numbers
  --update               takes what is newer on the old site
  --force                takes also what was edited here, or is older than what is here
  --dry-run              reads and cleans, writes nothing
  --limit N              at most so many articles
  --since DATE           only what was modified since: 2025-11-04, or with a time
  --keep rule,rule       rules of the cleaner that are switched off
  --allow-private        the site of SOURCE or --network may be on a private network
  --private-hosts HOSTS  other hosts there that may be asked, for its files: cdn.internal,10.0.0.5:8080
  --report FILE          .html for an editor, .json for machines; may be given twice
  --verbose              every article in full, not only those to look at
  --concurrency N        batches on their way at once (4)
  --reclean [--all]      cleans anew what an older cleaner left, from the stored originals`

const account = /^[^:]+:./
const code = z
  .string()
  .regex(/^(?:[a-z0-9-]+|\/)$/, {
    error: 'is no region: write its path, such as ca, or / for the one at the root',
  })
  .transform((path) => (path === '/' ? '' : path))
const list = (item: z.ZodType<string, string>) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .pipe(z.array(item))
const whole = (max: number) =>
  z.coerce
    .number({ error: `is no number: write one from 1 to ${max}` })
    .int({ error: 'is no whole number' })
    .min(1, { error: `is too small: write a number from 1 to ${max}` })
    .max(max, { error: `is too large: write a number from 1 to ${max}` })

const shape = z.object({
  region: code.optional(),
  to: z
    .url({ protocol: /^https?$/, error: 'is no address: write http://127.0.0.1:8787' })
    .transform((url) => url.replace(/\/+$/, '')),
  key: z.string().regex(account, { error: 'is no key: write user:password' }),
  auth: z.string().regex(account, { error: 'is no account: write user:password' }).optional(),
  network: z
    .url({ protocol: /^https?$/, error: 'is no address: write https://example.com/' })
    .optional(),
  regions: list(code).optional(),
  'link-siblings': z.boolean().default(false),
  media: z.string().min(1).optional(),
  update: z.boolean().default(false),
  force: z.boolean().default(false),
  'dry-run': z.boolean().default(false),
  limit: whole(10_000_000).optional(),
  since: z
    .string()
    .refine((text) => /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text)), {
      error: 'is no date: write 2025-11-04',
    })
    .transform((text) => Math.floor(Date.parse(text) / 1000))
    .optional(),
  keep: list(
    z.string().regex(/^[a-z0-9-]+$/, { error: 'are no rule ids: write byline,toc' }),
  ).optional(),
  'allow-private': z.boolean().default(false),
  'private-hosts': list(
    z.string().regex(/^(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i, {
      error: 'are no hosts: write cdn.internal,10.0.0.5:8080',
    }),
  ).optional(),
  report: z
    .array(
      z.string().regex(/\.(?:html|json)$/, { error: 'is no report: name a .html or .json file' }),
    )
    .default([]),
  verbose: z.boolean().default(false),
  reclean: z.boolean().default(false),
  all: z.boolean().default(false),
  concurrency: whole(16).default(4),
})

const PLAIN = [
  'region',
  'to',
  'key',
  'auth',
  'network',
  'regions',
  'media',
  'limit',
  'since',
  'private-hosts',
]
const FLAGS = ['link-siblings', 'update', 'force', 'dry-run', 'allow-private', 'verbose']
const TYPES = Object.fromEntries([
  ...[...PLAIN, 'keep', 'concurrency'].map((name) => [name, { type: 'string' as const }]),
  ...[...FLAGS, 'reclean', 'all', 'help'].map((name) => [name, { type: 'boolean' as const }]),
  ['report', { type: 'string' as const, multiple: true }],
]) as Record<string, { type: 'string' | 'boolean'; multiple?: boolean }>

/** Which files a run brings along: none at all, rows alone, the old site's own, or those of a folder. */
export type MediaMode = { kind: 'none' | 'later' | 'now' } | { kind: 'folder'; path: string }

/** What a run does, beside what it does it with. */
export type ImportTask =
  | { kind: 'source'; region: string; spec: string }
  | { kind: 'network'; url: string; regions: string[]; isLinking: boolean }
  | { kind: 'files'; region: string }
  | { kind: 'reclean'; region: string; isAll: boolean }
  | { kind: 'help' }

export interface ImportOptions {
  task: ImportTask
  to: string
  key: string
  auth?: string
  media: MediaMode
  isUpdate: boolean
  isForce: boolean
  isDryRun: boolean
  limit?: number
  since?: number
  keptRules: string[]
  /** Those of private networks that may be asked. */
  privateHosts: string[]
  reports: string[]
  isVerbose: boolean
  concurrency: number
  /** Milliseconds that the first retry waits, doubled with each; for tests. */
  retryDelayMs?: number
}

/** The command line of an import. @throws UsageError: one line that says what is wrong, then the usage */
export function readImportOptions(args: readonly string[]): ImportOptions {
  const { values, positionals } = split(args)
  const parsed = shape.safeParse(values.help ? { ...values, to: 'http://x', key: 'x:x' } : values)
  if (!parsed.success) throw refuse(wordsFor(parsed.error, values))
  const given = parsed.data
  const task: ImportTask = values.help ? { kind: 'help' } : taskOf(given, positionals)
  return {
    task,
    to: given.to,
    key: given.key,
    ...(given.auth !== undefined && { auth: given.auth }),
    media: mediaOf(given.media),
    isUpdate: given.update,
    isForce: given.force,
    isDryRun: given['dry-run'],
    ...(given.limit !== undefined && { limit: given.limit }),
    ...(given.since !== undefined && { since: given.since }),
    keptRules: given.keep ?? [],
    privateHosts: [
      ...(given['allow-private'] ? hostsOf(task) : []),
      ...(given['private-hosts'] ?? []),
    ],
    reports: given.report,
    isVerbose: given.verbose,
    concurrency: given.concurrency,
  }
}

function split(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: TYPES })
  } catch (error) {
    throw refuse(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error))
  }
}

function refuse(what: string): UsageError {
  return new UsageError(`${what.replace(/[.:]?$/, '.')}\n${USAGE}`)
}

function wordsFor(error: z.ZodError, values: Record<string, unknown>): string {
  const issue = error.issues[0]
  const name = String(issue?.path[0] ?? '')
  const value = values[name]
  if (value === undefined) return `--${name} is missing`
  // A key is never repeated: what is printed ends up in logs.
  return `--${name} ${name === 'key' || name === 'auth' ? '' : `${String(value)} `}${issue?.message}`
}

function taskOf(given: z.output<typeof shape>, positionals: readonly string[]): ImportTask {
  const [spec, more] = positionals
  if (more !== undefined) throw refuse(`${more} is a second source: a run has one`)
  if (given.network !== undefined) {
    if (spec !== undefined) throw refuse(`${spec} and --network: a run has one source`)
    if (!given.regions) throw refuse('--regions is missing: write --regions ca,us,uk')
    const { network: url, regions } = given
    return { kind: 'network', url, regions, isLinking: given['link-siblings'] }
  }
  const { region } = given
  if (region === undefined) throw refuse('--region is missing')
  if (given.reclean) {
    if (spec !== undefined) throw refuse(`${spec} and --reclean: originals are in the site`)
    return { kind: 'reclean', region, isAll: given.all }
  }
  if (spec !== undefined) return { kind: 'source', region, spec }
  if (given.media === 'now') return { kind: 'files', region }
  throw refuse('SOURCE is missing')
}

/** The host that a task names, with its port; on the usual ones, http may send on to https. */
function hostsOf(task: ImportTask): string[] {
  const named = task.kind === 'source' ? task.spec : task.kind === 'network' ? task.url : ''
  if (task.kind === 'help') return []
  const url = URL.parse(named)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw refuse(
      '--allow-private is for the address of a site: name the hosts of files with --private-hosts',
    )
  }
  return url.port ? [url.host] : [`${url.hostname}:80`, `${url.hostname}:443`]
}

function mediaOf(text = 'later'): MediaMode {
  return text === 'none' || text === 'later' || text === 'now'
    ? { kind: text }
    : { kind: 'folder', path: text }
}
