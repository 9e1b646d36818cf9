import type { ImportNavigation } from '#content/import-document.ts'
import { plainText } from '../wordpress/media.ts'
import { placeMenus, toTree, type MenuEntry } from './menus.ts'
import type { WxrItem } from './wxr-reader.ts'
import type { WxrScan } from './wxr-scan.ts'

/** The menus of an export; entries that lead nowhere known are told of. */
export function readMenus(scan: WxrScan, onLost: (what: string) => void): ImportNavigation[] {
  const byMenu = new Map<string, MenuEntry[]>()
  for (const item of scan.menuItems) {
    const menu = item.categories.find(({ domain }) => domain === 'nav_menu')?.nicename
    const entry = toEntry(item, scan)
    if (menu === undefined || entry === null) {
      onLost(`menu entry "${item.fields.get('title') ?? ''}" (line ${item.line})`)
    } else byMenu.set(menu, [...(byMenu.get(menu) ?? []), entry])
  }
  const menus = [...byMenu].map(([slug, entries]) => ({
    name: scan.menuNames.get(slug) ?? slug,
    slug,
    locations: [],
    items: toTree(entries),
  }))
  return placeMenus(menus, { hosts: scan.hosts, pathPrefix: scan.pathPrefix })
}

function toEntry(item: WxrItem, scan: WxrScan): MenuEntry | null {
  const text = (field: string) => item.fields.get(field)?.trim() ?? ''
  const meta = new Map(item.meta)
  const target = targetOf(meta, scan)
  const label = plainText(text('title')) || target?.label || ''
  if (!target || target.url === '' || label === '' || text('wp:status') === 'draft') return null
  return {
    id: Number(text('wp:post_id')),
    parentId: Number(meta.get('_menu_item_menu_item_parent')) || 0,
    order: Number(text('wp:menu_order')) || 0,
    label,
    url: target.url,
  }
}

/** Where a menu entry leads, and what it is called when it has no name of its own. */
function targetOf(
  meta: ReadonlyMap<string, string>,
  scan: WxrScan,
): { url: string; label: string } | null {
  const id = Number(meta.get('_menu_item_object_id'))
  switch (meta.get('_menu_item_type')) {
    case 'custom':
      return { url: meta.get('_menu_item_url')?.trim() ?? '', label: '' }
    case 'post_type': {
      const article = scan.articles.get(id)
      return article ? { url: article.link, label: plainText(article.title) } : null
    }
    case 'taxonomy': {
      const term = scan.termsById.get(id)
      if (!term || scan.home === '') return null
      const path = [term.slug]
      for (let above = scan.termsById.get(term.parentId); above && path.length < 20;) {
        path.unshift(above.slug)
        above = scan.termsById.get(above.parentId)
      }
      const base = term.taxonomy === 'category' ? 'category' : 'tag'
      return { url: `${scan.home}${base}/${path.join('/')}/`, label: term.name }
    }
    case 'post_type_archive': {
      const type = meta.get('_menu_item_object')
      return type && scan.home ? { url: `${scan.home}${type}/`, label: type } : null
    }
    default:
      return null
  }
}
