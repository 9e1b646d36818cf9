import { formatReport } from '#ingest/report.ts'
import {
  articlesIn,
  SKIPPED,
  sortedRules,
  type ArticleEntry,
  type ReportEnd,
  type ReportTotals,
} from './report.ts'

const MAX_LISTED = 20

/** What came along, when it is one. */
const ONE: Record<string, string> = {
  terms: 'term',
  authors: 'author',
  media: 'medium',
  menus: 'menu',
  'bodies with new files': 'body with new files',
}

/** One article in full: what became of it, and what was kept, changed and dropped. */
export function entryLines(entry: ArticleEntry): string[] {
  return [
    headline(entry),
    ...entry.details,
    ...entry.notes,
    ...(entry.report ? ['kept, changed and dropped:', formatReport(entry.report)] : []),
    ...Object.entries(entry.unread).map(([key, count]) => `  not read ${key}: ${count}`),
  ]
}

/** One article on one line: `created: 9 https://…`. */
export function headline(entry: ArticleEntry): string {
  const where = entry.link ?? entry.source
  return `${entry.action}: ${entry.id} ${where}${entry.reason ? ` (${reasonOf(entry)})` : ''}`
}

/** Why an article was skipped or failed, in words. */
export function reasonOf(entry: Pick<ArticleEntry, 'reason'>): string {
  return SKIPPED[entry.reason ?? ''] ?? entry.reason ?? ''
}

/** An article that somebody should look at, on one line. */
export function flaggedLine(entry: ArticleEntry): string {
  if (entry.action === 'failed') return headline(entry)
  const kept = Math.round((entry.report?.textKept ?? 1) * 100)
  const lost = Object.entries(entry.report?.rules ?? {})
    .filter(([, rule]) => rule.severity === 'lost')
    .map(([rule, { count }]) => (count > 1 ? `${rule} ×${count}` : rule))
  const why = [
    ...(entry.report?.needsReview ? [`${kept} % of the text is left`] : []),
    ...(lost.length > 0 ? [`not kept: ${lost.join(', ')}`] : []),
  ]
  return `look at ${entry.id} ${entry.link ?? entry.source}: ${why.join('; ')}`
}

/** The end of a run: counts, then what did not work. */
export function endLines(end: ReportEnd, isDryRun: boolean): string[] {
  const { totals } = end
  // A run that never got going has no counts to tell.
  const lines = hasHappened(end) || end.isComplete ? [countsLine(end, isDryRun)] : []
  for (const [reason, number] of Object.entries(totals.skippedBy)) {
    lines.push(`skipped, ${SKIPPED[reason] ?? reason}: ${number}`)
  }
  const { files } = totals
  if (files.stored + files.present + files.failed + files.missing > 0) {
    const megabytes = (files.bytes / 1_000_000).toFixed(1)
    lines.push(
      `files: ${files.stored} stored (${megabytes} MB), ${files.present} here already, ` +
        `${files.missing} missing, ${files.failed} failed`,
    )
  }
  const lost = sortedRules(totals).filter(([, rule]) => rule.severity === 'lost')
  for (const [rule, { count, articles }] of lost) {
    lines.push(
      `not kept, ${rule}: ${count} in ${articles} ${articles === 1 ? 'article' : 'articles'}`,
    )
  }
  lines.push(...unreadLine(totals))
  lines.push(
    ...listed(
      end.brokenLinks.map(
        ({ path, articles }) =>
          `broken link ${path} in ${articles
            .map((article) => article.link)
            .slice(0, 3)
            .join(', ')}` + (articles.length > 3 ? ` and ${articles.length - 3} more` : ''),
      ),
      'broken links',
    ),
    ...listed(
      end.siblings.map(
        ({ members, by, outcome }) =>
          `siblings by ${by}: ${members.map((member) => `${member.region} ${member.id}`).join(', ')}` +
          (outcome ? ` (${outcome})` : ''),
      ),
      'proposals of siblings',
    ),
    ...listed(
      end.missingFiles.map((file) => `not in the media folder: ${file}`),
      'missing files',
    ),
    ...listed(
      end.failures.map(({ what, message }) =>
        what === 'the run' ? message : `failed: ${what}: ${message}`,
      ),
      'failures',
    ),
  )
  const others = end.failures.filter(({ what }) => what !== 'the run').length
  if (others > 0) lines.push(`failures in all: ${totals.failed + others}`)
  return lines
}

const MAX_KEYS = 8

/** The custom fields that were left behind, the most frequent first. */
function unreadLine({ unread }: ReportTotals): string[] {
  const keys = Object.entries(unread).toSorted(([, a], [, b]) => b.count - a.count)
  if (keys.length === 0) return []
  const told = keys.slice(0, MAX_KEYS).map(([key, { count }]) => `${key} ×${count}`)
  const more = keys.length > MAX_KEYS ? ` and ${keys.length - MAX_KEYS} more` : ''
  return [`fields of plug-ins that nothing reads: ${told.join(', ')}${more}`]
}

function hasHappened({ totals }: ReportEnd): boolean {
  return articlesIn(totals) + Object.keys(totals.brought).length > 0
}

function countsLine({ totals, seconds }: ReportEnd, isDryRun: boolean): string {
  const { created, updated, unchanged, skipped, failed, needsReview, withLosses } = totals
  const brought = Object.entries(totals.brought)
    .filter(([, number]) => number > 0)
    .map(([what, number]) => `, ${number} ${number === 1 ? (ONE[what] ?? what) : what}`)
    .join('')
  const would = isDryRun ? 'dry run, nothing was written: ' : ''
  const isNothing =
    created + updated + totals.changed + skipped + failed + totals.files.stored === 0
  const nothing = isNothing && brought === '' ? 'nothing changed: ' : ''
  return (
    `${would}${nothing}${created} created, ${updated + totals.changed} updated, ${unchanged} unchanged, ${skipped} skipped, ` +
    `${failed} failed${withLosses > 0 ? `, ${withLosses} with something lost` : ''}${needsReview > 0 ? `, ${needsReview} below 60 % of the text` : ''}${brought} in ${seconds.toFixed(1)} s`
  )
}

/** At most so many lines, and how many more the reports have. */
function listed(lines: string[], what: string): string[] {
  if (lines.length <= MAX_LISTED) return lines
  return [
    ...lines.slice(0, MAX_LISTED),
    `… ${lines.length - MAX_LISTED} more ${what}: --report file.html has them all`,
  ]
}
