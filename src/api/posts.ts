import * as z from 'zod'
import { findFreeSlug, type ArticleRow, type ArticleType } from '#content/article-row.ts'
import { createArticle, deleteArticle, trashArticle, updateArticle } from '#content/articles.ts'
import { findListedArticle, listArticles, NOTHING, type Wanted } from '#content/article-lists.ts'
import { toSlug } from '#content/slugs.ts'
import { mayAttempt } from '#edge/attempts.ts'
import { absoluteUrl, apiPath } from '#regions/permalink.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import {
  demand,
  purgeNow,
  queryParams,
  readParams,
  writeContext,
  type ApiContext,
} from './context.ts'
import { parseEmbeds, withEmbeds } from './embeds.ts'
import { ApiError, forbidden, noRoute } from './errors.ts'
import { collectionParams, flag, parseParams } from './input.ts'
import { can, type Principal } from './keys.ts'
import { checkMatch, etagOf, retryUnmatched } from './preconditions.ts'
import { methodsFor } from './links.ts'
import { articleBody, toInput } from './post-input.ts'
import { previewLink } from './preview-link.ts'
import { checkOrder, pageOf, parsePostQuery, toFilter, totalOf } from './post-query.ts'
import { articleLink, mayEdit, mayRead, shapeContext, toPost } from './post-shape.ts'
import { answerSharedItem, listShared } from './shared-posts.ts'
import { tooMany } from './sign-in.ts'
import { headForms } from './yoast.ts'

const singleQuery = z.object({
  context: collectionParams.context,
  password: z.string().optional(),
})

/** GET of a list. */
export async function listPosts(c: ApiContext, type: ArticleType): Promise<Response> {
  const { db, region, principal } = c.var
  const query = parsePostQuery(c, type)
  if (query.context === 'edit') {
    demand(
      c,
      type === 'page' ? 'edit_pages' : 'edit_posts',
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit posts in this post type.',
    )
  }
  checkOrder(query)
  const embeds = parseEmbeds(c)
  const shape = withHead(c)
  const filter = toFilter(c, type, query)
  if (c.var.isShared) return listShared(c, type, query, filter)
  const listed = await listArticles(db, region.code, filter, pageOf(query), {
    around: embeds && type,
    documents: shape.head && (filter.statuses.join() === 'publish' ? 'published' : 'all'),
    isShownOnly: query.context !== 'edit',
  })
  const total = totalOf(query, listed)
  // WordPress leaves out what this user may not read, or edit in edit context; the totals keep counting it.
  const isShown = query.context === 'edit' ? mayEdit : mayRead
  const shown = listed.rows.filter(({ article }) => isShown(principal, article))
  const items = shown.map(({ article, beside }) => toPost(shape, article, beside, query.context))
  if (query.context === 'edit') {
    await Promise.all(shown.map(({ article }, index) => setPreview(c, article, items[index])))
  }
  return answerPage(
    c,
    items,
    { number: query.page, perPage: query.per_page, total },
    {
      headers: { Allow: mayCreate(principal, type) ? 'GET, POST' : 'GET' },
      finish: (picked, index) => {
        const row = shown[index]
        return row ? withEmbeds(c, shape, picked, row, listed.around, embeds) : picked
      },
    },
  )
}

/** GET of one. What is not published answers 401 to strangers, not 404: WordPress's rule. */
export async function getPost(c: ApiContext, type: ArticleType): Promise<Response> {
  const query = parseParams(singleQuery, queryParams(new URL(c.req.url).searchParams))
  const embeds = parseEmbeds(c)
  const shape = withHead(c)
  const listed = await findListed(c, type, {
    around: embeds && type,
    documents: shape.head && (c.var.isShared ? 'published' : 'all'),
    isShownOnly: query.context !== 'edit',
  })
  const { article, beside, around } = listed
  const { principal } = c.var
  const isSignedIn = principal !== null
  if (query.context === 'edit' && !mayEdit(principal, article)) {
    const message = 'Sorry, you are not allowed to edit this post.'
    throw forbidden('rest_forbidden_context', message, isSignedIn)
  }
  if (query.password && !(await mayAttempt(c.env.SIGN_IN_LIMIT, c.req.raw))) {
    throw tooMany('rest_too_many_attempts', 'Too many passwords were tried.')
  }
  // A password that is not the post's is refused even where none is needed: WordPress's rule.
  if (query.password && query.password !== article.password) {
    throw new ApiError('rest_post_incorrect_password', 'Incorrect post password.', 403)
  }
  if (!mayRead(principal, article)) {
    throw forbidden('rest_forbidden', 'Sorry, you are not allowed to do that.', isSignedIn)
  }
  const isUnlocked = query.password === article.password
  const make = () => toPost(shape, article, beside, query.context, isUnlocked)
  const finish = (item: Item) => withEmbeds(c, shape, pickFields(c, item), listed, around, embeds)
  const headers = headersOf(c, article)
  if (c.var.isShared) return answerSharedItem(c, listed, headers, () => finish(make()))
  const item = make()
  if (query.context === 'edit') await setEditValues(c, article, item)
  return answer(finish(item), { headers })
}

