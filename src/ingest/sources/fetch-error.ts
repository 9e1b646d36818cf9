/**
 * Why nothing was fetched. `network` (no connection, or a broken one) and `timeout` may pass by themselves; of a host that
 * is `gone` nothing is asked for a while; the others stay as they are when one asks again.
 */
export type FetchTrouble =
  | 'network'
  | 'gone'
  | 'timeout'
  | 'dns'
  | 'tls'
  | 'private'
  | 'redirect'
  | 'too-large'
  | 'address'
  | 'not-media'
  | 'status'

/** Nothing was fetched; the message is one line that says why and what to do. */
export class FetchError extends Error {
  readonly trouble: FetchTrouble

  constructor(trouble: FetchTrouble, message: string, options?: ErrorOptions) {
    super(message, options)
    this.trouble = trouble
  }
}

const DNS_CODES = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NONAME', 'EAI_FAIL'])
/** No connection is made: the host is silent, not slow. */
const SILENCE_CODES = new Set(['ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'])
const TIMEOUT_CODES = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT'])
const TLS_CODE =
  /^(?:ERR_TLS|ERR_SSL|CERT_|EPROTO|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH)/

/** Whatever a request failed with, as one line. */
export function toFetchError(error: unknown, url: URL): FetchError {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
    if (cause instanceof FetchError) return cause
    const code = 'code' in cause ? String(cause.code) : ''
    const known = byCode(code, cause, url)
    if (known) return known
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') return timeout(url, error)
    cause = cause instanceof AggregateError ? (cause.errors[0] as unknown) : cause.cause
  }
  const words = error instanceof Error ? error.message : String(error)
  return new FetchError('network', `the connection to ${url.host} broke (${words}).`, {
    cause: error,
  })
}

function byCode(code: string, error: Error, url: URL): FetchError | null {
  const options = { cause: error }
  if (DNS_CODES.has(code)) {
    return new FetchError('dns', `there is no host ${url.hostname}: check the address.`, options)
  }
  if (code === 'EAI_AGAIN') {
    return new FetchError('network', `the name ${url.hostname} could not be looked up.`, options)
  }
  if (SILENCE_CODES.has(code))
    return new FetchError('network', timeout(url, error).message, options)
  if (TIMEOUT_CODES.has(code)) return timeout(url, error)
  if (TLS_CODE.test(code)) {
    const message = `${url.host} offers no valid certificate (${code}): mend it, or use its http:// address.`
    return new FetchError('tls', message, options)
  }
  if (code === 'ECONNREFUSED') {
    return new FetchError(
      'network',
      `nothing answers at ${url.host}: is it the right port?`,
      options,
    )
  }
  return null
}

function timeout(url: URL, cause: unknown): FetchError {
  const message = `${url.host} gave no answer in time: try again later.`
  return new FetchError('timeout', message, { cause })
}
