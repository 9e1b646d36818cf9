import type { CleanReport, Severity } from '#ingest/report.ts'

// What a run tells of itself. A report is written as the run goes, so that ten thousand articles are never in memory.

/** What became of one article. */
export interface ArticleEntry {
  /** Path of its region here. */
  region: string
  id: number
  type: 'post' | 'page'
  title: string
  /** Its address on the old site. */
  source: string
  /** Its address here; null where it did not come in. */
  link: string | null
  action: 'created' | 'updated' | 'unchanged' | 'skipped' | 'failed' | 'changed'
  /** Why it was skipped, by its key in SKIPPED, or what failed, as a sentence. */
  reason?: string
  /** Things to know besides, a sentence each: an address that was not kept, files that are missing. */
  notes: string[]
  /** What else is told of a single article on a terminal: its author, its media. */
  details: string[]
  report: CleanReport | null
  /** Custom fields of plug-ins that nothing reads, by key, and how often each was given. */
  unread: Record<string, number>
  /** The source's body and the clean one, for those that somebody should look at. */
  review: { before: string; after: string } | null
}

/** Something else than an article that could not be read, fetched or stored. */
export interface Failure {
  what: string
  message: string
}

/** An address within the publication that leads nowhere, and the articles that link to it. */
export interface BrokenLink {
  path: string
  articles: { id: number; link: string }[]
}

/** Articles of several regions that seem to be one. */
export interface SiblingProposal {
  by: string
  members: { region: string; id: number; link: string }[]
  /** What a run with --link-siblings made of it. */
  outcome: string
}

/** How often a rule was used, over all articles. */
export interface RuleTotal {
  severity: Severity
  count: number
  articles: number
}

export interface ReportHead {
  source: string
  to: string
  region: string
  startedAt: string
  isDryRun: boolean
}

export interface ReportTotals {
  created: number
  updated: number
  unchanged: number
  changed: number
  skipped: number
  failed: number
  /** By reason. */
  skippedBy: Record<string, number>
  /** Articles with less than 60 % of their text. */
  needsReview: number
  /** Articles with anything that could not be kept, those of needsReview among them where they lost something. */
  withLosses: number
  /** Custom fields of plug-ins that were left behind, by key. */
  unread: Record<string, { count: number; articles: number }>
  /** Terms, authors, media and menus that were brought along. */
  brought: Record<string, number>
  files: { stored: number; present: number; failed: number; missing: number; bytes: number }
  rules: Record<string, RuleTotal>
}

export interface ReportEnd {
  totals: ReportTotals
  brokenLinks: BrokenLink[]
  failures: Failure[]
  siblings: SiblingProposal[]
  /** Files that the folder of --media lacks. */
  missingFiles: string[]
  /** False where the run was ended before its time. */
  isComplete: boolean
  seconds: number
}

/** A kind of report: takes each article as it comes, and the rest at the end. */
export interface ReportSink {
  article(entry: ArticleEntry): Promise<void>
  end(end: ReportEnd): Promise<void>
  /** Removes what was written so far of a report that cannot be ended. */
  drop?(): Promise<void>
}

/** Why an article was left as it is here, and what to do about it, in the words of the report. */
export const SKIPPED: Record<string, string> = {
  changed: 'differs from what was imported: --update takes what is newer',
  edited_here: 'edited here since the import: --force overwrites it',
  older: 'older than what is here: --force takes it',
  trashed: 'lies in the trash here: restore it there, or delete it and import again',
}

/** Nothing yet. */
export function emptyTotals(): ReportTotals {
  return {
    created: 0,
    updated: 0,
    unchanged: 0,
    changed: 0,
    skipped: 0,
    failed: 0,
    skippedBy: {},
    needsReview: 0,
    withLosses: 0,
    unread: {},
    brought: {},
    files: { stored: 0, present: 0, failed: 0, missing: 0, bytes: 0 },
    rules: {},
  }
}

/** How many articles anything was said of. */
export function articlesIn(totals: ReportTotals): number {
  const { created, updated, unchanged, changed, skipped, failed } = totals
  return created + updated + unchanged + changed + skipped + failed
}

/** Adds one article to the totals. */
export function count(totals: ReportTotals, entry: ArticleEntry): void {
  totals[entry.action]++
  if (entry.action === 'skipped') {
    const reason = entry.reason ?? 'other'
    totals.skippedBy[reason] = (totals.skippedBy[reason] ?? 0) + 1
  }
  if (entry.report?.needsReview) totals.needsReview++
  if (entry.report && hasLosses(entry.report)) totals.withLosses++
  for (const [key, count] of Object.entries(entry.unread)) {
    const total = (totals.unread[key] ??= { count: 0, articles: 0 })
    total.count += count
    total.articles++
  }
  for (const [rule, { severity, count }] of Object.entries(entry.report?.rules ?? {})) {
    const total = (totals.rules[rule] ??= { severity, count: 0, articles: 0 })
    total.count += count
    total.articles++
  }
}

const ORDER: Severity[] = ['lost', 'dropped', 'changed', 'kept']

/** Rules with their totals, what matters most first. */
export function sortedRules(totals: ReportTotals): [string, RuleTotal][] {
  return Object.entries(totals.rules).toSorted(
    ([, a], [, b]) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) || b.count - a.count,
  )
}

/** Whether somebody should look at an article: it failed, it shrank, or something of it could not be kept. */
export function isFlagged({ action, report }: Pick<ArticleEntry, 'action' | 'report'>): boolean {
  return action === 'failed' || (report !== null && isWorthALook(report))
}

/** Whether a body lost much of its text, or something that could not be kept. */
export function isWorthALook(report: CleanReport): boolean {
  return report.needsReview || hasLosses(report)
}

function hasLosses({ rules }: CleanReport): boolean {
  return Object.values(rules).some(({ severity }) => severity === 'lost')
}
