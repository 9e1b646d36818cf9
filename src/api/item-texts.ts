import type { Subject } from '#content/changes.ts'
import type { RegionSettings } from '#content/regions.ts'
import { hashOf } from '#edge/etag.ts'

/** An item as answers send it, and what it shows. */
export interface ItemText {
  /** UTF-8 of its JSON. */
  bytes: Uint8Array
  /** Tells it from any other text. */
  hash: string
  shows: readonly Subject[]
}

/** What an item was made of. */
export interface ItemState {
  region: RegionSettings
  /** Changes with all that the item shows of the database, but for the region. */
  stamp: string
}

/** Bytes of texts that an isolate keeps; it may have 128 MB in all. */
const MAX_BYTES = 8_000_000
const MAX_LISTS = 500

const kept = new Map<string, ItemText & ItemState>()
let keptBytes = 0
const lists = new Set<string>()
const encoder = new TextEncoder()

/**
 * The item that this isolate made last under `name`, if it was made of the same. Most lists hold items that others held
 * before, and to read and write an item costs ten times what its stamp does.
 *
 * @param name which item, in which of its forms
 */
export function recallItem(name: string, { region, stamp }: ItemState): ItemText | null {
  const known = kept.get(name)
  return known?.stamp === stamp && known.region === region ? known : null
}

/** The item as `recallItem` has it, or else made and kept; without a state to know it by it is made each time. */
export function itemText(
  name: string,
  state: ItemState | null,
  make: () => { value: unknown; shows: readonly Subject[] },
): ItemText {
  const known = state && recallItem(name, state)
  if (known) return known
  const { value, shows } = make()
  const bytes = encoder.encode(JSON.stringify(value))
  const text = { bytes, hash: hashOf(bytes), shows }
  if (state) keep(name, { ...text, ...state })
  return text
}

function keep(name: string, text: ItemText & ItemState): void {
  drop(name)
  kept.set(name, text)
  keptBytes += text.bytes.length
  // Insertion order is age: the oldest goes first.
  for (const oldest of kept.keys()) {
    if (keptBytes <= MAX_BYTES) break
    drop(oldest)
  }
}

function drop(name: string): void {
  keptBytes -= kept.get(name)?.bytes.length ?? 0
  kept.delete(name)
}

/** Whether a list was asked for before in this isolate, which then has its items, or most of them. */
export function wasListed(list: string): boolean {
  if (lists.has(list)) return true
  if (lists.size >= MAX_LISTS) lists.clear()
  lists.add(list)
  return false
}

const [OPEN = 0, COMMA = 0, CLOSE = 0] = encoder.encode('[,]')

/** Items as a list; its hash is made of theirs. */
export function joinItems(items: readonly ItemText[]): Omit<ItemText, 'shows'> {
  const length = items.reduce((sum, { bytes }) => sum + bytes.length + 1, 1)
  const bytes = new Uint8Array(Math.max('[]'.length, length))
  let at = 0
  for (const item of items) {
    bytes[at] = at === 0 ? OPEN : COMMA
    bytes.set(item.bytes, at + 1)
    at += item.bytes.length + 1
  }
  if (at === 0) bytes[at++] = OPEN
  bytes[at] = CLOSE
  return { bytes, hash: hashOf(encoder.encode(items.map(({ hash }) => hash).join())) }
}
