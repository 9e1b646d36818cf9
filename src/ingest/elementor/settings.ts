/** A widget's settings as Elementor stores them, typed values of version 4 (`{$$type, value}`) unwrapped. */
export type Settings = Readonly<Record<string, unknown>>

const MAX_DEPTH = 12

/** Settings from whatever stands in their place; an empty list is PHP's empty object. */
export function toSettings(value: unknown): Settings {
  const plain = unwrap(value, 0)
  return isRecord(plain) ? plain : {}
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function unwrap(value: unknown, depth: number): unknown {
  if (depth > MAX_DEPTH) return null
  if (Array.isArray(value)) return value.map((item) => unwrap(item, depth + 1))
  if (!isRecord(value)) return value
  if ('$$type' in value) return unwrap(value.value, depth + 1)
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, unwrap(item, depth + 1)]),
  )
}

/** A setting's words as HTML; empty when it has none. */
export function textAt(settings: Settings, ...keys: string[]): string {
  for (const key of keys) {
    const value = settings[key]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    if (typeof value === 'number') return String(value)
    // A text of version 4 with its inner elements beside it.
    if (isRecord(value) && typeof value.content === 'string') return value.content
  }
  return ''
}

/** The items of a repeater or a gallery. */
export function itemsAt(settings: Settings, key: string): Settings[] {
  const value = settings[key]
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** Where a setting leads: an address, or an object that holds one. */
export function addressAt(settings: Settings, ...keys: string[]): string {
  for (const key of keys) {
    const value = settings[key]
    if (typeof value === 'string' && value.trim() !== '') return value.trim()
    if (isRecord(value)) {
      const address = addressAt(value, 'url', 'destination')
      if (address) return address
    }
  }
  return ''
}

/** A picture of a setting, its address empty where only its id is stored; null when nothing was chosen. */
export function imageAt(
  settings: Settings,
  ...keys: string[]
): { url: string; id: number; alt: string } | null {
  for (const key of keys) {
    const value = settings[key]
    const image = isRecord(value) && isRecord(value.src) ? value.src : value
    if (!isRecord(image)) continue
    const url = addressAt(image, 'url')
    const id = Number(image.id) || 0
    // The grey picture that Elementor shows until one is chosen.
    const isNone = url.endsWith('elementor/assets/images/placeholder.png')
    if (isNone || (url === '' && id === 0)) continue
    return { url, id, alt: textAt(image, 'alt') }
  }
  return null
}
