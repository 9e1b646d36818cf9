import { destination } from './markdown-inline.ts'
import { toMarkdownLine } from './markdown.ts'

/** A file that tells language models where what is (https://llmstxt.org); addresses are absolute. */
export interface LlmsView {
  title: string
  summary: string
  sections: { title: string; links: { label: string; url: string; note?: string }[] }[]
}

/** The text of llms.txt: a title, a summary, and lists of links. */
export function llmsText({ title, summary, sections }: LlmsView): string {
  const parts = sections
    .filter(({ links }) => links.length > 0)
    .map((section) => {
      const lines = section.links.map(
        ({ label, url, note }) =>
          `- [${toMarkdownLine(label)}](${destination(url)})${note ? `: ${toMarkdownLine(note)}` : ''}\n`,
      )
      return `\n## ${toMarkdownLine(section.title)}\n\n${lines.join('')}`
    })
  const quoted = summary === '' ? '' : `\n> ${toMarkdownLine(summary)}\n`
  return `# ${toMarkdownLine(title)}\n${quoted}${parts.join('')}`
}
