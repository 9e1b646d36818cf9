import { Hono } from 'hono/tiny'
import type { Env } from '../env.ts'
import type { PrepareBody } from '#content/write-context.ts'
import { ContentError } from '#content/errors.ts'
import {
  createKeyRoute,
  deleteKeyRoute,
  deleteKeysRoute,
  getKeyRoute,
  introspectKey,
  listKeysRoute,
  updateKeyRoute,
} from './application-passwords.ts'
import { listBlockTypes, listPlugins, listThemes } from './absent.ts'
import { answer } from './answers.ts'
import { batch, type Ask } from './batch.ts'
import { listAudit } from './audit.ts'
import { getQueue, purgeCache, retryPurges } from './cache.ts'
import { createComment, getComment, listComments } from './comments.ts'
import { enter, type ApiContext, type ApiEnv } from './context.ts'
import { getDiff } from './diff.ts'
import {
  apiIndex,
  AUTHORIZATION,
  describeRoute,
  explainSignIn,
  namespaceIndex,
} from './discovery.ts'
import { ApiError, noRoute, toApiError } from './errors.ts'
import {
  exportAuthorsRoute,
  exportMediaRoute,
  exportNavigationRoute,
  exportRoute,
  exportSite,
  exportTermsRoute,
} from './export.ts'
import {
  importAuthorsRoute,
  importMediaRoute,
  importNavigationRoute,
  importSiteRoute,
  importTermsRoute,
  listImportedMediaRoute,
} from './import-library.ts'
import { setApiHeaders } from './headers.ts'
import { importAddresses, importSiblings, recleanRoute } from './import-links.ts'
import { once } from './idempotency.ts'
import { finishImport, importBatch, importRoute, importState } from './import.ts'
import {
  getStatus,
  getTaxonomy,
  getType,
  listStatuses,
  listTaxonomies,
  listTypes,
} from './kind-routes.ts'
import {
  deleteMediaRoute,
  getMedia,
  listMediaRoute,
  updateMediaRoute,
  uploadMedia,
} from './media.ts'
import { deleteMenuRoute, getMenu, listMenus, replaceMenu } from './navigation.ts'
import { embedRoute, proxyRoute } from './oembed.ts'
import { createPost, deletePost, getPost, listPosts, updatePost } from './posts.ts'
import {
  createAutosave,
  deleteRevision,
  getAutosave,
  getRevision,
  listAutosavesRoute,
  listRevisionsRoute,
} from './revisions.ts'
import { searchRoute } from './search.ts'
import { getSettings, updateSettings } from './settings.ts'
import {
  createRedirect,
  deleteRedirectRoute,
  getRedirect,
  listRedirectsRoute,
  updateRedirect,
} from './redirects.ts'
import {
  createRegionRoute,
  deleteRegionRoute,
  getRegion,
  listRegionsRoute,
  updateRegionRoute,
} from './regions.ts'
import {
  createTermRoute,
  deleteTermRoute,
  getTerm,
  listTermsRoute,
  updateTermRoute,
} from './terms.ts'
import {
  getTranslation,
  joinTranslations,
  leaveTranslation,
  listMissingRoute,
  listTranslations,
} from './translations.ts'
import { toApiRequest } from './request.ts'
import { isShared } from './shared.ts'
import { headUpload, putUpload } from './uploads.ts'
import { MAX_FORM_BYTES } from './upload-body.ts'
import {
  createUserRoute,
  deleteUserRoute,
  getMe,
  getUser,
  listUsers,
  updateMe,
  updateUserRoute,
} from './users.ts'
import { withMethod, wrapAnswers } from './wrapping.ts'

const EDIT_METHODS = ['POST', 'PUT', 'PATCH']

/** Reads that began with settings of their region which had changed: they are made once more. */
const outdated = new WeakSet<Request>()

/**
 * The API of every region, below `{region}/wp-json`, and its description at `/openapi.json`; `prepare` is the cleaner that
 * writes go through.
 */
export function createApi(prepare: PrepareBody) {
  const routes = regionRoutes((c, request) => api.fetch(request, c.env, c.executionCtx))
  const api: Hono<ApiEnv> = new Hono<ApiEnv>({ strict: false })
  api.get('/openapi.json', async (c) => {
    // Read by few: nobody else's request starts it.
    const { getOpenApi } = await import('./openapi.ts')
    return getOpenApi(c.req.raw, c.env)
  })
  api.get(AUTHORIZATION, explainSignIn)
  api.get(`/:region${AUTHORIZATION}`, explainSignIn)
  api.use(async (c, next) => {
    await next()
    setApiHeaders(c)
  })
  api.use(wrapAnswers)
  api.use(async (c, next) => {
    c.set('prepare', prepare)
    c.set('isShared', isShared(c))
    const isCurrent = await enter(c, c.req.path.split('/wp-json')[0]?.slice(1) ?? '')
    await next()
    if (!(await isCurrent())) outdated.add(c.req.raw)
  })
  api.route('/wp-json', routes)
  api.route('/:region/wp-json', routes)
  api.notFound((c) => answerError(noRoute(), c))
  api.onError(answerError)
  return {
    /** Every route below `wp-json`, for whoever has to know them all. */
    routes: routes.routes.map(({ method, path }) => ({ method, path })),
    async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
      const asked = withMethod(toApiRequest(request))
      const response = await api.fetch(asked, env, context)
      return outdated.has(asked) ? api.fetch(asked, env, context) : response
    },
  }
}

