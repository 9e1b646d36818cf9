import { SiteGoneError, SourceError, type Outcome } from '../source.ts'
import { ApiError, parseAnswer } from './api-answer.ts'
import { FetchError } from './fetch-error.ts'
import type { PoliteFetch } from './fetch.ts'

export type Params = Record<string, string>

/** A page of a list, as it came. */
interface ListPage {
  items: unknown[]
  /** Null where a proxy took the header away. */
  totalPages: number | null
  total: number | null
}

const PAGE_SIZES = [100, 10, 1]
const AHEAD = 2

/** The API of one site: single answers, and lists read page by page. */
export class WordPressApi {
  readonly #fetch: PoliteFetch
  readonly #root: string
  readonly #headers: Record<string, string>

  constructor(fetch: PoliteFetch, root: string, headers: Record<string, string>) {
    this.#fetch = fetch
    this.#root = root
    this.#headers = headers
  }

  /** One answer's JSON. @throws ApiError, FetchError */
  async get(route: string, params: Params = {}, retries = 4): Promise<unknown> {
    return (await this.#ask(route, params, retries)).json
  }

  /** How many entries a list has; null when it does not say or is refused. */
  async count(route: string, params: Params = {}): Promise<number | null> {
    try {
      const { page } = await this.#list(route, { ...params, per_page: '1', _fields: 'id' }, 5)
      return page.total
    } catch (error) {
      refuseGone(error)
      if (error instanceof ApiError || error instanceof FetchError) return null
      throw error
    }
  }

  /**
   * Every entry of a list in order, each once, some pages ahead. A page that fails is read again in smaller ones, so
   * that an entry which breaks its page costs one failure. Ends early, with one failure, when the site fails altogether.
   * @throws SiteGoneError when it answers no more, ListRefusedError
   */
  async *list(route: string, params: Params, perPage = 100): AsyncGenerator<Outcome<unknown>> {
    const seen = new Set<unknown>()
    let idlePages = 0
    const state: ListState = { route, params, size: perPage, lastPage: null, refusals: 0 }
    const ahead: Promise<Outcome<unknown>[] | 'end' | 'gone'>[] = []
    for (let next = 1; ;) {
      while (ahead.length <= (state.lastPage === null ? 0 : AHEAD) && isWithin(next, state)) {
        ahead.push(this.#page(state, next++))
        // A rejection is met when its turn comes, not while an earlier page is handed on.
        ahead.at(-1)?.catch(() => undefined)
      }
      const outcomes = await ahead.shift()
      if (outcomes === undefined || outcomes === 'end') return
      if (outcomes === 'gone') {
        await Promise.allSettled(ahead)
        yield { failure: goneFailure(state) }
        return
      }
      const before = seen.size
      for (const outcome of outcomes) {
        const id = idOf(outcome.value)
        if (id !== undefined && seen.has(id)) continue
        if (id !== undefined) seen.add(id)
        yield outcome
      }
      idlePages = seen.size > before ? 0 : idlePages + 1
      if (idlePages === MAX_IDLE_PAGES) {
        await Promise.allSettled(ahead)
        state.isGone = `${MAX_IDLE_PAGES} pages one after the other held nothing new`
        yield { failure: goneFailure(state) }
        return
      }
    }
  }

  async #page(state: ListState, page: number): Promise<Outcome<unknown>[] | 'end' | 'gone'> {
    if (state.isGone) return 'gone'
    const size = state.size
    try {
      return await this.#wholePage(state, page, size)
    } catch (error) {
      refuseGone(error)
      if (!(error instanceof ApiError || error instanceof FetchError)) throw error
      if (isPastEnd(error)) return 'end'
      if (error instanceof ApiError && error.status === 400 && page === 1 && size > 10) {
        state.size = 10
        return this.#page(state, page)
      }
      const what = `${state.route.replace('wp/v2/', '')} page ${page}`
      if (error instanceof ApiError && error.status === 429) {
        state.isGone = error.message
        return 'gone'
      }
      if (isRefusal(error)) return this.#refused(state, { what, message: error.message })
      if (!(await this.#isAlive())) {
        state.isGone = error.message
        return 'gone'
      }
      return this.#split(state, (page - 1) * size, size)
    }
  }

  async #wholePage(state: ListState, page: number, size: number): Promise<Outcome<unknown>[]> {
    const params = { ...state.params, per_page: String(size), page: String(page) }
    const { page: answer } = await this.#list(state.route, params, 5)
    state.refusals = 0
    if (answer.totalPages !== null) state.lastPage = answer.totalPages
    else
      state.lastPage = answer.items.length < size ? page : Math.max(state.lastPage ?? 0, page + 1)
    return answer.items.map((value) => ({ value }))
  }

  /** A page that was not given on purpose; the list ends when the next one is refused as well. */
  #refused(state: ListState, failure: { what: string; message: string }) {
    state.refusals++
    if (state.lastPage === null) throw new ListRefusedError(failure.message)
    if (state.refusals > 1) {
      state.isGone = failure.message
      return 'gone' as const
    }
    return [{ failure }]
  }

