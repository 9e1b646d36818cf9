import { expect, test } from 'vitest'
import { fillTitle } from '#render/title.ts'

const values = { title: 'Ebb', site: 'The Quay', tagline: 'News', section: '', author: '' }

test.each([
  ['{title} | {site}', {}, 'Ebb | The Quay'],
  ['{title} | {section} | {site}', {}, 'Ebb | The Quay'],
  ['{section} – {title}', {}, 'Ebb'],
  ['{site} | {tagline}', { tagline: '' }, 'The Quay'],
  ['{title} - {author} - {site}', { author: 'Ann' }, 'Ebb - Ann - The Quay'],
  ['{title} | {site}', { title: 'A | B -' }, 'A | B - | The Quay'],
  ['{title} {unknown}', {}, 'Ebb {unknown}'],
  ['{title} | {site}', { title: '{site} $1' }, '{site} $1 | The Quay'],
  ['Read: {title}', {}, 'Read: Ebb'],
])('%s with %j is “%s”', (template, given, expected) => {
  expect(fillTitle(template, { ...values, ...given })).toBe(expected)
})
