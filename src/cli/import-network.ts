import { SourceError, type Outcome, type Source } from '#ingest/source.ts'
import type { ImportDocument } from '#content/import-document.ts'
import { networkSites, proposeSiblings, type SiblingCandidate } from '#ingest/sources/network.ts'
import { joinedSiblings } from './import-answers.ts'
import type { ImportTask } from './import-options.ts'
import { importFrom } from './import-phases.ts'
import { recordFailure, type Run } from './import-run.ts'
import type { Session } from './import-session.ts'

/** What the route takes at once. */
const MAX_GROUPS = 200

/**
 * Imports each site of a network into the region of the same name, one after the other, then proposes which articles are
 * one in several languages or countries, and joins them where that is asked for. A site that cannot be read takes none
 * of the others along.
 */
export async function importNetwork(
  session: Session,
  task: Extract<ImportTask, { kind: 'network' }>,
): Promise<void> {
  const candidates: SiblingCandidate[] = []
  let last: Run | null = null
  for (const { region, url } of networkSites(task.url, task.regions)) {
    if (session.signal.aborted) return
    const { run, local } = await session.openRun(region)
    last = run
    const source = await openSite(session, run, url)
    if (source === null) continue
    session.display.print(`${region}: ${source.label}`)
    const watched = watch(source, region, candidates)
    try {
      const { brokenLinks: broken, display } = session
      await importFrom(run, watched.source, { local, broken, display })
      watched.settle()
    } finally {
      await source.close()
    }
  }
  if (last !== null && !session.signal.aborted) await propose(session, task, last, candidates)
}

/** The site at an address; null, and a failure, where there is none or another one answers. */
async function openSite(session: Session, run: Run, url: string): Promise<Source | null> {
  try {
    const source = await session.openSource(url)
    // A network answers for a site that it has not got with its main one.
    if (pathOf(source.label) === pathOf(url)) return source
    await source.close()
    const message = `another site answers there, ${source.label}: check --regions.`
    recordFailure(run, { what: url, message })
  } catch (error) {
    if (!(error instanceof SourceError)) throw error
    recordFailure(run, { what: url, message: error.message })
  }
  return null
}

function pathOf(address: string): string {
  return (URL.parse(address)?.pathname ?? address).replace(/\/*$/, '/').toLowerCase()
}

/** The same source, whose live articles are put down as candidates. */
function watch(
  source: Source,
  region: string,
  candidates: SiblingCandidate[],
): { source: Source; settle(): void } {
  const found: Omit<SiblingCandidate, 'alternates'>[] = []
  const documents = async function* (): AsyncGenerator<Outcome<ImportDocument>> {
    for await (const outcome of source.documents()) {
      const article = outcome.value?.article
      if (article?.status === 'publish') {
        found.push({ region, id: article.id, slug: article.slug, link: article.link })
      }
      yield outcome
    }
  }
  const settle = () => {
    const byId = Map.groupBy(source.alternates(), ({ id }) => id)
    for (const member of found) {
      candidates.push({ ...member, alternates: byId.get(member.id) ?? [] })
    }
  }
  return {
    settle,
    source: {
      label: source.label,
      totals: source.totals,
      terms: () => source.terms(),
      authors: () => source.authors(),
      media: () => source.media(),
      documents,
      navigation: () => source.navigation(),
      alternates: () => source.alternates(),
      close: () => source.close(),
    },
  }
}

async function propose(
  { siblings, options, display }: Session,
  { isLinking }: Extract<ImportTask, { kind: 'network' }>,
  run: Run,
  candidates: readonly SiblingCandidate[],
): Promise<void> {
  const { groups, ambiguous } = proposeSiblings(candidates)
  const isApplied = isLinking && !options.isDryRun
  const outcome = isApplied ? 'joined' : 'proposed'
  const told = groups.map(({ by, members }) => ({ by, members, outcome }))
  if (isApplied) {
    for (let start = 0; start < groups.length; start += MAX_GROUPS) {
      const sent = groups.slice(start, start + MAX_GROUPS)
      run.hasWritten = true
      const { refused } = await run.target.post(joinedSiblings, 'import/siblings', {
        groups: sent.map(({ members }) => members.map(({ region, id }) => ({ region, id }))),
      })
      for (const { group, message } of refused) {
        const entry = told[start + group]
        if (entry) entry.outcome = `not joined: ${message}`
      }
    }
  }
  siblings.push(...told)
  for (const { reason, members } of ambiguous) {
    siblings.push({ by: 'nobody', members, outcome: `for you to decide: ${reason}` })
  }
  const hint = isApplied || groups.length === 0 ? '' : ': --link-siblings joins them'
  display.print(`siblings: ${groups.length} ${outcome}, ${ambiguous.length} unclear${hint}`)
}
