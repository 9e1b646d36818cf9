/** So many attempts in a row without an answer, to more than one address, and a host is given up … */
const MAX_FAILURES = 5
/** … when it has been silent for as many first waits between attempts: 25 s by default, so that a restart is sat out. */
const SILENCE_IN_DELAYS = 25
/** After this many first waits one request finds out whether it is back. */
const PROBE_IN_DELAYS = 60

interface Silence {
  /** Milliseconds, as Date.now gives them. */
  since: number
  failures: number
  addresses: Set<string>
  /** When a request may be tried again; null while the host is not given up. */
  probeAt: number | null
}

/**
 * Which hosts answer no more (a circuit breaker for each). An answer of any status is an answer: what counts is connections
 * that are refused, not made or broken before one. An address that crashes its server is no silent host: two must fail.
 */
export class Reachability {
  readonly #silences = new Map<string, Silence>()
  readonly #delayMs: number

  /** `delayMs`: what a first retry waits. */
  constructor(delayMs: number) {
    this.#delayMs = delayMs
  }

  answered(url: URL): void {
    this.#silences.delete(url.host)
  }

  failed(url: URL, now: number): void {
    const silence = this.#silences.get(url.host) ?? {
      since: now,
      failures: 0,
      addresses: new Set<string>(),
      probeAt: null,
    }
    this.#silences.set(url.host, silence)
    silence.failures++
    silence.addresses.add(url.href)
    const isSilent =
      silence.failures >= MAX_FAILURES &&
      silence.addresses.size > 1 &&
      now - silence.since >= SILENCE_IN_DELAYS * this.#delayMs
    if (isSilent) silence.probeAt = now + PROBE_IN_DELAYS * this.#delayMs
  }

  /** Whether a host is given up. */
  isGone(url: URL): boolean {
    return this.#silences.get(url.host)?.probeAt != null
  }

  /** Whether the host may be asked; of one that is given up, now and then once. */
  mayAsk(url: URL, now: number): boolean {
    const silence = this.#silences.get(url.host)
    if (silence?.probeAt == null) return true
    if (now < silence.probeAt) return false
    silence.probeAt = now + PROBE_IN_DELAYS * this.#delayMs
    return true
  }
}
