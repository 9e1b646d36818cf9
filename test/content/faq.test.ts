import { expect, test } from 'vitest'
import { sanitizeBody } from '#content/sanitize.ts'

const faqOf = (html: string) => sanitizeBody(html, { cleanerVersion: 1, mediaIds: [] }).faq
const details = (summary: string, body = '<p>Yes.</p>') =>
  `<details><summary>${summary}</summary>${body}</details>`

test('details that ask are questions, with all words of their answers', () => {
  const html = `<p>Before?</p>
    ${details('Is it <em>tidal</em>?', '<p>Twice a day,</p><ul><li>at noon</li></ul>')}
    <section>${details('“And at night?”')}</section>
    ${details('Sources', '<p>Charts.</p>')}`
  expect(faqOf(html)).toEqual([
    { question: 'Is it tidal?', answer: 'Twice a day,\nat noon' },
    { question: '“And at night?”', answer: 'Yes.' },
  ])
})

test.each([
  ['one that opens', details('More?')],
  ['things that do not ask', details('Sources') + details('Credits')],
  ['a question without an answer', details('Why?', '') + details('How?', '<p> </p>')],
  ['a heading of its own', `<h2>FAQ</h2><p>None yet.</p><h2>Sources</h2>${details('Charts')}`],
  ['a question in an answer', details('Credits', details('Who?') + details('When?'))],
])('%s is no FAQ', (_, html) => {
  expect(faqOf(html)).toEqual([])
})

test.each(['FAQ', 'Frequently asked questions', 'Foire aux questions', 'Preguntas frecuentes'])(
  'what stands under “%s” is asked, down to the next heading of its rank',
  (heading) => {
    const html = `<h2>${heading}</h2><h3>Boats</h3>${details('Dry at low water')}<h2>Also</h2>${details('Tools')}`
    expect(faqOf(html)).toEqual([{ question: 'Dry at low water', answer: 'Yes.' }])
  },
)

test.each(['Warum?', '¿Por qué?', 'لماذا؟', 'なぜ？', 'Pourquoi\u202f?'])('%s asks', (question) => {
  expect(faqOf(details(question) + details(question))).toHaveLength(2)
})

test('answers of a book’s length do not come twice', () => {
  const long = `<p>${'word '.repeat(3000)}</p>`
  const faq = faqOf(details('A?', long) + details('B?', long) + details('C?'))
  expect(faq.map(({ question }) => question)).toEqual(['A?', 'C?'])
})
