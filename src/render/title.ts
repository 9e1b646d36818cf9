/** What stands for a name in a title's template: `{title} | {site}`. */
export interface TitleValues {
  title: string
  site: string
  tagline: string
  section: string
  author: string
}

/** Titles by what a page shows, where a region says nothing else. */
export const TITLE_TEMPLATES: Record<string, string> = {
  home: '{site} | {tagline}',
  other: '{title} | {site}',
}

const SEPARATOR = '[-–—|·•:»]'
const DOUBLED = new RegExp(`(\\s${SEPARATOR})(?:\\s+${SEPARATOR})+(?=\\s)`, 'g')
const AT_ENDS = new RegExp(`^\\s*(?:${SEPARATOR}\\s+)+|(?:\\s+${SEPARATOR})+\\s*$`, 'g')

/**
 * A template filled in. What has no value leaves no separator beside it: without a tagline `{site} | {tagline}` is the
 * site's name alone.
 */
export function fillTitle(template: string, values: TitleValues): string {
  const isEmpty = (name: string) => values[name as keyof TitleValues] === ''
  const kept = template.replace(/\{(\w+)\}/g, (all, name: string) => (isEmpty(name) ? '' : all))
  // Names are filled in last: a value may hold separators of its own, which stay.
  return ` ${kept} `
    .replace(DOUBLED, '$1')
    .replace(AT_ENDS, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\{(\w+)\}/g, (all, name: string) => values[name as keyof TitleValues] ?? all)
}
