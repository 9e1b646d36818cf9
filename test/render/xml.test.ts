import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { cdata, xml } from '#render/xml.ts'

/** The text of a document as another parser reads it. */
function textOf(document: string): string {
  const parser = new SaxesParser()
  let text = ''
  parser.on('text', (part) => (text += part))
  parser.on('cdata', (part) => (text += part))
  parser.on('error', (error) => {
    throw error
  })
  parser.write(document).close()
  return text
}

test.each([
  ['markup', '<b>Q & A</b>'],
  ['quotes', `"double" and 'single'`],
  ['the end of a CDATA section', 'a ]]> b ]]]]>> c'],
  ['entities, which are text here', '&amp; &nbsp;'],
  ['letters of all planes', 'žluťoučký 漢字 👩‍🚀'],
])('text with %s comes back as it was', (_, text) => {
  expect(textOf(xml`<a>${text}</a>`.toString())).toBe(text)
  expect(textOf(xml`<a>${cdata(text)}</a>`.toString())).toBe(text)
})

test('characters that no XML may have are left out', () => {
  const text = `a\u0000b\u0008c\u001Fd\uFFFFe\tf\ng`
  expect(textOf(xml`<a>${text}</a>`.toString())).toBe('abcde\tf\ng')
  expect(textOf(xml`<a>${cdata(text)}</a>`.toString())).toBe('abcde\tf\ng')
  expect(textOf(xml`<a>${'half a pair \uD83D.'}</a>`.toString())).toBe('half a pair \uFFFD.')
})

test('an attribute cannot be left', () => {
  expect(xml`<a b="${'" c="'}"/>`.toString()).toBe('<a b="&quot; c=&quot;"/>')
})

test('parts are printed as they are, lists one after the other, nothing for what is absent', () => {
  const items = [1, 2].map((item) => xml`<i>${item}</i>`)
  expect(xml`<a>${items}${null}${undefined}${false}</a>`.toString()).toBe('<a><i>1</i><i>2</i></a>')
})
