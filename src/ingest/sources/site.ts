import pMap from 'p-map'
import type {
  ImportAuthor,
  ImportDocument,
  ImportNavigation,
  ImportTerm,
} from '#content/import-document.ts'
import { MediaIndex } from '../media-index.ts'
import { isInternalType } from '../post-types.ts'
import {
  SourceError,
  type Alternate,
  type Outcome,
  type Source,
  type SourceOptions,
} from '../source.ts'
import { describe, NotAPostError, parseRestPost, toImportDocument } from '../wordpress/document.ts'
import { toImportMedia } from '../wordpress/media.ts'
import { toImportAuthor, toImportTerm } from '../wordpress/terms.ts'
import { alternatesIn, alternatesOf } from './alternates.ts'
import { ApiError } from './api-answer.ts'
import { ListRefusedError, refuseGone, WordPressApi, type Params } from './api-lists.ts'
import { discoverSite, type WordPressSite } from './discover.ts'
import { FetchError } from './fetch-error.ts'
import { createFetch, type PoliteFetch } from './fetch.ts'
import { Notes } from './notes.ts'
import { inOrder } from './in-order.ts'
import { readSiteMenus } from './site-menus.ts'

const STATUSES = 'publish,future,draft,pending,private'
/** Below this many articles a pass over all comments is more than asking for each. */
const FEW = 50
const EMBED = 'author,wp:featuredmedia,wp:term'
// Paging by id stays put while the site changes.
const BY_ID: Params = { orderby: 'id', order: 'asc' }

/**
 * A WordPress site by its address, read through its REST API.
 * @throws SourceError when there is none, it is switched off, or --auth is refused: one line
 */
export async function openSite(address: string, options: SourceOptions): Promise<Source> {
  const fetch = createFetch(options)
  try {
    const headers: Record<string, string> = options.auth
      ? { Authorization: `Basic ${Buffer.from(options.auth).toString('base64')}` }
      : {}
    const site = await discoverSite(fetch, address, headers)
    const api = new WordPressApi(fetch, site.api, headers)
    const access = await accessOf(api, options)
    return await new SiteSource({ fetch, site, api, access, options }).prepare()
  } catch (error) {
    await fetch.close()
    throw error
  }
}

/** Parameters that the account's rights allow. */
type Access = Params

async function accessOf(api: WordPressApi, options: SourceOptions): Promise<Access> {
  if (!options.auth) return {}
  try {
    await api.get('wp/v2/users/me', { context: 'edit' })
  } catch (error) {
    if (!(error instanceof ApiError)) throw asSourceError(error)
    const isShut = error.code === 'rest_no_route'
    if (!isShut) {
      throw new SourceError(
        `--auth is refused: ${error.message}. Write user:application password (Users, Profile, Application Passwords).`,
      )
    }
  }
  for (const access of [{ context: 'edit', status: STATUSES }, { context: 'edit' }, {}]) {
    try {
      await api.get('wp/v2/posts', { per_page: '1', _fields: 'id', ...access })
      if (!('status' in access))
        options.onNote?.('The user of --auth may not see drafts: only published ones are read.')
      return access
    } catch (error) {
      if (!(error instanceof ApiError)) throw asSourceError(error)
    }
  }
  return {}
}

function asSourceError(error: unknown): unknown {
  return error instanceof FetchError ? new SourceError(error.message) : error
}

interface Parts {
  fetch: PoliteFetch
  site: WordPressSite
  api: WordPressApi
  access: Access
  options: SourceOptions
}

class SiteSource implements Source {
  readonly label: string
  totals: Source['totals'] = null
  readonly #parts: Parts
  readonly #notes: Notes
  readonly #terms = new Map<number, ImportTerm>()
  readonly #authors = new Map<number, ImportAuthor>()
  readonly #media = new MediaIndex()
  readonly #alternates: Alternate[] = []
  /** Routes of what counts as an article: posts, pages, then the site's own types. */
  #types: string[] = ['posts', 'pages']

  constructor(parts: Parts) {
    this.#parts = parts
    this.#notes = new Notes(parts.options.onNote)
    this.label = parts.site.home
  }

