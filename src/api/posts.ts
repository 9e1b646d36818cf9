import * as z from 'zod'
import { findArticle, type ArticleRow, type ArticleType } from '#content/article-row.ts'
import { createArticle, deleteArticle, trashArticle, updateArticle } from '#content/articles.ts'
import { listArticles, listBeside, NOTHING, type Beside } from '#content/article-lists.ts'
import { absoluteUrl, apiPath } from '#regions/permalink.ts'
import { answer, answerPage, pickFields } from './answers.ts'
import { demand, purgeNow, readParams, writeContext, type ApiContext } from './context.ts'
import { ApiError, forbidden, invalidParams, noRoute } from './errors.ts'
import { flag, parseParams } from './input.ts'
import type { Principal } from './keys.ts'
import { checkMatch, etagOf, retryUnmatched } from './preconditions.ts'
import { methodsFor } from './links.ts'
import { articleBody, toInput } from './post-input.ts'
import { parsePostQuery, toFilter } from './post-query.ts'
import { articleLink, mayEdit, mayRead, toPost, type ShapeContext } from './post-shape.ts'

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
  // WordPress takes an offset below zero for one above it.
  const offset = query.offset === undefined ? undefined : Math.abs(query.offset)
  const listed = await listArticles(db, region.code, toFilter(c, type, query), {
    limit: query.per_page,
    offset: offset ?? (query.page - 1) * query.per_page,
    orderBy: query.orderby,
    isAscending: query.order === 'asc',
  })
  // Rows that were not found are not counted either, unless it is for the page's number alone that there are none.
  const isBeyond = listed.rows.length === 0 && (offset !== undefined || query.page === 1)
  const total = isBeyond ? 0 : listed.total
  if (total > 0 && query.page > Math.ceil(total / query.per_page)) {
    throw new ApiError(
      'rest_post_invalid_page_number',
      'The page number requested is larger than the number of pages available.',
      400,
    )
  }
  const shape = shapeContext(c)
  // WordPress leaves out what this user may not read, or edit in edit context; the totals keep counting it.
  const isShown = query.context === 'edit' ? mayEdit : mayRead
  const items = listed.rows
    .filter(({ article }) => isShown(principal, article))
    .map(({ article, beside }) => toPost(shape, article, beside, query.context))
  return answerPage(c, items, { number: query.page, perPage: query.per_page, total })
}

/** GET of one. What is not published answers 401 to strangers, not 404: WordPress's rule. */
export async function getPost(c: ApiContext, type: ArticleType): Promise<Response> {
  const article = await findOne(c, type)
  const { principal } = c.var
  if (!mayRead(principal, article)) {
    throw forbidden('rest_forbidden', 'Sorry, you are not allowed to do that.', principal !== null)
  }
  const view = new URL(c.req.url).searchParams.get('context') ?? 'view'
  if (!['view', 'embed', 'edit'].includes(view)) {
    throw invalidParams({
      context: {
        code: 'rest_not_in_enum',
        message: 'context is not one of view, embed, and edit.',
      },
    })
  }
  if (view === 'edit' && !mayEdit(principal, article)) {
    throw forbidden(
      'rest_forbidden_context',
      'Sorry, you are not allowed to edit this post.',
      principal !== null,
    )
  }
  const isProtected = article.password !== '' && view !== 'edit'
  const password = new URL(c.req.url).searchParams.get('password')
  if (isProtected && password !== null && password !== article.password) {
    throw new ApiError('rest_post_incorrect_password', 'Incorrect post password.', 403)
  }
  const shown =
    isProtected && password === article.password ? { ...article, password: '' } : article
  return answerPost(c, shown, { view: view as 'view' | 'embed' | 'edit' }) // checked above
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
  return answerPost(c, written.article, {
    view: 'edit',
    status: 201,
    headers: { Location: absoluteUrl(c.env.SITE_URL, route) },
  })
}

/** POST, PUT and PATCH of one: only the fields sent change. */
export async function updatePost(c: ApiContext, type: ArticleType): Promise<Response> {
  const principal = await editor(c, type)
  const article = await findOne(c, type)
  if (!mayEdit(principal, article)) {
    throw new ApiError('rest_cannot_edit', 'Sorry, you are not allowed to edit this post.', 403)
  }
  const body = parseParams(articleBody, await readParams(c))
  const input = await toInput(c, principal, body, article)
  checkMatch(c, article)
  const written = await retryUnmatched(
    c,
    article,
    () => findOne(c, type),
    (before) => updateArticle(writeContext(c, principal), before, input),
  )
  await purgeNow(c)
  return answerPost(c, written.article, { view: 'edit' })
}

/** DELETE: into the trash, with `force` for good. */
export async function deletePost(c: ApiContext, type: ArticleType): Promise<Response> {
  const principal = await editor(c, type, 'rest_cannot_delete')
  const article = await findOne(c, type)
  if (!mayEdit(principal, article)) {
    throw new ApiError('rest_cannot_delete', 'Sorry, you are not allowed to delete this post.', 403)
  }
  const params = parseParams(z.object({ force: flag.default(false) }), await readParams(c))
  checkMatch(c, article)
  const context = writeContext(c, principal)
  const reread = () => findOne(c, type)
  if (!params.force) {
    const written = await retryUnmatched(c, article, reread, (before) =>
      trashArticle(context, before),
    )
    await purgeNow(c)
    return answerPost(c, written.article, { view: 'edit' })
  }
  const previous = toPost(shapeContext(c), article, await findBeside(c, article), 'edit')
  await retryUnmatched(c, article, reread, (before) => deleteArticle(context, before))
  await purgeNow(c)
  return answer({ deleted: true, previous })
}

function shapeContext(c: ApiContext): ShapeContext {
  return { siteUrl: c.env.SITE_URL, region: c.var.region, principal: c.var.principal }
}

async function editor(
  c: ApiContext,
  type: ArticleType,
  code: 'rest_cannot_edit' | 'rest_cannot_delete' = 'rest_cannot_edit',
): Promise<Principal> {
  const { principal } = c.var
  if (principal === null) await findOne(c, type)
  return demand(c, 'edit_posts', code, 'Sorry, you are not allowed to change this post.')
}

async function findOne(c: ApiContext, type: ArticleType): Promise<ArticleRow> {
  const id = c.req.param('id') ?? ''
  if (!/^\d{1,15}$/.test(id)) throw noRoute()
  const article = await findArticle(c.var.db, c.var.region.code, Number(id))
  if (article === null || article.type !== type) {
    throw new ApiError('rest_post_invalid_id', 'Invalid post ID.', 404)
  }
  return article
}

async function findBeside(c: ApiContext, { regionCode, id }: ArticleRow): Promise<Beside> {
  return (await listBeside(c.var.db, regionCode, [id])).get(id) ?? NOTHING
}

async function answerPost(
  c: ApiContext,
  article: ArticleRow,
  options: { view: 'view' | 'embed' | 'edit'; status?: number; headers?: Record<string, string> },
): Promise<Response> {
  const shape = shapeContext(c)
  const beside = await findBeside(c, article)
  const body = pickFields(c, toPost(shape, article, beside, options.view))
  return answer(body, {
    status: options.status ?? 200,
    headers: {
      ETag: etagOf(article),
      Allow: methodsFor(mayEdit(c.var.principal, article)).join(', '),
      Link: `<${articleLink(shape, article)}>; rel="alternate"; type=text/html`,
      ...options.headers,
    },
  })
}
