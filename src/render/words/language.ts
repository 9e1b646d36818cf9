import type { Speech } from '#regions/speech.ts'

/** The interface's own words. A language that lacks one does not compile. */
export interface Words {
  // The frame of every page
  skip: string
  menu: string
  sections: string
  editions: string
  edition: string
  chooseEdition: string
  breadcrumbs: string
  about: string
  feeds: string
  /** A feed's name: of the region, or of what is listed. */
  feedOf: (name: string) => string
  close: string
  backToTop: string
  home: string
  homeStep: string

  // An article
  by: string
  published: string
  updated: string
  minutes: (count: number) => string
  contents: string
  photo: string
  filedUnder: string
  topics: string
  aboutAuthor: string
  articlesBy: (name: string) => string
  reviewedBy: string
  reviewed: string
  corrections: string
  footnotes: string
  toText: string
  linkToSection: (heading: string) => string
  share: string
  shareOn: (service: string) => string
  byEmail: string
  copyLink: string
  print: string
  /** What stands for a film or post of another site until it is asked for. */
  showEmbed: (site: string) => string
  play: (title: string) => string
  embedNote: (site: string) => string
  enlarge: string
  gallery: string
  sameArticle: string
  neighbours: string
  previous: string
  next: string
  related: string
  more: string
  moreIn: (section: string) => string
  untitled: string
  readOn: string
  /** Of a feed or a copy elsewhere: where the article first stood. */
  originallyAt: (site: string) => string

  // Lists
  latest: string
  mostRead: string
  allIn: (section: string) => string
  articleCount: (count: number) => string
  pages: string
  page: (number: number) => string
  previousPage: string
  nextPage: string
  nothing: string
  nothingHint: string
  authors: string
  archive: string

  // Search
  search: string
  searchLabel: string
  searchHint: string
  resultsFor: (query: string) => string
  resultCount: (count: number) => string
  /** Of a search for what is everywhere: as many are weighed. */
  moreResults: (count: number) => string
  someWords: string
  noResults: (query: string) => string
  noResultsHint: string
  didYouMean: string
  filterBy: string
  allSections: string
  sortBy: string
  byRelevance: string
  byDate: string

  // The head
  writtenBy: string
  readingTime: string
  readingMinutes: (count: number) => string

  // What is not there, not public or not working
  missing: string
  missingHint: string
  gone: string
  goneHint: string
  failed: string
  failedHint: string
  choose: string
  preview: string
  badLink: string
  badLinkHint: string
  locked: string
  password: string
  unlock: string
  wrongPassword: string
  tooOften: string
}

/** A language's words, and where a region or script of it says something else. */
export interface Language {
  words: (speech: Speech) => Words
  /** By BCP 47 tag in lower case, the shorter first: `fr-ca`. Its words so far, and what is other in them. */
  variants?: Record<string, (words: Words) => Partial<Words>>
}

/** The form of a sentence that a count takes, the count written in it for `#`. */
export function counted(
  { plural, number }: Speech,
  forms: Partial<Record<Intl.LDMLPluralRule, string>> & { other: string },
): (count: number) => string {
  return (count) => (forms[plural(count)] ?? forms.other).replace('#', number(count))
}

/** The words with each string changed, for a spelling that follows a rule. */
export function respelled(words: Words, spell: (text: string) => string): Words {
  const spellAny = (word: Words[keyof Words]) => {
    if (typeof word === 'string') return spell(word)
    const say = word as (value: never) => string
    return (value: never) => spell(say(value))
  }
  const entries = Object.entries(words).map(([name, word]) => [name, spellAny(word)])
  return Object.fromEntries(entries) as unknown as Words // the same names, each of the same kind
}