  /** The entries of a page that cannot be had at once, by smaller pages down to single entries. */
  async #split(state: ListState, offset: number, size: number): Promise<Outcome<unknown>[]> {
    const smaller = PAGE_SIZES.find((candidate) => candidate < size && size % candidate === 0)
    if (smaller === undefined) return [{ failure: await this.#describe(state, offset) }]
    const outcomes: Outcome<unknown>[] = []
    for (let at = offset; at < offset + size; at += smaller) {
      const params = {
        ...state.params,
        per_page: String(smaller),
        page: String(Math.floor(at / smaller) + 1),
      }
      try {
        const { page } = await this.#list(state.route, params, 3)
        if (page.total !== null) state.lastPage = Math.ceil(page.total / state.size)
        outcomes.push(...page.items.map((value) => ({ value })))
        if (page.items.length < smaller) break
      } catch (error) {
        refuseGone(error)
        if (!(error instanceof ApiError || error instanceof FetchError)) throw error
        if (isPastEnd(error)) break
        state.lastError = error.message
        outcomes.push(...(await this.#split(state, at, smaller)))
      }
    }
    if (state.lastPage === null) state.lastPage = Math.floor(offset / state.size) + 2
    return outcomes
  }

  /** A single entry that cannot be had, by what is still told of it. */
  async #describe(state: ListState, offset: number) {
    const name = state.route.replace('wp/v2/', '')
    const message = `${state.lastError ?? 'it cannot be had'}: open it in the old site's editor and save it, then import again.`
    try {
      const params: Params = { ...state.params, per_page: '1', page: String(offset + 1) }
      delete params._embed
      const { page } = await this.#list(state.route, { ...params, _fields: 'id,link' }, 1)
      const { id, link } = page.items[0] as { id?: unknown; link?: unknown }
      return { what: `${name} ${String(id)} (${String(link)})`, message }
    } catch (error) {
      refuseGone(error)
      return { what: `${name}, entry ${offset + 1}`, message }
    }
  }

  async #isAlive(): Promise<boolean> {
    try {
      const answer = await this.#fetch(this.#url('', { _fields: 'namespaces' }), {
        headers: this.#headers,
        retries: 3,
      })
      return answer.status < 500
    } catch (error) {
      refuseGone(error)
      return false
    }
  }

  async #list(route: string, params: Params, retries: number): Promise<{ page: ListPage }> {
    const { json, headers } = await this.#ask(route, params, retries)
    if (!Array.isArray(json)) {
      throw new ApiError('what came is no list', { code: 'no_list', status: 200 })
    }
    const number = (name: string) => {
      const value = headers.get(name)
      return value !== null && /^\d+$/.test(value) ? Number(value) : null
    }
    return {
      page: { items: json, totalPages: number('X-WP-TotalPages'), total: number('X-WP-Total') },
    }
  }

  async #ask(route: string, params: Params, retries: number) {
    const answer = await this.#fetch(this.#url(route, params), { headers: this.#headers, retries })
    return { json: parseAnswer(answer), headers: answer.headers }
  }

  #url(route: string, params: Params): string {
    const url = new URL(this.#root)
    if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', `/${route}`)
    else url.pathname += route
    for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value)
    return url.href
  }
}

/** WordPress counts what it then hides, so that a page may be empty; a list that says nothing new for so long never ends. */
const MAX_IDLE_PAGES = 50

/** A list that is not given at all; the message says why. */
export class ListRefusedError extends SourceError {}

interface ListState {
  route: string
  params: Params
  size: number
  /** Null until the first page has told. */
  lastPage: number | null
  /** Pages refused one after the other. */
  refusals: number
  lastError?: string
  /** Why nothing more is asked. */
  isGone?: string
}

/** @throws SiteGoneError for an error that says that the host is given up */
export function refuseGone(error: unknown): void {
  if (error instanceof FetchError && error.trouble === 'gone') {
    throw new SiteGoneError(error.message, { cause: error })
  }
}

function isWithin(page: number, { lastPage }: ListState): boolean {
  return lastPage === null ? page === 1 : page <= lastPage
}

function goneFailure(state: ListState) {
  const name = state.route.replace('wp/v2/', '')
  return {
    what: `the rest of ${name}`,
    message: `${state.isGone?.replace(/\.$/, '')}: run the import again to go on.`,
  }
}

/** Whether an answer is one that smaller pages would not change (one that they would is met before). */
function isRefusal(error: ApiError | FetchError): boolean {
  if (error instanceof FetchError)
    return ['private', 'redirect', 'tls', 'dns'].includes(error.trouble)
  return (
    (error.code === 'html' && error.status < 500) || [400, 401, 403, 404].includes(error.status)
  )
}

function isPastEnd(error: ApiError | FetchError): boolean {
  return error instanceof ApiError && /invalid_page_number/.test(error.code)
}

function idOf(value: unknown): unknown {
  return value !== null && typeof value === 'object' && 'id' in value ? value.id : undefined
}
