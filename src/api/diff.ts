import * as z from 'zod'
import type { ArticleRow, ArticleType } from '#content/article-row.ts'
import type { RevisionRow } from '#content/revisions.ts'
import { diffTexts } from '#content/text-diff.ts'
import { toUtcDateTime } from '#regions/format.ts'
import { answer, pickFields } from './answers.ts'
import { queryParams, type ApiContext } from './context.ts'
import { checkRequired, integer, parseParams } from './input.ts'
import { findReadable, findRevisionOf } from './revisions.ts'

const revision = integer.pipe(z.number().min(1))

export const diffQuery = z.object({
  from: revision.describe('Id of the revision or autosave that is compared.'),
  to: revision
    .optional()
    .describe('Id of the one that it is compared with; the article as it is today unless given.'),
})

const version = z.object({
  kind: z.string(),
  id: z.int(),
  author: z.int(),
  date_gmt: z.iso.datetime({ local: true }),
})
const change = z.object({ op: z.enum(['equal', 'removed', 'added']), text: z.string() })

/** What it answers. */
export const diffAnswer = z.object({
  id: z.int(),
  from: version,
  to: version,
  fields: z.array(z.object({ field: z.string(), changes: z.array(change) })),
})

/** GET meridian/v1/posts/{id}/diff: what changed between two revisions, or since one, field by field. */
export async function getDiff(c: ApiContext, type: ArticleType): Promise<Response> {
  const params = queryParams(new URL(c.req.url).searchParams)
  checkRequired(diffQuery, params)
  const query = parseParams(diffQuery, params)
  const { article } = await findReadable(c, type, 'revisions')
  const [from, to] = await Promise.all([
    findRevisionOf(c, article, query.from),
    query.to === undefined ? article : findRevisionOf(c, article, query.to),
  ])
  const [was, is] = [textsOf(from), textsOf(to)]
  const fields = [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const texts = [was.get(field) ?? '', is.get(field) ?? ''] as const
    const isSame = texts[0] === texts[1]
    return isSame ? [] : [{ field, changes: diffTexts(...texts, c.var.region.locale) }]
  })
  const diff = { id: article.id, from: toVersion(from), to: toVersion(to), fields }
  return answer(pickFields(c, diff), { headers: { Allow: 'GET' } })
}

type Version = ArticleRow | RevisionRow

/** What revisions keep of an article, by the API's names; of the SEO fields each by itself. */
function textsOf({ title, contentRaw, excerptRaw, seoJson }: Version): Map<string, string> {
  // An object that is checked when it is written.
  const seo = Object.entries(JSON.parse(seoJson) as Record<string, unknown>)
  return new Map([
    ['title', title],
    ['content', contentRaw],
    ['excerpt', excerptRaw],
    ...seo.map(([name, value]): [string, string] => [
      `seo.${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ])
}

function toVersion(of: Version) {
  const isRevision = 'kind' in of
  return {
    kind: isRevision ? of.kind : 'current',
    id: of.id,
    author: of.authorId,
    date_gmt: toUtcDateTime(isRevision ? of.createdAt : of.modifiedAt),
  }
}
