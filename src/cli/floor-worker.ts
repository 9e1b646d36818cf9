import { ARTICLE_STATEMENTS } from '#content/reading.ts'
import type { Env } from '../env.ts'

// What the runtime and D1 cost by themselves, for the benchmark: the product's bindings, one batch of as many
// statements as an article's page sends, each finding one row by its key, and a constant page.

interface FloorEnv extends Env {
  /** Length of the page in bytes, as decimal digits. */
  PAGE_BYTES: string
}

const ROW = 'select version from regions where path = ?1'
let page: string | undefined

export default {
  async fetch(_request, env) {
    page ??= 'm'.repeat(Number(env.PAGE_BYTES))
    const statement = env.DB.prepare(ROW)
    await env.DB.batch(Array.from({ length: ARTICLE_STATEMENTS }, () => statement.bind('ca')))
    return new Response(page, { headers: { 'Content-Type': 'text/html; charset=utf-8' } })
  },
} satisfies ExportedHandler<FloorEnv>
