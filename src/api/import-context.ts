import * as z from 'zod'
import type { ImportContext } from '#content/import-context.ts'
import { emptyMemory } from '#content/import-context.ts'
import { demand, purgeNow, queryParams, writeContext, type ApiContext } from './context.ts'
import { flag, parseParams } from './input.ts'
import type { Principal } from './keys.ts'

const MESSAGE = 'Sorry, you are not allowed to import into this site.'

/** How a request of an import is to be done. */
export const importQuery = z.object({
  /** `later`: the purge waits for import/finish, or ten minutes. */
  purge: z.enum(['now', 'later'], 'Write purge=now or purge=later.').optional(),
  /** Over what was changed, thrown away or is newer here. */
  force: flag.default(false),
})

/** Who may import, and how the request's query wants it done. */
export interface ImportCall {
  principal: Principal
  context: ImportContext
  isForced: boolean
  /** Purges what was written, unless that waits for the end of the import. */
  settle: () => Promise<void>
}

/** @throws ApiError 401, 403 */
export function demandImport(c: ApiContext): Principal {
  return demand(c, 'import', 'rest_cannot_import', MESSAGE)
}

/**
 * Opens a request of an import; `purge` is what holds when the query says nothing of it.
 * @throws ApiError 401, 403, 400
 */
export function openImport(c: ApiContext, purge: 'now' | 'later'): ImportCall {
  const principal = demandImport(c)
  const query = parseParams(importQuery, queryParams(new URL(c.req.url).searchParams))
  const when = query.purge ?? purge
  return {
    principal,
    context: {
      ...writeContext(c, principal),
      bucket: c.env.MEDIA,
      images: c.env.IMAGES,
      memory: emptyMemory(),
      purge: when,
    },
    isForced: query.force,
    settle: async () => {
      if (when === 'now') await purgeNow(c)
    },
  }
}
