import {
  attributeOf,
  createElement,
  createText,
  elementsIn,
  findElement,
  hasClass,
  hasText,
  isElement,
  normalText,
  removeNode,
  replaceNode,
  textIn,
  visitElements,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'
import type { CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'

/** Plugins that print a note's text where it is called, for a script to hide and show. */
interface NotePlugin {
  call: string
  note: string
  /** What holds the notes a second time at the end, and in it each note's row and text. */
  list?: { box: string; row: string; text: string }
  /** Parts of a note that are for the mouse. */
  controls?: string
}

const PLUGINS: readonly NotePlugin[] = [
  {
    call: 'modern-footnotes-footnote',
    note: 'modern-footnotes-footnote__note',
    list: { box: 'modern-footnotes-list', row: 'li', text: 'li' },
  },
  {
    call: 'footnote_referrer',
    note: 'footnote_tooltip',
    list: { box: 'footnotes_reference_container', row: 'tr', text: 'footnote_plugin_text' },
    controls: 'footnote_tooltip_continue',
  },
]

/** Notes that a plugin prints amid the text become a list at the end, linked both ways. */
export function gatherNotes(root: TreeRoot, state: CleanState): void {
  for (const [index, plugin] of PLUGINS.entries())
    gatherOf(root, plugin, `note-${index + 1}`, state)
}

function gatherOf(root: TreeRoot, plugin: NotePlugin, prefix: string, state: CleanState): void {
  const calls = elementsIn(root).filter((element) => hasClass(element, plugin.call))
  const notes = elementsIn(root).filter((element) => hasClass(element, plugin.note))
  if (calls.length === 0) return
  const list =
    plugin.list && findElement(root, (element) => hasClass(element, plugin.list?.box ?? ''))
  const listed = list && plugin.list ? textsIn(list, plugin.list) : []
  if (Math.max(notes.length, listed.length) === 0) return
  const items = (listed.length > 0 ? listed : notes).map((note, index) =>
    itemOf(note, `${prefix}-${index + 1}`, plugin),
  )
  for (const note of notes) {
    // Said a second time in the list.
    if (listed.length > 0) state.excused += visibleLength(note)
    removeNode(note)
  }
  const called = new Set<number>()
  for (const [index, call] of calls.entries()) {
    // A note that is called twice keeps its number.
    const label = normalText(textIn(call)) || String(index + 1)
    const number = Math.min(Number(/\d+/.exec(label)?.[0] ?? index + 1), items.length)
    const id = `${prefix}-${number}`
    const isFirst = !called.has(number)
    called.add(number)
    const link = createElement('a', { href: `#${id}`, ...(isFirst && { id: `${id}-ref` }) }, [
      createText(label),
    ])
    replaceNode(call, [createElement('sup', {}, [link])])
  }
  state.report.note('footnote', 'kept', `${items.length}`)
  const gathered = createElement('ol', {}, items)
  if (list) {
    state.excused += visibleLength(list) - visibleLength(gathered)
    return replaceNode(list, [gathered])
  }
  gathered.parentNode = root
  root.childNodes.push(gathered)
}

function textsIn(list: TreeElement, { row, text }: { row: string; text: string }): TreeElement[] {
  const rows = elementsIn(list).filter(({ tagName }) => tagName === row)
  return rows.flatMap((one) => {
    // The number of the note stands beside its box.
    if (row === text) return one.childNodes.filter(isElement).findLast(hasText) ?? one
    return findElement(one, (inner) => hasClass(inner, text)) ?? []
  })
}

function itemOf(note: TreeElement, id: string, { controls }: NotePlugin): TreeElement {
  visitElements(note, (inner) => {
    const isBack = inner.tagName === 'a' && /^[↑↩^\s\ufe0e]*$/.test(textIn(inner))
    if (isBack || (controls && hasClass(inner, controls))) removeNode(inner)
  })
  const back = createElement('a', { href: `#${id}-ref` }, [createText('↩')])
  const gap = hasText(note) ? ' ' : (attributeOf(note, 'title') ?? '')
  return createElement('li', { id }, [...note.childNodes, createText(gap), back])
}
