import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SourceError, type Source, type SourceOptions } from '../source.ts'
import { joinSources } from './join.ts'
import { openRestFiles } from './rest-files.ts'
import { openSite } from './site.ts'
import { openWxr } from './wxr.ts'

/**
 * An old site, whatever it is given as: an address, a file of REST JSON, a WXR file, or a folder of either.
 * @throws SourceError when there is no such thing or nothing of WordPress in it: one line
 */
export async function openSource(spec: string, options: SourceOptions): Promise<Source> {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(spec)) return openAddress(spec, options)
  const found = await stat(spec).catch((error: NodeJS.ErrnoException) => {
    const isHost = /^[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(spec) && !/\.(?:json|xml)$/i.test(spec)
    const hint = isHost ? `; for a site, write https://${spec}` : ''
    const why = error.code === 'ENOENT' ? 'is no file or folder' : `cannot be read (${error.code})`
    throw new SourceError(`${spec} ${why}${hint}.`)
  })
  if (found.isDirectory()) return openFolder(spec, options)
  if (found.size === 0) throw new SourceError(`${spec} is empty.`)
  const kind = await sniff(spec)
  if (kind === 'xml') return openWxr([spec], spec, options)
  if (kind === 'archive') throw new SourceError(`${spec} is packed: unpack it first.`)
  return openRestFiles([spec], spec, options)
}

function openAddress(spec: string, options: SourceOptions) {
  if (!/^https?:\/\//i.test(spec) || !URL.canParse(spec)) {
    throw new SourceError(`${spec} is no address of a site: write https://example.com/.`)
  }
  if (new URL(spec).username !== '') {
    throw new SourceError(`${new URL(spec).origin}: write the user and password with --auth.`)
  }
  return openSite(spec, options)
}

async function openFolder(folder: string, options: SourceOptions): Promise<Source> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  // Mirrors of a site keep the API's answers under its routes, without an ending.
  const json = files.filter((file) => /\.json$|\/wp-json\/wp\/v2\/(?:[^.]*)$/i.test(file))
  const xml = files.filter((file) => /\.(?:xml|wxr)$/i.test(file))
  if (json.length === 0 && xml.length === 0) {
    throw new SourceError(`${folder} holds no .json and no .xml file.`)
  }
  const exports = xml.length > 0 ? [await openWxr(xml, folder, options)] : []
  const rest = json.length > 0 ? [await openRestFiles(json, folder, options)] : []
  return joinSources(folder, [...exports, ...rest], options)
}

/** What a file is by how it begins: exports are given all kinds of names. */
async function sniff(file: string): Promise<'xml' | 'archive' | 'other'> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
    const start = buffer.subarray(0, bytesRead)
    if (
      start.subarray(0, 2).equals(Buffer.from('PK')) ||
      (start[0] === 0x1f && start[1] === 0x8b)
    ) {
      return 'archive'
    }
    const isXml = /^\ufeff?\s*<(?:\?xml|rss|!--)/i.test(start.toString('utf8'))
    return isXml || /\.(?:xml|wxr)$/i.test(file) ? 'xml' : 'other'
  } finally {
    await handle.close()
  }
}
