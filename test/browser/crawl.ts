import { Parser } from 'htmlparser2'

// A walk over a whole site, as a crawler does it.

/** Attributes that hold one address, by element. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  a: ['href'],
  link: ['href'],
  img: ['src'],
  source: ['src'],
  video: ['src', 'poster'],
  audio: ['src'],
  form: ['action'],
}
/** Values of `property` and `name` whose `content` is an address. */
const META = /^(?:og|twitter):(?:url|image)(?::url)?$/

interface Read {
  links: string[]
  ids: Set<string>
}

function readHtml(html: string): Read {
  const read: Read = { links: [], ids: new Set() }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (attributes.id !== undefined) read.ids.add(attributes.id)
      read.links.push(...addressesOf(name, attributes).filter((address) => address !== ''))
    },
  })
  parser.end(html)
  return read
}

function addressesOf(name: string, attributes: Readonly<Record<string, string>>): string[] {
  const { content = '', method, property, name: about = '' } = attributes
  if (name === 'form' && method === 'post') return []
  if (name === 'meta') return META.test(property ?? about) ? [content] : []
  const candidates = ['srcset', 'imagesrcset'].flatMap((key) =>
    (attributes[key] ?? '').split(/,\s+/).map((candidate) => candidate.trim().split(/\s/)[0] ?? ''),
  )
  return [...(ADDRESSES[name] ?? []).map((key) => attributes[key] ?? ''), ...candidates]
}

/** Addresses in XML, text and JSON: whatever is written in full. */
function readText(text: string): Read {
  const links = (text.match(/https?:\/\/[^\s"'<>()[\]\\]+/g) ?? []).map((address) =>
    address.replaceAll('&amp;', '&').replace(/[.,;]+$/, ''),
  )
  return { links, ids: new Set() }
}

const MAX_HOPS = 5

/** What an address answers in the end; null where a redirect leads to another site. */
async function answerOf(address: string, origin: string): Promise<Response | null> {
  let at = address
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    const response = await fetch(at, { redirect: 'manual' })
    const location = response.headers.get('Location')
    if (location === null) return response
    await response.body?.cancel()
    at = new URL(location, at).href
    if (!at.startsWith(`${origin}/`)) return null
  }
  throw new Error(`${address} is redirected without end`)
}

/**
 * Follows everything that the site under `origin` links to from `start` on (links, pictures and their candidates,
 * feeds, sitemaps, social images) and tells what does not end in 200, and fragments that no element has.
 */
export async function brokenLinks(
  origin: string,
  start: readonly string[],
): Promise<{ broken: string[]; asked: number }> {
  const broken: string[] = []
  const from = new Map<string, string>(start.map((path) => [origin + path, 'start']))
  const reads = new Map<string, Read>()
  const fragments: { address: string; id: string; page: string }[] = []
  const queue = [...from.keys()]

  async function take(address: string): Promise<void> {
    const response = await answerOf(address, origin)
    if (response === null) return
    const type = response.headers.get('Content-Type') ?? ''
    const isRead = /html|xml|text\/plain|json|markdown/.test(type) && !address.includes('/wp-json')
    const body = isRead ? await response.text() : (await response.body?.cancel(), '')
    if (response.status !== 200)
      broken.push(`${response.status} ${address} in ${from.get(address)}`)
    const read = type.includes('text/html') ? readHtml(body) : readText(body)
    reads.set(address, read)
    for (const link of read.links) follow(link, address)
  }

  function follow(link: string, page: string): void {
    const url = URL.parse(link, page)
    if (url === null) broken.push(`${link} in ${page}`)
    if (url?.origin !== origin) return
    const id = decodeURIComponent(url.hash.slice(1))
    url.hash = ''
    if (id) fragments.push({ address: url.href, id, page })
    if (from.has(url.href)) return
    from.set(url.href, page)
    queue.push(url.href)
  }

  while (queue.length > 0) await Promise.all(queue.splice(0, 8).map(take))
  for (const { address, id, page } of fragments) {
    if (!reads.get(address)?.ids.has(id)) broken.push(`${address}#${id} in ${page}`)
  }
  return { broken, asked: from.size }
}