/** POST to the collection. */
export async function createPost(c: ApiContext, type: ArticleType): Promise<Response> {
  const principal = demand(
    c,
    type === 'page' ? 'edit_pages' : 'edit_posts',
    'rest_cannot_create',
    'Sorry, you are not allowed to create posts as this user.',
  )
  const params = await readParams(c)
  if (params.id) throw new ApiError('rest_post_exists', 'Cannot create existing post.', 400)
  const input = await toInput(c, principal, parseParams(articleBody, params), null)
  const written = await createArticle(writeContext(c, principal), type, input)
  await purgeNow(c)
  const route = apiPath(c.var.region, `wp/v2/${type}s/${written.article.id}`)
  return answerWritten(c, written.article, {
    status: 201,
    headers: { Location: absoluteUrl(c.env.SITE_URL, route) },
  })
}

/** POST, PUT and PATCH of one: only the fields sent change. */
export async function updatePost(c: ApiContext, type: ArticleType): Promise<Response> {
  const body = parseParams(articleBody, await readParams(c))
  const { article, principal } = await findEditable(c, type)
  const input = await toInput(c, principal, body, article)
  checkMatch(c, article)
  const written = await retryUnmatched(
    c,
    article,
    () => findOne(c, type),
    (before) => updateArticle(writeContext(c, principal), before, input),
  )
  await purgeNow(c)
  return answerWritten(c, written.article)
}

/** DELETE: into the trash, with `force` for good. */
export async function deletePost(c: ApiContext, type: ArticleType): Promise<Response> {
  const params = parseParams(z.object({ force: flag.default(false) }), await readParams(c))
  const { article, beside, principal } = await findEditable(c, type, 'delete')
  checkMatch(c, article)
  const context = writeContext(c, principal)
  const reread = () => findOne(c, type)
  if (!params.force) {
    const written = await retryUnmatched(c, article, reread, (before) =>
      trashArticle(context, before),
    )
    await purgeNow(c)
    return answerWritten(c, written.article)
  }
  const previous = toPost(shapeContext(c), article, beside, 'edit')
  // A document that is gone has no links to follow.
  delete previous._links
  await retryUnmatched(c, article, reread, (before) => deleteArticle(context, before))
  await purgeNow(c)
  return answer({ deleted: true, previous })
}

function mayCreate(principal: Principal | null, type: ArticleType): boolean {
  return can(principal, type === 'page' ? 'edit_pages' : 'edit_posts')
}

/** Links as this request's user sees them, and the forms of the head that it asks for. */
export function withHead(c: ApiContext) {
  return { ...shapeContext(c), head: headForms(c) }
}

/** The article that the address names and whoever may change it. @throws ApiError 404, 401, 403 */
export async function findEditable(
  c: ApiContext,
  type: ArticleType,
  verb: 'edit' | 'delete' = 'edit',
) {
  const listed = await findListed(c, type)
  const { principal } = c.var
  if (principal === null || !mayEdit(principal, listed.article)) {
    const message = `Sorry, you are not allowed to ${verb} this post.`
    throw forbidden(`rest_cannot_${verb}`, message, principal !== null)
  }
  return { ...listed, principal }
}

const NO_POST = ['rest_post_invalid_id', 'Invalid post ID.'] as const

/** The article that the address names, with what stands beside it. @throws ApiError 404 */
export async function findListed(
  c: ApiContext,
  type: ArticleType,
  {
    refusal = NO_POST as readonly [string, string],
    ...wanted
  }: { refusal?: readonly [string, string] } & Wanted = {},
) {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  const { db, region } = c.var
  const listed = await findListedArticle(db, region.code, Number(id), wanted)
  if (listed?.article.type !== type) {
    const [code, message] = refusal
    throw new ApiError(code, message, 404)
  }
  return listed
}

async function findOne(c: ApiContext, type: ArticleType): Promise<ArticleRow> {
  return (await findListed(c, type)).article
}

function headersOf(c: ApiContext, article: ArticleRow): Record<string, string> {
  return {
    ETag: etagOf(article),
    Allow: methodsFor(mayEdit(c.var.principal, article)).join(', '),
    Link: `<${articleLink(shapeContext(c), article)}>; rel="alternate"; type=text/html`,
  }
}

type Item = Record<string, unknown>

async function setPreview(c: ApiContext, article: ArticleRow, item: Item | undefined) {
  const link = await previewLink(c, article)
  if (item && link !== null) item.preview_link = link
}

/** A draft without a slug tells the one that it would get among those there are; lists do not look. */
async function setEditValues(c: ApiContext, article: ArticleRow, item: Item) {
  await setPreview(c, article, item)
  if (article.slug !== '') return
  item.generated_slug = await findFreeSlug(c.var.db, article, toSlug(article.titleText))
}

/** The article as it was written, to whoever wrote it. */
async function answerWritten(
  c: ApiContext,
  article: ArticleRow,
  options: { status?: number; headers?: Record<string, string> } = {},
): Promise<Response> {
  const shape = withHead(c)
  const listed = await findListedArticle(c.var.db, article.regionCode, article.id, {
    documents: shape.head && 'all',
  })
  const item = toPost(shape, article, listed?.beside ?? NOTHING, 'edit')
  await setEditValues(c, article, item)
  return answer(pickFields(c, item), {
    ...options,
    headers: { ...headersOf(c, article), ...options.headers },
  })
}
