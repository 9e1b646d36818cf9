import { ApiError } from './errors.ts'

/** PHP's json_decode takes no deeper one, and what walks through values here recurses. */
const MAX_JSON_DEPTH = 512

/** PHP's numbers and names of what may be wrong with a JSON text, which WordPress passes on. */
const FAULTS = {
  depth: [1, 'Maximum stack depth exceeded'],
  character: [3, 'Control character error, possibly incorrectly encoded'],
  syntax: [4, 'Syntax error'],
  utf8: [5, 'Malformed UTF-8 characters, possibly incorrectly encoded'],
  utf16: [10, 'Single unpaired high surrogate in Unicode escape'],
} as const

type Fault = keyof typeof FAULTS

function invalidJson(fault: Fault, cause?: unknown): ApiError {
  const [code, message] = FAULTS[fault]
  return Object.assign(
    new ApiError(
      'rest_invalid_json',
      `Invalid JSON body passed: send one JSON object (${message}).`,
      400,
      { json_error_code: code, json_error_message: message },
    ),
    { cause },
  )
}

/**
 * The one object of a JSON body. `isStrict` refuses texts that cannot be stored as they are; else they lose what it is
 * that cannot: NUL, and a half of a surrogate pair becomes U+FFFD. @throws ApiError `rest_invalid_json`
 */
export function parseJsonObject(bytes: Uint8Array, isStrict: boolean): Record<string, unknown> {
  const text = decode(bytes)
  if (isTooDeep(text)) throw invalidJson('depth')
  const json = parse(text, (_key, value: unknown) => {
    if (typeof value === 'string') return toStorable(value, isStrict)
    if (isStrict && isObject(value)) for (const name of Object.keys(value)) toStorable(name, true)
    return value
  })
  if (!isObject(json) || Array.isArray(json)) throw invalidJson('syntax')
  return json
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch (error) {
    throw invalidJson('utf8', error)
  }
}

function parse(text: string, revive: (key: string, value: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, revive)
  } catch (error) {
    throw error instanceof ApiError ? error : invalidJson('syntax', error)
  }
}

function toStorable(text: string, isStrict: boolean): string {
  if (isStrict && text.includes('\0')) throw invalidJson('character')
  if (isStrict && !text.isWellFormed()) throw invalidJson('utf16')
  return text.toWellFormed().replaceAll('\0', '')
}

/** Counts brackets outside of strings: told before anything recurses. */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i)
    if (char === QUOTE) i = endOfString(text, i)
    else if (char === BRACKET || char === BRACE) depth++
    else if (char === BRACKET + 2 || char === BRACE + 2) depth--
    if (depth > MAX_JSON_DEPTH) return true
  }
  return false
}

const [QUOTE, BACKSLASH, BRACKET, BRACE] = [34, 92, 91, 123]

function endOfString(text: string, start: number): number {
  let i = start + 1
  while (i < text.length && text.charCodeAt(i) !== QUOTE) {
    i += text.charCodeAt(i) === BACKSLASH ? 2 : 1
  }
  return i
}

/** Whether the `%XX` of a query or form body are text: no NUL, and UTF-8 all through. A stray `%` is one, as in PHP. */
export function isCleanlyEncoded(query: string): boolean {
  if (query.includes('%00') || query.includes('\0')) return false
  try {
    query.replace(/(?:%[0-9a-f]{2})+/gi, decodeURIComponent)
    return true
  } catch {
    return false
  }
}
