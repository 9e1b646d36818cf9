import * as z from 'zod'
import { IMPORT_STATES } from '#content/import-state.ts'
import {
  importAuthor,
  importDocument,
  importMedia,
  importNavigation,
  importNavigationItem,
  importSite,
  importTerm,
} from '#content/import-document.ts'
import type { Endpoint, RouteDescription } from './descriptions.ts'
import { articlesQuery, mediaQuery } from './export.ts'
import { importQuery } from './import-context.ts'
import { authorsBody, listQuery, mediaBody, termsBody } from './import-library.ts'
import { addressesBody, recleanBody, siblingsBody } from './import-links.ts'
import { batchBody, stateBody } from './import.ts'

// The routes of `meridian/v1` that carry whole publications in and out.

const none = z.object({})
const text = z.string()
const id = z.int()
const next = id.nullable().describe('Where to go on, as `after`; null at the end.')
const action = z.enum(['created', 'updated', 'unchanged', 'skipped'])
const error = z.object({ code: text, message: text })
const report = z.record(text, z.unknown()).nullable().describe("The cleaner's own account.")
const html = text.nullable().describe('The clean body, where somebody should look at it.')

type Rest = Pick<Endpoint, 'query' | 'body' | 'status'>

function route(
  path: string,
  method: 'GET' | 'POST' | 'PUT',
  capability: Endpoint['capability'] & string,
  summary: string,
  args: z.ZodObject,
  answer: z.ZodType | null,
  rest: Rest = {},
): RouteDescription {
  const endpoint = { methods: [method], args, capability, summary, answer, ...rest }
  return { path: `/meridian/v1/${path}`, endpoints: [endpoint] }
}

const imported = z.object({
  action: action.or(z.literal('checked')),
  reason: text.optional(),
  id,
  is_there: z.boolean().optional().describe('With `check`: whether it would be an update.'),
  status: text.optional(),
  slug: text.optional(),
  link: text.optional(),
  author: z.object({ id, name: text }).nullish(),
  media: z
    .array(
      z.object({
        id,
        file: text,
        sizes: id,
        is_stored: z.boolean(),
        source_url: text.nullable(),
      }),
    )
    .optional(),
  report: report.optional(),
  html: html.optional(),
  links: z.array(text).optional(),
})

function results<T extends z.ZodRawShape>(shape: T) {
  return z.object({ results: z.array(z.object(shape)) })
}

const exported = {
  document: importDocument.extend({
    article: importDocument.shape.article.extend({ contentHtml: text }),
  }),
  medium: importMedia.extend({ bytes: z.record(text, id) }),
}
const checked = importDocument.extend({
  check: z.unknown().optional().describe('Anything: writes nothing, tells what would be refused.'),
})
const query = { query: importQuery }

/** Those routes in the order of the router. */
export const TRANSFER_DESCRIPTIONS: readonly RouteDescription[] = [
  route(
    'export',
    'GET',
    'export',
    'Export articles by id',
    articlesQuery,
    z.object({ documents: z.array(exported.document), next }),
  ),
  route(
    'export/authors',
    'GET',
    'export',
    'Export the authors',
    none,
    z.object({ authors: z.array(importAuthor) }),
  ),
  route(
    'export/media',
    'GET',
    'export',
    'Export the media library by id',
    mediaQuery,
    z.object({ media: z.array(exported.medium), next }),
  ),
  route(
    'export/navigation',
    'GET',
    'export',
    'Export the menus',
    none,
    z.object({ navigation: z.array(importNavigation) }),
  ),
  route(
    'export/site',
    'GET',
    'export',
    'Export what stands above everything of the region',
    none,
    z.object({ title: text, description: text, language: text, url: z.url(), timezone: text }),
  ),
  route(
    'export/terms',
    'GET',
    'export',
    'Export categories and tags, parents first',
    none,
    z.object({ terms: z.array(importTerm) }),
  ),
  route('import', 'POST', 'import', 'Import one article', checked, imported, query),
  route(
    'import/addresses',
    'POST',
    'import',
    'Tell what addresses lead to',
    addressesBody,
    results({
      path: text,
      leads_to: z.enum(['article', 'redirect', 'listing', 'media', 'other']).nullable(),
    }),
  ),
  route(
    'import/authors',
    'POST',
    'import',
    'Import authors',
    authorsBody,
    results({ id, action, author_id: id }),
    query,
  ),
  route(
    'import/batch',
    'POST',
    'import',
    'Import several articles, each by itself',
    batchBody,
    results({ status: id, body: imported.optional(), error: error.optional() }),
    query,
  ),
  route(
    'import/finish',
    'POST',
    'import',
    'Purge what an import held back',
    none,
    z.object({ purged: z.boolean() }),
  ),
  {
    path: '/meridian/v1/import/media',
    endpoints: [
      {
        methods: ['GET'],
        args: listQuery,
        capability: 'import',
        summary: 'List imported media with their files',
        answer: z.object({
          items: z.array(
            z.object({
              id,
              file: text,
              source_url: text.nullable(),
              files: z.array(z.object({ file: text, url: text, bytes: id })),
            }),
          ),
          next,
        }),
      },
      {
        methods: ['POST'],
        args: mediaBody,
        capability: 'import',
        summary: 'Import rows of the media library',
        answer: results({ id: id.nullable(), action, media_id: id, is_stored: z.boolean() }),
        ...query,
      },
    ],
  },
  route(
    'import/navigation',
    'POST',
    'import',
    'Import a menu',
    importNavigation,
    z.object({ location: text, items: z.array(importNavigationItem), action }),
    query,
  ),
  route(
    'import/reclean',
    'POST',
    'import',
    'Clean articles anew from what was received of them',
    recleanBody,
    z.object({
      results: z.array(
        z.object({
          id,
          link: text,
          title: text,
          action: z.enum(['changed', 'unchanged', 'failed']),
          report,
          html,
          source: text.nullable(),
        }),
      ),
      next,
    }),
    query,
  ),
  route(
    'import/siblings',
    'POST',
    'import',
    'Join articles of several regions',
    siblingsBody,
    z.object({
      joined: id,
      unchanged: id,
      refused: z.array(z.object({ group: id, message: text })),
    }),
    query,
  ),
  route(
    'import/site',
    'POST',
    'import',
    'Import what the old site is called',
    z.object({ site: importSite }),
    z.object({ action }),
    query,
  ),
  route(
    'import/state',
    'POST',
    'import',
    'Tell what an import of documents would do',
    stateBody,
    z.object({
      items: z.array(
        z.object({
          id,
          state: z.enum(IMPORT_STATES),
        }),
      ),
    }),
  ),
  route(
    'import/terms',
    'POST',
    'import',
    'Import categories and tags',
    termsBody,
    results({
      id,
      action: action.optional(),
      term_id: id.optional(),
      error: error.optional(),
    }),
    query,
  ),
  {
    path: '/meridian/v1/uploads/:file',
    endpoints: [
      {
        methods: ['GET'],
        args: none,
        capability: 'import',
        summary: 'Tell by HEAD whether a file is stored, and its size',
        answer: null,
      },
      {
        methods: ['PUT'],
        args: none,
        capability: 'import',
        summary: 'Store a file at its old path',
        body: 'bytes',
        answer: z.object({ file: text, bytes: id, mime_type: text }),
        status: 201,
        ...query,
      },
    ],
  },
]
