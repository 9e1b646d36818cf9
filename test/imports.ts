import type { ImportDocument } from '#content/import-document.ts'
import { api, apiJson } from './publication.ts'

// Imports as the command line asks the tests' publication for them.

/** What an import of one document answers. */
export interface Imported {
  action: string
  reason?: string
  id: number
  slug: string
  link: string
  media: { id: number; file: string; is_stored: boolean }[]
  links: string[]
  html: string | null
}

/** Calls a route of `meridian/v1`, and gives its JSON when it was a success. */
export function meridian<T = Record<string, unknown>>(
  method: string,
  route: string,
  body?: unknown,
): Promise<T> {
  return apiJson<T>(method, `../../meridian/v1/${route}`, body)
}

/** Imports one document. */
export function bring(document: ImportDocument, query = ''): Promise<Imported> {
  return meridian<Imported>('POST', `import${query}`, document)
}

/** Puts a file at its old path. */
export function put(file: string, bytes: Uint8Array | string, query = ''): Promise<Response> {
  return api('PUT', `../../meridian/v1/uploads/${file}${query}`, bytes)
}
