import * as z from 'zod'
import { settingsBody } from './settings.ts'
import { auditEntry } from './audit.ts'
import { queueItem } from './cache.ts'
import { menuItem } from './navigation.ts'
import { redirectItem } from './redirects.ts'
import { regionItem } from './regions.ts'
import { seoBody } from './seo-input.ts'
import { groupItem, missingItem } from './translations.ts'

// What the items of each route hold, for the schemas that OPTIONS publishes.

const text = z.string()
const id = z.int()
const date = z.iso.datetime({ local: true })
const rendered = z.object({ rendered: text, raw: text.optional() })
const guarded = rendered.extend({ protected: z.boolean() })
const list = z.array(id)
const links = z.url()
const meta = z.record(text, z.unknown())
const avatars = z.object({ 24: links, 48: links, 96: links })

/** What the page of an item says in its head, under the names that Yoast's plug-in gives it. */
const head = {
  yoast_head: text.meta({ description: "The head of the item's page, as HTML.", readonly: true }),
  yoast_head_json: z
    .record(text, z.unknown())
    .meta({ description: "The head of the item's page by the names of its tags.", readonly: true }),
}

const article = z.object({
  id,
  date: date.nullable(),
  date_gmt: date.nullable(),
  guid: rendered,
  link: links,
  modified: date,
  modified_gmt: date,
  slug: text,
  status: z.enum(['publish', 'future', 'draft', 'pending', 'private']),
  type: text,
  password: text,
  /** In edit context, as it is stored. */
  seo: seoBody.optional(),
  permalink_template: text,
  generated_slug: text,
  preview_link: links.optional(),
  class_list: z.array(text),
  title: rendered,
  content: guarded.extend({ block_version: id.optional() }),
  excerpt: guarded,
  author: id,
  featured_media: id,
  comment_status: z.enum(['open', 'closed']),
  ping_status: z.enum(['open', 'closed']),
  meta,
  template: text,
  ...head,
})

const term = z.object({
  id,
  count: id,
  description: text,
  link: links,
  name: text,
  slug: text,
  taxonomy: z.enum(['category', 'post_tag']),
  meta,
  ...head,
})

const revision = z.object({
  author: id,
  date,
  date_gmt: date,
  id,
  modified: date,
  modified_gmt: date,
  parent: id,
  slug: text,
  guid: rendered,
  title: rendered,
  content: rendered,
  excerpt: rendered,
  meta,
  seo: seoBody.optional(),
  /** Of autosaves. */
  preview_link: links.optional(),
})

/** By the title that WordPress gives the schema of each. */
export const ITEM_SHAPES = {
  'audit-entry': auditEntry,
  menu: menuItem,
  'purge-queue': queueItem,
  redirect: redirectItem,
  region: regionItem,
  translation: groupItem,
  untranslated: missingItem,
  post: article.extend({
    format: text,
    sticky: z.boolean(),
    categories: list,
    tags: list,
  }),
  page: article.extend({ parent: id, menu_order: id }),
  'post-revision': revision,
  'page-revision': revision,
  attachment: article
    .omit({
      password: true,
      content: true,
      excerpt: true,
      yoast_head: true,
      yoast_head_json: true,
    })
    .extend({
      alt_text: text,
      caption: rendered,
      description: rendered,
      media_type: z.enum(['image', 'file']),
      mime_type: text,
      media_details: z.record(text, z.unknown()),
      post: id.nullable(),
      source_url: links,
      missing_image_sizes: z.array(text),
    }),
  category: term.extend({ parent: id }),
  tag: term,
  user: z.object({
    id,
    username: text,
    name: text,
    first_name: text,
    last_name: text,
    email: z.email(),
    url: links,
    description: text,
    link: links,
    locale: text,
    nickname: text,
    slug: text,
    registered_date: date,
    roles: z.array(text),
    password: text,
    capabilities: z.record(text, z.boolean()),
    extra_capabilities: z.record(text, z.boolean()),
    avatar_urls: avatars,
    meta,
    ...head,
  }),
  'application-password': z.object({
    uuid: z.uuid(),
    app_id: text,
    name: text,
    password: text,
    created: date,
    last_used: date.nullable(),
    last_ip: text.nullable(),
  }),
  type: z.object({
    capabilities: z.record(text, text),
    description: text,
    hierarchical: z.boolean(),
    viewable: z.boolean(),
    labels: z.record(text, text.nullable()),
    name: text,
    slug: text,
    supports: z.record(text, z.boolean()),
    has_archive: z.boolean(),
    taxonomies: z.array(text),
    rest_base: text,
    rest_namespace: text,
    visibility: z.record(text, z.boolean()),
    icon: text.nullable(),
    template: z.array(text),
    template_lock: z.boolean(),
  }),
  taxonomy: z.object({
    capabilities: z.record(text, text),
    description: text,
    hierarchical: z.boolean(),
    labels: z.record(text, text.nullable()),
    name: text,
    slug: text,
    show_cloud: z.boolean(),
    types: z.array(text),
    rest_base: text,
    rest_namespace: text,
    visibility: z.record(text, z.boolean()),
  }),
  status: z.object({
    name: text,
    private: z.boolean(),
    protected: z.boolean(),
    public: z.boolean(),
    queryable: z.boolean(),
    show_in_list: z.boolean(),
    slug: text,
    date_floating: z.boolean(),
  }),
  settings: settingsBody.extend({ site_logo: id.nullable() }),
  'search-result': z.object({ id, title: text, url: links, type: text, subtype: text }),
  comment: z.object({
    id,
    author: id,
    author_email: z.email(),
    author_ip: text,
    author_name: text,
    author_url: links,
    author_user_agent: text,
    content: rendered,
    date,
    date_gmt: date,
    link: links,
    parent: id,
    post: id,
    status: text,
    type: text,
    author_avatar_urls: avatars,
    meta,
  }),
} as const

export type ItemTitle = keyof typeof ITEM_SHAPES
