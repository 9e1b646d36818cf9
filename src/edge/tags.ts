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
    case 'publication':
    case 'everything':
      return subject.kind
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
