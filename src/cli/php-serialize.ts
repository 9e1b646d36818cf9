/** What PHP's arrays and scalars are in JSON. */
export type PhpValue =
  string | number | boolean | null | readonly PhpValue[] | { readonly [key: string]: PhpValue }

/** A value in PHP's serialisation, as WordPress keeps structured post meta. Strings are counted in bytes of UTF-8. */
export function phpSerialize(value: PhpValue): string {
  if (value === null) return 'N;'
  if (typeof value === 'boolean') return `b:${value ? 1 : 0};`
  if (typeof value === 'number') return `${Number.isInteger(value) ? 'i' : 'd'}:${value};`
  if (typeof value === 'string') return `s:${Buffer.byteLength(value)}:"${value}";`
  const entries = Array.isArray(value)
    ? value.map((item: PhpValue, index) => [index, item] as const)
    : Object.entries(value)
  const items = entries.map(([key, item]) => phpSerialize(key) + phpSerialize(item))
  return `a:${items.length}:{${items.join('')}}`
}