  /** Reads how much there is. */
  async prepare(): Promise<this> {
    const { api, access, site } = this.#parts
    this.#types.push(...(await customTypes(api, site)))
    const [terms, authors, media, pages, ...posts] = await pMap(
      [
        async () =>
          ((await api.count('wp/v2/categories')) ?? 0) + ((await api.count('wp/v2/tags')) ?? 0),
        () => api.count('wp/v2/users'),
        () => api.count('wp/v2/media'),
        () => api.count('wp/v2/pages', this.#documentParams()),
        ...this.#types
          .filter((type) => type !== 'pages')
          .map((type) => () => api.count(`wp/v2/${type}`, this.#documentParams())),
      ],
      (count) => count(),
      { concurrency: 3 },
    )
    this.totals = {
      posts: posts.reduce((sum: number, count) => sum + (count ?? 0), 0),
      pages: pages ?? 0,
      media: media ?? 0,
      terms: terms ?? 0,
      authors: authors ?? 0,
    }
    if ('context' in access) this.#notes.say('Signed in: drafts and private ones are read too.')
    return this
  }

  async *terms(): AsyncGenerator<Outcome<ImportTerm>> {
    for (const route of ['categories', 'tags']) {
      for await (const outcome of this.#list(route, BY_ID)) {
        const term = toImportTerm(outcome.value)
        if (term) this.#terms.set(term.id, term)
        yield term ? { value: term } : asFailure(outcome, `an entry of ${route}`)
      }
    }
  }

  async *authors(): AsyncGenerator<Outcome<ImportAuthor>> {
    for await (const outcome of this.#list('users', BY_ID)) {
      const author = toImportAuthor(outcome.value)
      if (author) this.#authors.set(author.id, author)
      yield author ? { value: author } : asFailure(outcome, 'an entry of users')
    }
  }

  async *media() {
    const params = { ...BY_ID, ...this.#since() }
    for await (const outcome of this.#list('media', params)) {
      const media = toImportMedia(outcome.value)
      if (media) this.#media.add(media)
      yield media ? { value: media } : asFailure(outcome, 'an entry of media')
    }
  }

  async *documents(): AsyncGenerator<Outcome<ImportDocument>> {
    const { limit, since } = this.#parts.options
    const notes = this.#notes
    yield* inOrder(this.#articles(), { limit, isWhole: since === undefined, notes })
  }

  async *navigation(): AsyncGenerator<Outcome<ImportNavigation>> {
    const { api, site, access } = this.#parts
    const menus = await readSiteMenus(api, site, 'context' in access)
    if (menus.length === 0) {
      this.#notes.say(
        'No menu is told to visitors: give --auth of an administrator, or set the navigation by hand.',
      )
    }
    for (const menu of menus) yield { value: menu }
  }

  alternates(): readonly Alternate[] {
    return this.#alternates
  }

  close(): Promise<void> {
    return this.#parts.fetch.close()
  }

  async *#articles(): AsyncGenerator<Outcome<ImportDocument>> {
    const { since, limit = Infinity } = this.#parts.options
    const isPart = since !== undefined || limit < FEW
    const comments = isPart ? new Map<number, number>() : await this.#comments()
    const perPage = Math.min(100, Math.max(1, limit))
    for (const route of this.#types) {
      const params = { ...BY_ID, _embed: EMBED, ...this.#documentParams() }
      for await (const outcome of this.#list(route, params, perPage)) {
        const document = outcome.failure ? outcome : this.#read(outcome.value, comments)
        if (since !== undefined && document.value && document.value.article.modifiedAt < since) {
          continue
        }
        if (document.value) {
          if (isPart) await this.#countComments(document.value)
          await this.#readHead(document.value)
        }
        yield document
      }
    }
  }

  #read(json: unknown, comments: Map<number, number>): Outcome<ImportDocument> {
    const { site } = this.#parts
    try {
      const post = parseRestPost(json)
      this.#alternates.push(...alternatesOf(post))
      const value = toImportDocument(post, {
        home: site.home,
        terms: this.#terms,
        authors: this.#authors,
        media: this.#media,
        comments,
        ...(site.name && { site: { name: site.name, tagline: site.tagline } }),
        onNote: (what, line) => this.#notes.add(what, line),
      })
      return { value }
    } catch (error) {
      if (!(error instanceof NotAPostError)) throw error
      return { failure: { what: nameOf(json), message: error.message } }
    }
  }

  /** Of sites that print hreflang, each article's own page is asked for it. */
  async #readHead({ article }: ImportDocument): Promise<void> {
    const { site, fetch } = this.#parts
    const isKnown = this.#alternates.at(-1)?.id === article.id
    if (!site.hasAlternates || isKnown || article.status !== 'publish') return
    try {
      const answer = await fetch(article.link, { retries: 1, maxBytes: 5_000_000 })
      const html = answer.status < 400 ? new TextDecoder().decode(answer.bytes) : ''
      const head = html.slice(0, Math.max(0, html.search(/<\/head>/i)))
      this.#alternates.push(...alternatesIn(head, article.id))
    } catch (error) {
      refuseGone(error)
      if (!(error instanceof FetchError)) throw error
      this.#notes.add(article.link, 'could not be asked for its translations')
    }
  }

  /** Of a few articles the comments are counted one by one. */
  async #countComments({ article }: ImportDocument): Promise<void> {
    const post = String(article.id)
    article.commentCount = (await this.#parts.api.count('wp/v2/comments', { post })) ?? 0
  }

  /** How many comments each article has, in one pass over all of them. */
  async #comments(): Promise<Map<number, number>> {
    const counts = new Map<number, number>()
    const params = { ...BY_ID, _fields: 'id,post' }
    for await (const { value, failure } of this.#list('comments', params)) {
      if (failure) {
        this.#notes.say(`Comments are counted in part: ${failure.message}`)
        continue
      }
      const { post } = (value ?? {}) as { post?: unknown }
      if (typeof post === 'number') counts.set(post, (counts.get(post) ?? 0) + 1)
    }
    return counts
  }

  /** A list; one that the site does not give is a note, for posts and pages a failure. */
  async *#list(route: string, params: Params, perPage = 100): AsyncGenerator<Outcome<unknown>> {
    try {
      yield* this.#parts.api.list(`wp/v2/${route}`, params, perPage)
    } catch (error) {
      if (!(error instanceof ListRefusedError)) throw error
      if (params.status !== undefined || params.context !== undefined) {
        this.#notes.say(
          `The user of --auth may not see all ${route}: only what visitors see is read.`,
        )
        const { status: _, context: __, ...open } = params
        yield* this.#list(route, open, perPage)
        return
      }
      if (this.#types.includes(route)) {
        yield { failure: { what: route, message: `${error.message}.` } }
      } else this.#notes.say(`No ${route} are read: ${error.message}.`)
    }
  }

  #documentParams(): Params {
    return { ...this.#parts.access, ...this.#since() }
  }

  #since(): Params {
    const { since } = this.#parts.options
    // The parameter is exclusive; sites before WordPress 5.7 ignore it, so what they give is sifted again.
    return since === undefined ? {} : { modified_after: new Date((since - 1) * 1000).toISOString() }
  }
}

