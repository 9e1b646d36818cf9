import { and, eq } from 'drizzle-orm'
import { regionRoot } from '#regions/permalink.ts'
import { redirects } from '../schema.ts'
import { changedFields, note } from './audit.ts'
import { recordChange, type Subject } from './changes.ts'
import { isUniqueViolation, writeBatch, type Statement } from './database.ts'
import type { RedirectRow } from './redirect-lists.ts'
import {
  checkSource,
  checkTarget,
  findLeadingTo,
  refuse,
  type RuleContext,
  type Target,
} from './redirect-rules.ts'

export type RedirectStatus = 301 | 302 | 307 | 308 | 410

/** A redirect as somebody wants it. */
export interface RedirectInput {
  /** As it was where it is not given, like `to`. */
  from?: string | undefined
  /** Nothing for 410. */
  to?: string | null | undefined
  status: RedirectStatus
  /** Also from where something is, and to where nothing is. */
  isForced: boolean
}

export interface WriteRedirect extends RuleContext {
  /** Epoch seconds. */
  now: number
}

const NOWHERE: Target = { target: null, articleId: null, termId: null, authorId: null }

/**
 * Writes a redirect, in the place of `before` where that is given. What led to its address leads where it leads from then on.
 * Gives its source, and whether it leads past another redirect.
 * @throws ContentError `invalid_setting`, `redirect_exists`
 */
export async function writeRedirect(
  context: WriteRedirect,
  before: RedirectRow | null,
  input: RedirectInput,
): Promise<{ source: string; isCollapsed: boolean }> {
  const { db, region, now } = context
  const isMoved = input.from !== undefined && input.from !== addressOf(context, before?.source)
  const source =
    isMoved || !before
      ? await checkSource(context, input.from ?? '', input.isForced)
      : before.source
  const { isCollapsed, ...goal } = await checkGoal(context, source, before, input)
  const row = { ...NOWHERE, ...goal, regionCode: region.code, source, status: input.status }
  note(db, 'redirect', {
    id: source,
    ...(before && { fields: changedFields(before, row) }),
  })
  const leading = input.status === 410 ? [] : await findLeadingTo(context, source)
  const subjects: Subject[] = [source, before?.source ?? source].map((path) => ({
    kind: 'path',
    region: region.code,
    path,
  }))
  try {
    await writeBatch(db, [
      ...(before ? [removal(context, before.source)] : []),
      db.insert(redirects).values({
        ...row,
        hits: before?.hits ?? 0,
        createdAt: before?.createdAt ?? now,
      }),
      ...leading.map(({ region: code, path }) => {
        // A thing's number means nothing in another region: there its address does, which leads on if it moves.
        const own =
          code === region.code ? goal : { target: goal.target ?? addressOf(context, source) }
        return db
          .update(redirects)
          .set({ ...NOWHERE, ...own })
          .where(and(eq(redirects.regionCode, code), eq(redirects.source, path)))
      }),
      recordChange(
        db,
        [...subjects, ...leading.map((led): Subject => ({ kind: 'path', ...led }))],
        now,
      ),
    ])
  } catch (error) {
    if (isUniqueViolation(error, 'redirects.source')) {
      refuse(
        'from',
        `There is a redirect from ${addressOf(context, source)} already: change that one.`,
      )
    }
    throw error
  }
  return { source, isCollapsed }
}

function addressOf({ region }: WriteRedirect, source = ''): string {
  return `${regionRoot(region)}${source}/`
}

async function checkGoal(
  context: WriteRedirect,
  source: string,
  before: RedirectRow | null,
  { to, status, isForced }: RedirectInput,
): Promise<Target & { isCollapsed: boolean }> {
  if (status === 410) {
    if (to) refuse('to', 'What is gone for good (410) leads nowhere: leave "to" out.')
    return { ...NOWHERE, isCollapsed: false }
  }
  const isKept = to === undefined && before !== null && before.status !== 410
  if (isKept && before.target === null) {
    const { articleId, termId, authorId } = before
    return { ...NOWHERE, articleId, termId, authorId, isCollapsed: false }
  }
  const wanted = isKept ? before.target : to
  if (!wanted) refuse('to', 'Say where it leads.')
  return checkTarget(context, source, wanted, isForced || isKept)
}

function removal({ db, region }: WriteRedirect, source: string): Statement {
  return db
    .delete(redirects)
    .where(and(eq(redirects.regionCode, region.code), eq(redirects.source, source)))
}

/** Ends a redirect. */
export async function deleteRedirect(context: WriteRedirect, { source }: RedirectRow) {
  const { db, region, now } = context
  note(db, 'redirect', { id: source })
  await writeBatch(db, [
    removal(context, source),
    recordChange(db, [{ kind: 'path', region: region.code, path: source }], now),
  ])
}
