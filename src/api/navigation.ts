import * as z from 'zod'
import { deleteMenu, writeMenu } from '#content/navigation.ts'
import { listRegions, type NavigationItem } from '#content/regions.ts'
import { answer, answerShared, pickFields } from './answers.ts'
import { demand, purgeNow, readParams, type ApiContext } from './context.ts'
import { ApiError } from './errors.ts'
import { flag, integer, parseParams } from './input.ts'

/** Where pages show menus. */
const LOCATIONS = ['primary', 'footer']

const item = z.object({
  label: z.string().max(500).optional().describe('Without it an object gives its own name.'),
  url: z.string().trim().max(4000).optional().describe('/ca/about/, https://…, mailto: or tel:.'),
  object: z
    .object({ type: z.enum(['post', 'page', 'category', 'post_tag']), id: integer })
    .optional()
    .describe('What it links to, wherever that moves.'),
})
const itemsOf = <T extends z.ZodType>(below: T) => z.array(below).max(200)
const lowest = item.extend({
  items: z.array(z.object({})).max(0, 'A menu has at most three levels.').optional(),
})
const middle = item.extend({ items: itemsOf(lowest).optional() })
const wantedItem = item.extend({ items: itemsOf(middle).optional() })

export const navigationBody = z.object({
  items: itemsOf(wantedItem).describe('What the menu holds: labels with a url, or with an object.'),
  force: flag
    .default(false)
    .describe('Also links to addresses of the publication where nothing is.'),
})

export const menuItem = z.object({
  location: z.string().describe('primary: at the head of each page. footer: at its end.'),
  items: z.array(z.record(z.string(), z.unknown())).describe('label, url, and items below it.'),
})

/** GET meridian/v1/navigation: the menus of the region, as every page shows them. */
export function listMenus(c: ApiContext): Response {
  const menus = Object.entries(c.var.region.navigation)
  return answerShared(
    c,
    menus.map(([location, items]) => pickFields(c, toMenu(location, items))),
    [],
    { Allow: 'GET' },
  )
}

/** GET meridian/v1/navigation/{location}. */
export function getMenu(c: ApiContext): Response {
  const location = c.req.param('location') ?? ''
  const menu = toMenu(location, menuAt(c, location))
  return answerShared(c, pickFields(c, menu), [], { Allow: METHODS })
}

/** POST, PUT and PATCH meridian/v1/navigation/{location}: the whole menu, in the place of the one before. */
export async function replaceMenu(c: ApiContext): Promise<Response> {
  demandMenus(c)
  const location = c.req.param('location') ?? ''
  if (!LOCATIONS.includes(location)) throw noMenu()
  const body = parseParams(navigationBody, await readParams(c))
  const { db, region, now } = c.var
  const regions = await listRegions(c.env.DB)
  const context = { db, region, regions, siteUrl: c.env.SITE_URL, now }
  const items = await writeMenu(context, location, body.items, body.force)
  await purgeNow(c)
  return answerMenu(c, location, items)
}

/** DELETE meridian/v1/navigation/{location}. */
export async function deleteMenuRoute(c: ApiContext): Promise<Response> {
  demandMenus(c)
  const location = c.req.param('location') ?? ''
  const items = menuAt(c, location)
  await deleteMenu(c.var, location)
  await purgeNow(c)
  return answer({ deleted: true, previous: toMenu(location, items) })
}

function demandMenus(c: ApiContext): void {
  const message = 'Sorry, you are not allowed to edit the menus of this site.'
  demand(c, 'edit_theme_options', 'rest_cannot_edit', message)
}

function menuAt(c: ApiContext, location: string): NavigationItem[] {
  const { navigation } = c.var.region
  if (!Object.hasOwn(navigation, location)) throw noMenu()
  return navigation[location] ?? []
}

const METHODS = 'GET, POST, PUT, PATCH, DELETE'

const noMenu = () =>
  new ApiError(
    'rest_menu_invalid_location',
    `There is no such menu. Pages show ${LOCATIONS.join(' and ')}.`,
    404,
  )

const toMenu = (location: string, items: NavigationItem[]) => ({ location, items })

function answerMenu(c: ApiContext, location: string, items: NavigationItem[]): Response {
  return answer(pickFields(c, toMenu(location, items)), {
    headers: { Allow: METHODS },
  })
}
