import type { ImportAuthor } from '#content/import-document.ts'
import { findByline } from '../byline.ts'
import { embeddedList, type WpPost } from './post.ts'
import { plainText } from './media.ts'
import { toImportAuthor } from './terms.ts'

/** What an import says of an article with co-authors: pages show one author. */
export const CO_AUTHORS_NOTE =
  'has more than one author: the first is shown, the others are kept in its field co_authors'

type People = ReadonlyMap<number, ImportAuthor>

/**
 * Who wrote a post, the byline first: a row of its body that says so, else what a co-authors plug-in lists
 * (Co-Authors Plus: terms of the taxonomy `author`; PublishPress: `authors`), else the account.
 */
export function writersOf(post: WpPost, people: People | undefined): ImportAuthor[] {
  const account = accountOf(post, people)
  const byline = findByline(post.html)
  if (byline) {
    const { name, portraitUrl } = byline
    return [{ id: post.author, name, nicename: name, description: '', url: '', portraitUrl }]
  }
  const guests = coAuthorsOf(post, people, account)
  return guests.length > 0 ? guests : account ? [account] : []
}

function accountOf(post: WpPost, people: People | undefined): ImportAuthor | null {
  const [embedded] = embeddedList(post, 'author')
  const known = people?.get(post.author) ?? toImportAuthor(embedded)
  if (known) return known
  const name = plainText(String(post.yoast_head_json?.author ?? ''))
  if (name === '') return null
  const nicename = nicenameIn(post) ?? name
  return { id: post.author, name, nicename, description: '', url: '', portraitUrl: '' }
}

/** The author's own address in Yoast's graph ends with the nicename. */
function nicenameIn(post: WpPost): string | null {
  const schema = JSON.stringify(post.yoast_head_json?.schema ?? '')
  return /"url":"[^"]*\/author\/([^"/]+)\/?"/.exec(schema)?.[1] ?? null
}

function coAuthorsOf(
  post: WpPost,
  people: People | undefined,
  account: ImportAuthor | null,
): ImportAuthor[] {
  const terms = embeddedList(post, 'wp:term').filter((term) => term.taxonomy === 'author')
  const listed = Array.isArray(post.authors) ? post.authors : []
  const found = new Map<string, ImportAuthor>()
  for (const item of [...terms, ...listed]) {
    if (item === null || typeof item !== 'object') continue
    const entry = item as Record<string, unknown>
    const nicename = String(entry.slug ?? entry.user_nicename ?? '').replace(/^cap-/, '')
    const name = plainText(String(entry.display_name ?? entry.name ?? ''))
    if (nicename === '' || name === '') continue
    const same = [account, ...(people?.values() ?? [])].find(
      (person) => person?.nicename === nicename,
    )
    // The term's description is the plug-in's search index, no biography.
    const made = { id: 0, name, nicename, description: '', url: '', portraitUrl: '' }
    found.set(nicename, same ?? made)
  }
  return [...found.values()]
}
