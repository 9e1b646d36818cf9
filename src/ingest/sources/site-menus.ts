import * as z from 'zod'
import type { ImportNavigation } from '#content/import-document.ts'
import { siteRoot } from '../old-paths.ts'
import { plainText } from '../wordpress/media.ts'
import { ApiError } from './api-answer.ts'
import { ListRefusedError, type WordPressApi } from './api-lists.ts'
import type { WordPressSite } from './discover.ts'
import { FetchError } from './fetch-error.ts'
import { placeMenus, readNavigationBlocks, readNavigationHtml, toTree, type Menu } from './menus.ts'

const text = z.union([
  z.string(),
  z.looseObject({ rendered: z.string().default('') }).transform(({ rendered }) => rendered),
])
const menuSchema = z.looseObject({
  id: z.number(),
  name: z.string(),
  slug: z.string(),
  locations: z.array(z.string()).catch([]).default([]),
})
export const menuItemSchema = z.looseObject({
  id: z.number(),
  title: text,
  url: z.string(),
  parent: z.number().catch(0).default(0),
  menu_order: z.number().catch(0).default(0),
  menus: z.number().catch(0).default(0),
})
const navigationSchema = z.looseObject({
  title: text.catch('').default(''),
  slug: z.string().catch('').default(''),
  content: z.looseObject({ rendered: z.string().optional(), raw: z.string().optional() }),
})

/** The menus of a site: the classic ones (for accounts that may edit them), else its navigation blocks. */
export async function readSiteMenus(
  api: WordPressApi,
  site: WordPressSite,
  isSignedIn: boolean,
): Promise<ImportNavigation[]> {
  const classic = isSignedIn ? await classicMenus(api) : []
  const menus = classic.length > 0 ? classic : await navigationBlocks(api, site)
  const root = siteRoot(site.home)
  return placeMenus(menus, {
    hosts: root ? [root.host] : [],
    pathPrefix: root?.pathPrefix ?? '/',
  })
}

async function classicMenus(api: WordPressApi): Promise<Menu[]> {
  const menus: Menu[] = []
  for (const value of await readAll(api, 'wp/v2/menus', {})) {
    const menu = menuSchema.safeParse(value).data
    if (!menu) continue
    const items = await readAll(api, 'wp/v2/menu-items', { menus: String(menu.id) })
    const entries = items.flatMap((item) => menuItemSchema.safeParse(item).data ?? [])
    menus.push({
      ...menu,
      name: plainText(menu.name),
      items: toTree(
        entries
          .filter((entry) => entry.url !== '' && plainText(entry.title) !== '')
          .map((entry) => ({
            id: entry.id,
            parentId: entry.parent,
            order: entry.menu_order,
            label: plainText(entry.title),
            url: entry.url,
          })),
      ),
    })
  }
  return menus
}

async function navigationBlocks(api: WordPressApi, site: WordPressSite): Promise<Menu[]> {
  const found = await readAll(api, 'wp/v2/navigation', {})
  return found.flatMap((value) => {
    const block = navigationSchema.safeParse(value).data
    if (!block) return []
    const { rendered, raw } = block.content
    const items = rendered
      ? readNavigationHtml(rendered)
      : readNavigationBlocks(raw ?? '', site.home)
    return [{ name: plainText(block.title), slug: block.slug, locations: [], items }]
  })
}

/** A list that visitors may be refused: empty then. */
async function readAll(
  api: WordPressApi,
  route: string,
  params: Record<string, string>,
): Promise<unknown[]> {
  const values: unknown[] = []
  try {
    for await (const { value } of api.list(route, params)) if (value) values.push(value)
  } catch (error) {
    const isKnown =
      error instanceof ListRefusedError || error instanceof ApiError || error instanceof FetchError
    if (!isKnown) throw error
  }
  return values
}
