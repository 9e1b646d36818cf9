import type { Answer } from './fetch.ts'

/** An answer of WordPress's API that is none; the message is one line without what was asked for. */
export class ApiError extends Error {
  /** WordPress's error code (`rest_no_route`), or `html` for a web page, or empty. */
  readonly code: string
  readonly status: number

  constructor(message: string, options: { code: string; status: number }) {
    super(message)
    this.code = options.code
    this.status = options.status
  }
}

/** What is said of WordPress's own refusals, by code; others are told in its words. */
const REFUSALS: Record<string, string> = {
  rest_disabled: 'the REST API is switched off',
  rest_cannot_access: 'the REST API is switched off for visitors',
  rest_login_required: 'the REST API is switched off for visitors',
  rest_not_logged_in: 'the REST API is switched off for visitors',
  rest_forbidden: 'the REST API refuses visitors',
  rest_no_route: 'the REST API has no such route',
  incorrect_password: 'the password of --auth is wrong (it must be an application password)',
  invalid_username: 'the user of --auth is not known there',
  invalid_email: 'the user of --auth is not known there',
  application_passwords_disabled: 'application passwords are switched off there',
}

/** Pages that stand in for an answer, by what their markup holds. */
const PAGES: readonly [RegExp, string][] = [
  [/id=["']loginform|wp-login\.php|<input[^>]+type=["']password/i, 'a login page'],
  [/scheduled maintenance|maintenance mode|under maintenance|\bwartung/i, 'a maintenance page'],
  [/just a moment|challenge-platform|captcha|access denied|attention required/i, 'a bot check'],
  [/critical error on (?:this|your) website|fatal error/i, 'a page about a fatal error'],
]

/**
 * The JSON of an answer, also behind warnings that PHP printed in front of it.
 * @throws ApiError for a refusal, a web page, or what is no JSON
 */
export function parseAnswer(answer: Answer): unknown {
  const text = new TextDecoder().decode(answer.bytes).trim()
  const json = parseJson(text)
  const { status } = answer
  if (json === undefined) {
    const what = describeText(text, answer)
    const advice = adviceFor(what, status)
    throw new ApiError(`${what} came instead of JSON${answeredWith(status)}${advice}`, {
      code: text === '' ? '' : 'html',
      status,
    })
  }
  if (status < 400) return json
  const { code, message } = (json ?? {}) as { code?: unknown; message?: unknown }
  const name = typeof code === 'string' ? code : ''
  const words = REFUSALS[name] ?? (typeof message === 'string' ? plain(message) : 'it refused')
  throw new ApiError(`${words} (${[status, name].filter(Boolean).join(' ')})`, {
    code: name,
    status,
  })
}

/** What a text that is no JSON is, in words. */
export function describeText(text: string, answer?: Pick<Answer, 'url'>): string {
  if (text === '') return 'nothing'
  if (answer && /wp-login\.php/.test(answer.url)) return 'a login page'
  const start = text.slice(0, 200_000)
  if (!/<(?:!doctype|html|head|body|p|h1|div|br)\b/i.test(start)) return 'plain text'
  return PAGES.find(([pattern]) => pattern.test(start))?.[1] ?? 'a web page'
}

function adviceFor(what: string, status: number): string {
  if (what === 'a login page') return ': the site asks for a login; give --auth, or open its API'
  if (what === 'a maintenance page' || status === 503) return ': try again when the site is back'
  if (status >= 500) return ': the site fails by itself; try again later, or look into its log'
  if (what === 'a bot check') return ': let the importer through there, or export a WXR file'
  return ''
}

function answeredWith(status: number): string {
  return status === 200 ? '' : ` (${status})`
}

function parseJson(text: string): unknown {
  // Warnings that PHP prints end before the answer begins.
  const at = text.search(/[[{](?=\s*["{[\]}])/)
  for (const candidate of at > 0 ? [text, text.slice(at)] : [text]) {
    try {
      return JSON.parse(candidate) as unknown
    } catch {
      // The next candidate, or none.
    }
  }
  return undefined
}

function plain(message: string): string {
  return message
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 200)
}
