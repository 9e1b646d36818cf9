import { attributeOf, elementsIn, normalText, parseTree, textIn } from '#content/html-tree.ts'

/** Who a body says wrote it. */
export interface Byline {
  name: string
  /** Address of the portrait in the same row; empty for none. */
  portraitUrl: string
}

/** How a byline begins, by language; a name follows. */
const PHRASES: Record<string, readonly string[]> = {
  en: ['written by', 'words by', 'posted by', 'story by', 'reviewed by', 'by', 'author'],
  fr: ['écrit par', 'rédigé par', 'publié par', 'par', 'auteur', 'autrice'],
  es: ['escrito por', 'publicado por', 'por', 'autor', 'autora'],
  pt: ['escrito por', 'publicado por', 'por', 'autor', 'autora'],
  de: ['geschrieben von', 'verfasst von', 'von', 'autor', 'autorin'],
  it: ['scritto da', 'a cura di', 'di', 'autore'],
  nl: ['geschreven door', 'door', 'auteur'],
  pl: ['napisał', 'napisała', 'autor', 'autorka'],
  sv: ['skriven av', 'av'],
  ru: ['автор'],
  uk: ['автор'],
  bg: ['автор', 'от'],
  ar: ['كتبه', 'بقلم', 'الكاتب'],
  fa: ['نویسنده', 'نوشته'],
  he: ['מאת', 'נכתב על ידי'],
  tr: ['yazar', 'yazan'],
  ja: ['著者', '執筆者', '文'],
  vi: ['tác giả', 'viết bởi'],
}
const MAX_LENGTH = 120
const START = new RegExp(
  `^(?:${[...new Set(Object.values(PHRASES).flat())].join('|')})(?:\\s*[:：]\\s*|\\s+)(.+)$`,
  'iu',
)

/** Japanese particles, which no name holds: what follows the colon is a clause. */
const CLAUSE = /[はをのにでがと、。]/u

/** The name in a byline row ("Written By: Name | date"), or null when the text is no such row. */
export function nameInByline(text: string, authorName: string | null = null): string | null {
  const line = normalText(text)
  if (line.length > MAX_LENGTH) return null
  const rest = START.exec(line)?.[1]
  if (rest === undefined) return null
  const [name = '', ...more] = rest.split(/\s*[|｜•·–—]\s*/)
  if (authorName !== null && normalText(name) === normalText(authorName)) return name
  // "By the river we waited": without a colon or a date behind it, only a capitalised name will do.
  const isRow =
    /^[^\s:：]+(?:\s+[^\s:：]+)?\s*[:：]/.test(line) || more.some((part) => /\d{4}/.test(part))
  const isName = /^[\p{Lu}\p{Lo}][\p{L}.'’-]*(?:\s+\p{L}[\p{L}.'’-]*){0,5}$/u.test(name)
  return isName && isRow && !CLAUSE.test(name) ? name : null
}

/** The byline row of a body, wherever a builder put it. */
export function findByline(html: string): Byline | null {
  // The innermost element that holds the row: outer ones hold more text than a row has.
  const rows = elementsIn(parseTree(html)).filter(
    (element) => nameInByline(textIn(element)) !== null,
  )
  const row = rows.at(0)
  if (row === undefined) return null
  const image = elementsIn(row).find((element) => element.tagName === 'img')
  return {
    name: nameInByline(textIn(row)) ?? '',
    portraitUrl: (image && attributeOf(image, 'src')) ?? '',
  }
}