/** Routes of the types that the site's own theme or plug-ins added. */
async function customTypes(api: WordPressApi, site: WordPressSite): Promise<string[]> {
  try {
    const types = await api.get('wp/v2/types')
    if (types === null || typeof types !== 'object') return []
    return Object.values(types as Record<string, unknown>).flatMap((type) => {
      const { slug, rest_base, rest_namespace } = (type ?? {}) as Record<string, unknown>
      const isOwn = typeof slug === 'string' && !['post', 'page'].includes(slug)
      if (!isOwn || isInternalType(slug) || typeof rest_base !== 'string') return []
      if (rest_namespace !== undefined && rest_namespace !== 'wp/v2') return []
      const isListed = site.routes.size === 0 || site.routes.has(`/wp/v2/${rest_base}`)
      return isListed ? [rest_base] : []
    })
  } catch (error) {
    if (error instanceof ApiError || error instanceof FetchError) return []
    throw error
  }
}

function asFailure(outcome: Outcome<unknown>, what: string): Outcome<never> {
  if (outcome.failure) return { failure: outcome.failure }
  return { failure: { what, message: 'it lacks an id, a slug or a name.' } }
}

function nameOf(json: unknown): string {
  const { id, link, slug, type } = (json ?? {}) as Record<string, unknown>
  return describe({
    id: Number(id ?? 0),
    link: String(link ?? ''),
    slug: String(slug ?? ''),
    type: String(type ?? 'object'),
  })
}
