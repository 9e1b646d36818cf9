import type { ImportNavigation, ImportNavigationItem } from '#content/import-document.ts'
import {
  attributeOf,
  elementsIn,
  isElement,
  normalText,
  parseTree,
  textIn,
} from '#content/html-tree.ts'
import type { TreeElement, TreeParent } from '#content/html-tree.ts'

/** One entry of a menu as WordPress keeps it: a flat list in which children name their parent. */
export interface MenuEntry {
  id: number
  parentId: number
  order: number
  label: string
  url: string
}

export interface Menu {
  name: string
  slug: string
  /** Places of the theme that show it. */
  locations: readonly string[]
  items: ImportNavigationItem[]
}

const MAX_ITEMS = 200
const FOOTER = /foot|fu(?:ß|ss)|pied|pie-de|rodape|rodapé|bottom/i
const PRIMARY = /primary|main|header|top|haupt|principal|hoofd/i

/** The entries of one menu as a tree, in order; entries whose parent is missing stand at the top. */
export function toTree(entries: readonly MenuEntry[]): ImportNavigationItem[] {
  const ids = new Set(entries.map((entry) => entry.id))
  const sorted = entries.toSorted((a, b) => a.order - b.order)
  const below = (parentId: number, depth: number): ImportNavigationItem[] =>
    sorted
      .filter((entry) =>
        parentId === 0 ? !ids.has(entry.parentId) : entry.parentId === parentId && depth < 10,
      )
      .slice(0, MAX_ITEMS)
      .map(({ id, label, url }) => {
        const items = id === 0 ? [] : below(id, depth + 1)
        return { label: label.slice(0, 500), url, ...(items.length > 0 && { items }) }
      })
  return below(0, 0)
}

/**
 * Menus under the places where they stand: the theme's `primary` and `footer` where it names them, else the footer by
 * its name and the first of the others that says it is the main one, or the largest.
 */
export function placeMenus(
  menus: readonly Menu[],
  source: ImportNavigation['source'],
): ImportNavigation[] {
  const filled = menus.filter((menu) => menu.items.length > 0)
  const names = (menu: Menu) => [...menu.locations, menu.slug, menu.name]
  const isFooter = (menu: Menu) => names(menu).some((name) => FOOTER.test(name))
  const candidates = filled.filter((menu) => !isFooter(menu))
  const isPrimary = (menu: Menu) => names(menu).some((name) => PRIMARY.test(name))
  const primary =
    candidates.find((menu) => menu.locations.some((name) => PRIMARY.test(name))) ??
    candidates.find(isPrimary) ??
    candidates.toSorted((a, b) => sizeOf(b.items) - sizeOf(a.items))[0]
  const taken = new Set<string>()
  return filled.map((menu) => {
    const wanted = menu === primary ? 'primary' : isFooter(menu) ? 'footer' : toLocation(menu)
    const location = taken.has(wanted) ? `${toLocation(menu).slice(0, 40)}-${taken.size}` : wanted
    taken.add(location)
    return { location, items: menu.items, source }
  })
}

function toLocation(menu: Menu): string {
  const name = (menu.locations[0] ?? menu.slug ?? menu.name).toLowerCase()
  const plain = name.replace(/[^a-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '')
  return plain.slice(0, 50) || 'menu'
}

function sizeOf(items: readonly ImportNavigationItem[]): number {
  return items.reduce((sum, item) => sum + 1 + sizeOf(item.items ?? []), 0)
}

/** A navigation block (`wp_navigation`) as WordPress renders it: lists of links within lists. */
export function readNavigationHtml(html: string): ImportNavigationItem[] {
  const root = parseTree(html)
  const lists = elementsIn(root).filter((element) => element.tagName === 'ul')
  const top = lists[0] ? outermost(root) : elementsIn(root)
  return top.flatMap(toItem).slice(0, MAX_ITEMS)
}

/** The entries of the uppermost lists, or those that stand in no list at all. */
function outermost(parent: TreeParent): TreeElement[] {
  return parent.childNodes.filter(isElement).flatMap((child) => {
    return child.tagName === 'li' ? [child] : outermost(child)
  })
}

function toItem(element: TreeElement): ImportNavigationItem[] {
  const link =
    element.tagName === 'a' ? element : elementsIn(element).find((inner) => inner.tagName === 'a')
  const href = link && attributeOf(link, 'href')
  if (!link || !href) return []
  const label = normalText(textIn(link))
  if (label === '') return []
  const list = elementsIn(element).find((inner) => inner.tagName === 'ul')
  const items = list ? outermost(list).flatMap(toItem).slice(0, MAX_ITEMS) : []
  return [{ label, url: href, ...(items.length > 0 && { items }) }]
}

const BLOCK =
  /<!--\s*(\/)?wp:(navigation-link|navigation-submenu|home-link)\s*(\{[\s\S]*?\})?\s*(\/)?-->/g

/** A navigation block as the editor stored it. */
export function readNavigationBlocks(raw: string, home: string): ImportNavigationItem[] {
  const top: ImportNavigationItem[] = []
  const open: ImportNavigationItem[][] = [top]
  for (const [, isEnd, name, json, isVoid] of raw.matchAll(BLOCK)) {
    if (isEnd) {
      if (name === 'navigation-submenu' && open.length > 1) open.pop()
      continue
    }
    const { label, url } = readAttributes(json)
    const item = {
      label: normalText(textIn(parseTree(String(label ?? (name === 'home-link' ? 'Home' : ''))))),
      url: String(url ?? (name === 'home-link' ? home : '')),
      items: [],
    }
    if (item.label !== '' && item.url !== '') open.at(-1)?.push(item)
    if (name === 'navigation-submenu' && !isVoid) open.push(item.items)
  }
  return top.map(withoutEmpty)
}

function withoutEmpty({ label, url, items }: ImportNavigationItem): ImportNavigationItem {
  return items && items.length > 0 ? { label, url, items: items.map(withoutEmpty) } : { label, url }
}

function readAttributes(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return value !== null && typeof value === 'object' ? { ...value } : {}
  } catch {
    return {}
  }
}
