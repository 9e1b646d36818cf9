import * as z from 'zod'
import { ContentError } from '#content/errors.ts'
import { isLocale, isTimezone, updateRegion, type RegionInput } from '#content/region-settings.ts'
import { findFrame, type RegionSettings } from '#content/regions.ts'
import { dateFormat } from '#regions/format.ts'
import { answer, pickFields } from './answers.ts'
import { demand, purgeNow, readParams, type ApiContext } from './context.ts'
import { badParam, invalidParams } from './errors.ts'
import { flag, integer, parseParams } from './input.ts'
import { escapeQuoted, unescapeText } from './post-shape.ts'

const text = z.string().max(500)
const status = z.enum(['open', 'closed'])

/**
 * What WordPress names; null leaves a setting as it is. Those after `posts_per_page` are judged and have no effect: nothing
 * here is set by them.
 */
export const settingsBody = z
  .object({
    title: text.refine((title) => title.trim() !== '', 'A site has a name.'),
    description: text,
    timezone: text.refine(isTimezone, 'Give an IANA time zone: America/Toronto.'),
    /** As WordPress writes it: fr_CA. Empty is en_US. */
    language: text.refine(
      (language) => isLocale(toLocale(language)),
      'Give a language as WordPress does: fr_CA.',
    ),
    default_category: integer.pipe(z.number().min(1)),
    posts_per_page: integer.pipe(z.number().min(1).max(100)),
    date_format: text,
    time_format: text,
    start_of_week: integer,
    use_smilies: flag,
    default_post_format: text,
    show_on_front: text,
    page_on_front: integer,
    page_for_posts: integer,
    default_ping_status: status,
    default_comment_status: status,
    site_logo: integer,
    site_icon: integer,
  })
  .partial()

function toLocale(language: string): string {
  return language.replaceAll('_', '-') || 'en-US'
}

/** GET settings. */
export function getSettings(c: ApiContext): Response {
  demandSettings(c)
  return answerSettings(c, c.var.region)
}

function demandSettings(c: ApiContext): void {
  demand(c, 'manage_options', 'rest_forbidden', 'Sorry, you are not allowed to do that.')
}

/** POST, PUT and PATCH of settings. */
export async function updateSettings(c: ApiContext): Promise<Response> {
  demandSettings(c)
  const { db, region, now } = c.var
  const params = Object.entries(await readParams(c)).filter(([, value]) => value !== null)
  const body = parseParams(settingsBody, Object.fromEntries(params))
  try {
    await updateRegion(db, region, toInput(body), now)
  } catch (error) {
    if (!(error instanceof ContentError && error.details.field === 'defaultCategoryId')) throw error
    throw invalidParams({ default_category: badParam(String(error.details.message)) })
  }
  await purgeNow(c)
  const { region: changed } = await findFrame(c.env.DB, region.path)
  return answerSettings(c, changed ?? region)
}

function toInput(body: z.output<typeof settingsBody>): RegionInput {
  const { title, description, timezone, language, default_category, posts_per_page } = body
  return {
    ...(title !== undefined && { name: unescapeText(title) }),
    ...(description !== undefined && { tagline: unescapeText(description) }),
    ...(timezone !== undefined && { timezone }),
    ...(language !== undefined && { locale: toLocale(language) }),
    ...(default_category !== undefined && { defaultCategoryId: default_category }),
    ...(posts_per_page !== undefined && { postsPerPage: posts_per_page }),
  }
}

function answerSettings(c: ApiContext, region: RegionSettings): Response {
  const settings = {
    title: escapeQuoted(region.name),
    description: escapeQuoted(region.tagline),
    timezone: region.timezone,
    date_format: dateFormat(region.locale),
    time_format: 'g:i a',
    start_of_week: 1,
    language: region.locale.replaceAll('-', '_'),
    use_smilies: false,
    default_category: region.defaultCategoryId,
    default_post_format: '0',
    posts_per_page: region.postsPerPage,
    show_on_front: 'posts',
    page_on_front: 0,
    page_for_posts: 0,
    default_ping_status: 'open',
    default_comment_status: 'open',
    site_logo: null,
    site_icon: 0,
  }
  return answer(pickFields(c, settings))
}
