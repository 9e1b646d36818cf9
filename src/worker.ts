import { forgetAnswers } from '#api/idempotency.ts'
import { isApiUrl } from '#api/request.ts'
import { createApi } from '#api/routes.ts'
import type { PrepareBody } from '#content/write-context.ts'
import { forgetDeeds } from '#content/audit-lists.ts'
import { openDatabase } from '#content/database.ts'
import { publishDue } from '#content/publishing.ts'
import { listRegions } from '#content/regions.ts'
import { sendPings } from '#edge/pings.ts'
import { cacheOf, drainChanges } from '#edge/purge.ts'
import { secured } from '#edge/transport.ts'
import { createPrivatePages, isPrivate } from '#site/private-pages.ts'
import { site } from '#site/routes.ts'
import type { Env } from './env.ts'

/** Loaded with the first write: no reader's page pays for the HTML parser's start. */
const prepare: PrepareBody = async (input, context) => {
  const { prepareBody } = await import('#ingest/prepare.ts')
  return prepareBody(input, context)
}

const api = createApi(prepare)
const privatePages = createPrivatePages(prepare)

export default {
  async fetch(request, env, context) {
    const app = isApiUrl(request.url) ? api : isPrivate(request) ? privatePages : site
    return secured(await app.fetch(request, env, context), env.SITE_URL)
  },

  async scheduled(controller, env, context) {
    const now = Math.floor(controller.scheduledTime / 1000)
    const db = openDatabase(env.DB)
    const regions = await listRegions(env.DB)
    await publishDue({ db, regions, siteUrl: env.SITE_URL, now, prepare })
    const cache = cacheOf(context)
    await drainChanges(env.DB, cache, now)
    await sendPings(env.DB, env, { now, hasCache: cache !== undefined, send: fetch })
    await forgetAnswers(env.DB, now)
    await forgetDeeds(env.DB, now, Number(env.AUDIT_DAYS) || undefined)
  },
} satisfies ExportedHandler<Env>
