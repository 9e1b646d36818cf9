/** The address that a request came from, as the platform saw it. */
export function addressOf({ headers }: Request): string {
  return headers.get('CF-Connecting-IP') ?? '127.0.0.1'
}

/** The address, or of IPv6 the part that one customer's addresses share (RFC 6177): the rest is theirs to choose. */
export function customerOf(address: string): string {
  if (!address.includes(':')) return address
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':'))
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  return [...head, ...(address.includes('::') ? zeros : []), ...tail].slice(0, 4).join(':')
}

/** Whether whoever asks may try another password of an article: guessing is slowed by customer. */
export async function mayAttempt(limit: RateLimit | undefined, request: Request): Promise<boolean> {
  const key = `password ${customerOf(addressOf(request))}`
  return (await limit?.limit({ key }))?.success ?? true
}
