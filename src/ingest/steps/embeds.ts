import {
  createElement,
  elementsIn,
  classesOf,
  createText,
  normalText,
  setChildren,
  textIn,
  isElement,
  type TreeElement,
  type TreeRoot,
} from '#content/html-tree.ts'

/** The player of a film's page, or null for an address that is no film's. */
export function frameFor(address: string): TreeElement | null {
  const url = URL.parse(address.trim())
  if (url === null) return null
  const host = url.hostname.replace(/^(?:www|m)\./, '')
  const youtube =
    host === 'youtu.be'
      ? url.pathname.slice(1)
      : host === 'youtube.com'
        ? url.searchParams.get('v')
        : null
  if (youtube && /^[\w-]{6,20}$/.test(youtube)) {
    return player(`https://www.youtube-nocookie.com/embed/${youtube}`, 'YouTube')
  }
  const vimeo = host === 'vimeo.com' ? /^\/(\d+)/.exec(url.pathname)?.[1] : undefined
  return vimeo ? player(`https://player.vimeo.com/video/${vimeo}`, 'Vimeo') : null
}

function player(src: string, title: string): TreeElement {
  return createElement('iframe', {
    src,
    title,
    width: '640',
    height: '360',
    loading: 'lazy',
    allowfullscreen: '',
  })
}

/** A bare address in an embed block becomes its player, or a link. */
export function convertEmbeds(root: TreeRoot): void {
  for (const element of elementsIn(root)) {
    if (!classesOf(element).includes('wp-block-embed__wrapper')) continue
    if (element.childNodes.some(isElement)) continue
    const address = normalText(textIn(element))
    if (!/^https?:\/\//.test(address)) continue
    const link = () =>
      createElement('p', {}, [createElement('a', { href: address }, [createText(address)])])
    setChildren(element, [frameFor(address) ?? link()])
  }
}
