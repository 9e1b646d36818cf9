/**
 * Results of Intl, kept: a formatter costs far more to build than to use, and to use far more than all else on a page.
 * Each is a pure function of its key. The oldest go when there are more than `max`.
 */
export function memo<T>(max: number): (key: string, make: () => T) => T {
  const known = new Map<string, T>()
  return (key, make) => {
    const found = known.get(key)
    if (found !== undefined) return found
    const made = make()
    known.set(key, made)
    if (known.size > max) known.delete(known.keys().next().value ?? key)
    return made
  }
}
