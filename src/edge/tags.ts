import type { Subject } from '#content/changes.ts'

/**
 * The cache tag of a subject. The only function that spells one: pages are stamped and purged through it, so the two
 * cannot drift. Tags are printable ASCII without spaces and at most 1024 characters (Workers Cache drops others
 * silently), and compare without regard to case: parts that may hold anything are percent-encoded in lower case.
 */
export function tagOf(subject: Subject): string {
  switch (subject.kind) {
    case 'article':
    case 'term':
    case 'media':
      return `${subject.kind}:${subject.region}:${subject.id}`
    case 'author':
      return `author:${subject.id}`
    case 'path':
      return `path:${subject.region}:${encodePart(subject.path)}`
    case 'listing':
      return `list:${subject.region}:${encodePart(subject.listing)}`
    case 'region':
      return `region:${subject.region}`
    case 'collection':
      return `all:${subject.region}:${subject.of}`
    case 'authors':
    case 'publication':
    case 'everything':
      return subject.kind
  }
}

/** The tags of what a write touched: each subject's own, and those of the collections that hold it. */
export function touchedTags(subjects: readonly Subject[]): string[] {
  return [
    ...new Set(subjects.flatMap((subject) => [subject, ...collectionsOf(subject)]).map(tagOf)),
  ]
}

function collectionsOf(subject: Subject): Subject[] {
  const collection = (of: 'articles' | 'terms' | 'media', region: string): Subject => ({
    kind: 'collection',
    region,
    of,
  })
  switch (subject.kind) {
    case 'article':
      return [collection('articles', subject.region)]
    case 'term':
      return [collection('terms', subject.region)]
    case 'media':
      return [collection('media', subject.region)]
    case 'author':
      return [{ kind: 'authors' }]
    case 'listing': {
      // How many articles they have is told of a term and an author.
      const all = [collection('articles', subject.region)]
      if (subject.listing.startsWith('term:')) all.push(collection('terms', subject.region))
      if (subject.listing.startsWith('author:')) all.push({ kind: 'authors' })
      return all
    }
    default:
      return []
  }
}

const MAX_PART_LENGTH = 900

function encodePart(text: string): string {
  // A slug is percent-encoded already: it keeps its spelling, only what a tag may not hold is encoded.
  // A half of a surrogate pair has no encoding: it stands as U+FFFD, as it does in what is stored.
  const encoded = text
    .toWellFormed()
    .replace(/[^\x21-\x2b\x2d-\x7e]/gu, (char) => encodeURIComponent(char))
  return encoded.slice(0, MAX_PART_LENGTH).toLowerCase()
}
