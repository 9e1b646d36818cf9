// The interface's own words by language. A language that is not here reads English; the article's words are its own.

const ENGLISH = {
  skip: 'Skip to the article',
  editions: 'Editions',
  edition: 'Edition',
  sections: 'Sections',
  about: 'About this site',
  by: 'By',
  updated: 'Updated',
  minutes: (count: number) => `${count} min read`,
  more: 'More from this section',
  previous: 'Previous',
  next: 'Next',
  previousPage: 'Newer articles',
  nextPage: 'Older articles',
  pages: 'Pages',
  page: (number: number) => `Page ${number}`,
  untitled: 'Untitled',
  filedUnder: 'Filed under',
  neighbours: 'Neighbouring articles',
  latest: 'Latest',
  nothing: 'Nothing has been published here yet.',
  nothingHint: 'The first article will appear on this page.',
  missing: 'There is no page at this address',
  gone: 'This page was withdrawn for good',
  goneHint: 'These are the newest articles.',
  missingHint: 'It may have been moved or withdrawn. These are the newest articles.',
  failed: 'This page could not be made',
  failedHint: 'Something failed on our side. Try again in a moment.',
  home: 'To the front page',
  choose: 'Choose your edition',
  photo: 'Image:',
  homeStep: 'Home',
  writtenBy: 'Written by',
  readingTime: 'Est. reading time',
  readingMinutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
  preview: 'This is a preview, not the page that readers see.',
  badLink: 'This preview link is not valid',
  badLinkHint:
    'It has expired, or it was changed on its way. Open a new preview where the article is edited.',
  locked: 'This article is protected. Enter its password to read it.',
  password: 'Password',
  unlock: 'Open the article',
  wrongPassword: 'That is not the password of this article.',
  tooOften: 'Too many passwords were tried from here. Wait a minute and try again.',
}

export type Words = typeof ENGLISH

const BY_LANGUAGE: Record<string, Words> = { en: ENGLISH }

/** The interface's words for a locale (BCP 47). */
export function wordsFor(locale: string): Words {
  return BY_LANGUAGE[locale.split('-')[0]?.toLowerCase() ?? 'en'] ?? ENGLISH
}
