import {
  hasText,
  attributeOf,
  classesOf,
  createElement,
  elementsIn,
  isElement,
  isText,
  normalText,
  removeNode,
  setAttribute,
  setChildren,
  textIn,
  type TreeElement,
  type TreeNode,
} from '#content/html-tree.ts'
import { hasPicture, isBlankText } from './kinds.ts'

const NUMBER = /^[^\p{L}\p{N}]{0,3}\p{N}[\p{N}\s.,:'’/%+-]*(?:\p{L}{0,3}|[^\p{L}\p{N}]{0,3})$/u

/** The rows of a table itself, not of one in it. */
export function rowsOf(table: TreeElement): TreeElement[] {
  return table.childNodes.filter(isElement).flatMap((child) => {
    if (child.tagName === 'tr') return [child]
    return /^t(?:head|body|foot)$/.test(child.tagName) ? child.childNodes.filter(isElement) : []
  })
}

/** The cells of a row. */
export function cellsOf(row: TreeElement): TreeElement[] {
  return row.childNodes
    .filter(isElement)
    .filter(({ tagName }) => tagName === 'td' || tagName === 'th')
}

/** Whether a table only places things: one cell or column, pictures and blanks alone, other tables, or says so itself. */
export function isLayout(table: TreeElement): boolean {
  const cells = rowsOf(table).flatMap(cellsOf)
  const filled = cells.filter((cell) => hasText(cell) || hasPicture(cell))
  if (attributeOf(table, 'role') === 'presentation') return true
  if (filled.length <= 1) return true
  const hasHeads = cells.some(({ tagName }) => tagName === 'th')
  const hasTable = cells.some((cell) => elementsIn(cell).some(({ tagName }) => tagName === 'table'))
  if (hasTable && !hasHeads) return true
  // One row compares nothing: a picture beside its text.
  if (!hasHeads && rowsOf(table).length === 1 && cells.some(hasPicture)) return true
  return filled.every((cell) => hasPicture(cell) && !hasText(cell))
}

/** Rows without any content go; so does white space between rows; columns of numbers line up at their end. */
export function tidyTable(table: TreeElement): void {
  dropSpace(table)
  for (const row of rowsOf(table)) {
    const isBlank = cellsOf(row).every((cell) => !hasText(cell) && !hasPicture(cell))
    const spans = cellsOf(row).some((cell) => attributeOf(cell, 'rowspan') !== null)
    if (isBlank && !spans) removeNode(row)
  }
  for (const part of table.childNodes.filter(isElement)) {
    if (/^t(?:head|body|foot)$/.test(part.tagName) && !part.childNodes.some(isElement))
      removeNode(part)
  }
  nameHead(table)
  alignNumbers(table)
}

function dropSpace(element: TreeElement): void {
  const kept: TreeNode[] = element.childNodes.filter(
    (node) => !isBlankText(node) && (isElement(node) || isText(node)),
  )
  setChildren(element, kept)
  for (const child of kept.filter(isElement)) {
    if (/^(?:t(?:head|body|foot)|tr|colgroup)$/.test(child.tagName)) dropSpace(child)
  }
}

/** A first row of headings alone is the table's head. */
function nameHead(table: TreeElement): void {
  const parts = table.childNodes.filter(isElement)
  if (parts.some(({ tagName }) => tagName === 'thead')) return
  const body = parts.find(({ tagName }) => tagName === 'tbody')
  const first = body?.childNodes.find(isElement)
  const rest = body?.childNodes.filter(isElement).length ?? 0
  if (!body || !first || rest < 2 || !cellsOf(first).every(({ tagName }) => tagName === 'th'))
    return
  removeNode(first)
  const head = createElement('thead', {}, [first])
  head.parentNode = table
  table.childNodes.splice(table.childNodes.indexOf(body), 0, head)
}

function alignNumbers(table: TreeElement): void {
  const rows = rowsOf(table).map(cellsOf)
  const isPlain = rows.every((cells) =>
    cells.every((cell) => !attributeOf(cell, 'colspan') && !attributeOf(cell, 'rowspan')),
  )
  const width = Math.max(0, ...rows.map((cells) => cells.length))
  for (const cell of rows.flat()) {
    const kept = classesOf(cell).filter((name) => !name.startsWith('has-text-align-'))
    setAttribute(cell, 'class', kept.length > 0 ? kept.join(' ') : null)
  }
  if (!isPlain) return
  for (let column = 0; column < width; column++) {
    const data = rows
      .flatMap((cells) => cells[column] ?? [])
      .filter(({ tagName }) => tagName === 'td')
    const filled = data
      .map((cell) => normalText(textIn(cell)))
      .filter((text) => !/^[-–—]?$/.test(text))
    if (filled.length < 2 || !filled.every((text) => NUMBER.test(text))) continue
    for (const cell of data) setAttribute(cell, 'class', 'has-text-align-right')
  }
}