/** The routes of one region below `wp-json`; `ask` answers a request that another brings along. */
export function regionRoutes(ask: Ask) {
  const routes = new Hono<ApiEnv>({ strict: false })
  routes.get('/', apiIndex)
  routes.get('/:vendor/:version', namespaceIndex)
  routes.options('*', (c) => answerOptions(c, ask))
  routes.post('/batch/v1', (c) => batch(c, ask))
  routes.get('/oembed/1.0/embed', embedRoute)
  routes.get('/oembed/1.0/proxy', proxyRoute)

  for (const [route, type] of [
    ['posts', 'post'],
    ['pages', 'page'],
  ] as const) {
    routes.get(`/wp/v2/${route}`, (c) => listPosts(c, type))
    routes.post(
      `/wp/v2/${route}`,
      once((c) => createPost(c, type)),
    )
    routes.get(`/wp/v2/${route}/:id`, (c) => getPost(c, type))
    routes.on(EDIT_METHODS, `/wp/v2/${route}/:id`, (c) => updatePost(c, type))
    routes.delete(`/wp/v2/${route}/:id`, (c) => deletePost(c, type))
    routes.get(`/wp/v2/${route}/:id/revisions`, (c) => listRevisionsRoute(c, type))
    routes.get(`/wp/v2/${route}/:id/revisions/:revision`, (c) => getRevision(c, type))
    routes.delete(`/wp/v2/${route}/:id/revisions/:revision`, (c) => deleteRevision(c, type))
    routes.get(`/wp/v2/${route}/:id/autosaves`, (c) => listAutosavesRoute(c, type))
    routes.post(`/wp/v2/${route}/:id/autosaves`, (c) => createAutosave(c, type))
    routes.get(`/wp/v2/${route}/:id/autosaves/:revision`, (c) => getAutosave(c, type))
  }
  for (const [route, taxonomy] of [
    ['categories', 'category'],
    ['tags', 'post_tag'],
  ] as const) {
    routes.get(`/wp/v2/${route}`, (c) => listTermsRoute(c, taxonomy))
    routes.post(
      `/wp/v2/${route}`,
      once((c) => createTermRoute(c, taxonomy)),
    )
    routes.get(`/wp/v2/${route}/:id`, (c) => getTerm(c, taxonomy))
    routes.on(EDIT_METHODS, `/wp/v2/${route}/:id`, (c) => updateTermRoute(c, taxonomy))
    routes.delete(`/wp/v2/${route}/:id`, (c) => deleteTermRoute(c, taxonomy))
  }
  routes.get('/wp/v2/media', listMediaRoute)
  routes.post('/wp/v2/media', once(uploadMedia, MAX_FORM_BYTES))
  routes.get('/wp/v2/media/:id', getMedia)
  routes.on(EDIT_METHODS, '/wp/v2/media/:id', updateMediaRoute)
  routes.delete('/wp/v2/media/:id', deleteMediaRoute)

  routes.get('/wp/v2/users', listUsers)
  routes.post('/wp/v2/users', once(createUserRoute))
  routes.get('/wp/v2/users/me', getMe)
  routes.on(EDIT_METHODS, '/wp/v2/users/me', updateMe)
  routes.delete('/wp/v2/users/me', deleteUserRoute)
  routes.get('/wp/v2/users/:id', getUser)
  routes.on(EDIT_METHODS, '/wp/v2/users/:id', updateUserRoute)
  routes.delete('/wp/v2/users/:id', deleteUserRoute)
  const keys = '/wp/v2/users/:id/application-passwords'
  routes.get(keys, listKeysRoute)
  routes.post(keys, createKeyRoute)
  routes.delete(keys, deleteKeysRoute)
  routes.get(`${keys}/introspect`, introspectKey)
  routes.get(`${keys}/:uuid`, getKeyRoute)
  routes.on(EDIT_METHODS, `${keys}/:uuid`, updateKeyRoute)
  routes.delete(`${keys}/:uuid`, deleteKeyRoute)

  routes.get('/wp/v2/comments', listComments)
  routes.post('/wp/v2/comments', createComment)
  routes.on(['GET', ...EDIT_METHODS, 'DELETE'], '/wp/v2/comments/:id', getComment)
  routes.get('/wp/v2/search', searchRoute)
  routes.get('/wp/v2/types', listTypes)
  routes.get('/wp/v2/types/:slug', getType)
  routes.get('/wp/v2/statuses', listStatuses)
  routes.get('/wp/v2/statuses/:slug', getStatus)
  routes.get('/wp/v2/taxonomies', listTaxonomies)
  routes.get('/wp/v2/taxonomies/:slug', getTaxonomy)
  routes.get('/wp/v2/settings', getSettings)
  routes.on(EDIT_METHODS, '/wp/v2/settings', updateSettings)
  routes.get('/wp/v2/themes', listThemes)
  routes.get('/wp/v2/plugins', listPlugins)
  routes.get('/wp/v2/block-types', listBlockTypes)

  routes.get('/meridian/v1/audit', listAudit)
  routes.post('/meridian/v1/cache/purge', purgeCache)
  routes.get('/meridian/v1/cache/queue', getQueue)
  routes.post('/meridian/v1/cache/retry', retryPurges)
  routes.get('/meridian/v1/export', exportRoute)
  routes.get('/meridian/v1/export/authors', exportAuthorsRoute)
  routes.get('/meridian/v1/export/media', exportMediaRoute)
  routes.get('/meridian/v1/export/navigation', exportNavigationRoute)
  routes.get('/meridian/v1/export/site', exportSite)
  routes.get('/meridian/v1/export/terms', exportTermsRoute)
  routes.post('/meridian/v1/import', importRoute)
  routes.post('/meridian/v1/import/addresses', importAddresses)
  routes.post('/meridian/v1/import/authors', importAuthorsRoute)
  routes.post('/meridian/v1/import/batch', importBatch)
  routes.post('/meridian/v1/import/finish', finishImport)
  routes.get('/meridian/v1/import/media', listImportedMediaRoute)
  routes.post('/meridian/v1/import/media', importMediaRoute)
  routes.post('/meridian/v1/import/navigation', importNavigationRoute)
  routes.post('/meridian/v1/import/reclean', recleanRoute)
  routes.post('/meridian/v1/import/siblings', importSiblings)
  routes.post('/meridian/v1/import/site', importSiteRoute)
  routes.post('/meridian/v1/import/state', importState)
  routes.post('/meridian/v1/import/terms', importTermsRoute)
  routes.get('/meridian/v1/navigation', listMenus)
  routes.get('/meridian/v1/navigation/:location', getMenu)
  routes.on(EDIT_METHODS, '/meridian/v1/navigation/:location', replaceMenu)
  routes.delete('/meridian/v1/navigation/:location', deleteMenuRoute)
  routes.get('/meridian/v1/pages/:id/diff', (c) => getDiff(c, 'page'))
  routes.get('/meridian/v1/posts/:id/diff', (c) => getDiff(c, 'post'))
  routes.get('/meridian/v1/redirects', listRedirectsRoute)
  routes.post('/meridian/v1/redirects', createRedirect)
  routes.get('/meridian/v1/redirects/:redirect', getRedirect)
  routes.on(EDIT_METHODS, '/meridian/v1/redirects/:redirect', updateRedirect)
  routes.delete('/meridian/v1/redirects/:redirect', deleteRedirectRoute)
  routes.get('/meridian/v1/regions', listRegionsRoute)
  routes.post('/meridian/v1/regions', createRegionRoute)
  routes.get('/meridian/v1/regions/:code', getRegion)
  routes.on(EDIT_METHODS, '/meridian/v1/regions/:code', updateRegionRoute)
  routes.delete('/meridian/v1/regions/:code', deleteRegionRoute)
  routes.get('/meridian/v1/translations', listTranslations)
  routes.post('/meridian/v1/translations', joinTranslations)
  routes.get('/meridian/v1/translations/missing', listMissingRoute)
  routes.get('/meridian/v1/translations/:id', getTranslation)
  routes.delete('/meridian/v1/translations/:id', leaveTranslation)
  routes.get('/meridian/v1/uploads/*', headUpload)
  routes.put('/meridian/v1/uploads/*', putUpload)
  return routes
}

/** What a route takes and gives. What its user may do to an item, only a look at the item tells. */
async function answerOptions(c: ApiContext, ask: Ask): Promise<Response> {
  const description = describeRoute(c)
  if (!/\/\d+\/?$/.test(c.req.path)) return description
  const { headers } = c.req.raw
  const item = await ask(c, new Request(c.req.url, { headers }))
  const allow = item.headers.get('Allow')
  if (allow !== null) description.headers.set('Allow', allow)
  return description
}

function answerError(error: Error, c: { req: { method: string; path: string } }): Response {
  if (error instanceof ApiError) return refuse(error)
  if (error instanceof ContentError) return refuse(toApiError(error))
  const { method, path } = c.req
  console.error(JSON.stringify({ event: 'api_failed', method, path, error: causes(error) }))
  return refuse(
    new ApiError(
      'rest_internal_error',
      'Something failed here. Nothing was changed; try again.',
      500,
    ),
  )
}

function refuse(error: ApiError): Response {
  return answer(error.toBody(), { status: error.status, headers: error.headers })
}

function causes(error: unknown): string {
  return error instanceof Error
    ? [String(error), causes(error.cause)].filter(Boolean).join(' ← ')
    : ''
}
