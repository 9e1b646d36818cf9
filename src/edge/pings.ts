import { addressesOf, dropPings, feedsOf, listDuePings, settlePings } from '#content/pings.ts'
import type { Env } from '../env.ts'

// Tells other services what changed: IndexNow the addresses (https://www.indexnow.org/documentation), a WebSub hub the feeds
// (https://www.w3.org/TR/websub/). After the purge, so that whoever comes at once finds what is new.

/** Whom to tell, by configuration. */
export type PingSettings = Pick<
  Env,
  'SITE_URL' | 'INDEXNOW_KEY' | 'INDEXNOW_ENDPOINT' | 'WEBSUB_HUB'
>

/** How a run went; a failure is tried again later. */
export interface PingOutcome {
  /** Of articles and of feeds that were told of. */
  addresses: number
  feeds: number
  /** Services that did not take it. */
  failed: number
}

const INDEXNOW = 'https://api.indexnow.org/indexnow'
const INDEXNOW_KEY = /^[a-z0-9-]{8,128}$/i
const MAX_FEEDS_PER_CALL = 100
const TIMEOUT_MS = 10_000

/** The key of IndexNow where it is one: it stands at `/{key}.txt`. */
export function indexNowKey({ INDEXNOW_KEY: key = '' }: Pick<Env, 'INDEXNOW_KEY'>): string | null {
  return INDEXNOW_KEY.test(key) ? key : null
}

/** Sends what is due; `hasCache`: whether there is a cache in front whose purges are to be waited for. */
export async function sendPings(
  d1: D1Database,
  settings: PingSettings,
  { now, hasCache, send }: { now: number; hasCache: boolean; send: typeof fetch },
): Promise<PingOutcome> {
  const { SITE_URL: siteUrl, WEBSUB_HUB: hub } = settings
  const key = indexNowKey(settings)
  if (key === null && !hub) {
    await dropPings(d1)
    return { addresses: 0, feeds: 0, failed: 0 }
  }
  const rows = await listDuePings(d1, { now, isAfterPurge: hasCache })
  if (rows.length === 0) return { addresses: 0, feeds: 0, failed: 0 }
  const isOwed = (flag: 'isIndexnowOwed' | 'isWebsubOwed') => rows.filter((row) => row[flag] === 1)
  const urls = key === null ? [] : addressesOf(siteUrl, isOwed('isIndexnowOwed'))
  const feeds = hub ? await feedsOf(d1, siteUrl, isOwed('isWebsubOwed')) : []
  const endpoint = settings.INDEXNOW_ENDPOINT || INDEXNOW
  const [isIndexed, isPublished] = await Promise.all([
    urls.length === 0 ||
      attempt('indexnow', () => send(endpoint, indexNowRequest(siteUrl, key ?? '', urls))),
    feeds.length === 0 || attempt('websub', () => tellHub(hub ?? '', feeds, send)),
  ])
  await settlePings(d1, rows, { isIndexed, isPublished, now })
  return {
    addresses: isIndexed ? urls.length : 0,
    feeds: isPublished ? feeds.length : 0,
    failed: Number(!isIndexed) + Number(!isPublished),
  }
}

function indexNowRequest(siteUrl: string, key: string, urlList: readonly string[]): RequestInit {
  const { host } = new URL(siteUrl)
  return {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ host, key, keyLocation: `${siteUrl}/${key}.txt`, urlList }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }
}

/** The last answer of the hub, or the first that is a refusal. */
async function tellHub(
  hub: string,
  feeds: readonly string[],
  send: typeof fetch,
): Promise<Response> {
  const body = new URLSearchParams({ 'hub.mode': 'publish' })
  for (const feed of feeds.slice(0, MAX_FEEDS_PER_CALL)) body.append('hub.url', feed)
  const response = await send(hub, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const others = feeds.slice(MAX_FEEDS_PER_CALL)
  if (!response.ok || others.length === 0) return response
  await response.body?.cancel()
  return tellHub(hub, others, send)
}

/** Whether it was taken; why not goes to the log. */
async function attempt(service: string, ask: () => Promise<Response>): Promise<boolean> {
  try {
    const response = await ask()
    await response.body?.cancel()
    if (response.ok) return true
    throw new Error(`answered ${response.status}`)
  } catch (error) {
    console.error(JSON.stringify({ event: 'ping_failed', service, error: String(error) }))
    return false
  }
}
