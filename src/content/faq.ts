import type { Faq } from './body.ts'
import { isElement, textIn, type TreeElement, type TreeParent } from './html-tree.ts'

/** A heading that announces questions, in the languages that the interface speaks and their neighbours. */
const ANNOUNCES =
  /\bfaqs?\b|frequently asked|questions? (?:and|&) answers|foire aux questions|questions (?:fréquentes|fréquemment posées)|preguntas (?:frecuentes|más frecuentes)|perguntas frequentes|häufige? (?:gestellte )?fragen|domande frequenti|veelgestelde vragen|الأسئلة (?:الشائعة|المتكررة)|أسئلة شائعة/iu
/** A question's last sign in any of the scripts that have one. */
const ASKS = /[?？؟;՞]["”’»)\s]*$/u
/** One question alone is a thing that opens, unless a heading says otherwise. */
const MIN_QUESTIONS = 2
/** Of all answers together, in characters: the page carries them a second time. */
const MAX_LENGTH = 20_000

/**
 * The questions of a body and their answers: details whose summary asks, or that stand under a heading that announces
 * questions. None when there is but one and no such heading. `toText` gives the words of a part of the tree.
 */
export function findFaq(root: TreeParent, toText: (part: TreeParent) => string): Faq[] {
  const found: Faq[] = []
  /** Level of the heading that announced questions; those below it do not end them. */
  let announcedAt = 0
  let wasAnnounced = false
  let length = 0
  const visit = (parent: TreeParent): void => {
    for (const node of parent.childNodes) {
      if (!isElement(node)) continue
      const level = Number(/^h([2-6])$/.exec(node.tagName)?.[1] ?? 0)
      if (level && ANNOUNCES.test(textIn(node))) announcedAt = level
      else if (level && level <= announcedAt) announcedAt = 0
      if (node.tagName !== 'details') {
        visit(node)
        continue
      }
      const pair = pairOf(node, toText)
      if (!pair || !(announcedAt || ASKS.test(pair.question))) continue
      const own = pair.question.length + pair.answer.length
      if (length + own > MAX_LENGTH) continue
      length += own
      wasAnnounced ||= announcedAt > 0
      found.push(pair)
    }
  }
  visit(root)
  return found.length >= MIN_QUESTIONS || wasAnnounced ? found : []
}

function pairOf(details: TreeElement, toText: (part: TreeParent) => string): Faq | null {
  const summary = details.childNodes.find((node) => isElement(node) && node.tagName === 'summary')
  if (!summary || !isElement(summary)) return null
  const question = toText(summary).replaceAll('\n', ' ')
  const rest = { ...details, childNodes: details.childNodes.filter((node) => node !== summary) }
  const answer = toText(rest)
  return question && answer ? { question, answer } : null
}
