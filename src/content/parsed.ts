/**
 * JSON.parse that keeps the last `max` results: pages show the same documents over and over, and an equal text gives the
 * same value, which nobody changes. What is made of such a value can be kept beside it in a WeakMap.
 */
export function parseOnce<T extends object>(max: number): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    const value = JSON.parse(text) as T // the caller names the shape of what it stored
    known.set(text, value)
    // Insertion order is age: the oldest goes first.
    if (known.size > max) known.delete(known.keys().next().value ?? text)
    return value
  }
}
