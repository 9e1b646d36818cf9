import type { MediaRow } from '#content/media.ts'
import {
  addressOf,
  block,
  embed,
  gallery,
  inline,
  listedMedia,
  picture,
  quoted,
  repairAddress,
  trimContent,
  valueOf,
  type Build,
  type Builds,
  type Shortcode,
  type Tools,
} from './build.ts'
import { embedOrFile, film, lost } from './widget.ts'

// The shortcodes of WordPress itself, and those that show other sites or code as it would.

/** A picture, or a player, with the words below it (WordPress's img_caption_shortcode). */
const caption: Build = ({ attributes, content }, tools) => {
  const inner = trimContent(content)
  const [all = '', matter = ''] =
    /^((?:<a\s[^>]*>\s*)?<img\s[^>]*>(?:\s*<\/a>)?|<(iframe|video|audio|object|embed)\b[\s\S]*?<\/\2>)/i.exec(
      inner,
    ) ?? []
  const words = inline(attributes.get('caption') || inner.slice(all.length))
  const id = /\d+/.exec(attributes.get('id') ?? '')?.[0] ?? ''
  if (!matter) {
    // A shortcode's picture or player that has become HTML already brings its own figure.
    if (/<(?:img|figure|iframe|video|div)\b/i.test(inner))
      return block(inner) + (attributes.has('caption') ? `<p>${words}</p>` : '')
    return picture({ source: id, caption: words }, tools) || block(inner)
  }
  const hasId = id === '' || /\bwp-image-\d/.test(matter)
  const shown = hasId ? matter : withClass(matter, `wp-image-${id}`)
  return `<figure class="wp-caption">${shown}${words && `<figcaption>${words}</figcaption>`}</figure>`
}

function withClass(markup: string, name: string): string {
  return /<img\s[^>]*\bclass=/i.test(markup)
    ? markup.replace(/(<img\s[^>]*\bclass=["'])/i, `$1${name} `)
    : markup.replace(/<img\s/i, `<img class="${name}" `)
}

/** The media that a shortcode names (`ids`, `include`), else those uploaded to the article, by their order. */
function mediaOf({ attributes }: Shortcode, kind: string, tools: Tools): MediaRow[] {
  const listed = valueOf(attributes, ['ids', 'include'])
  if (listed) return listedMedia(listed, tools)
  const { articleId, mediaById } = tools.context
  const excluded = new Set((attributes.get('exclude') ?? '').match(/\d+/g)?.map(Number))
  return [...mediaById.values()]
    .filter((row) => articleId !== undefined && row.parentId === articleId)
    .filter((row) => row.mimeType.startsWith(kind) && !excluded.has(row.id))
    .toSorted((a, b) => a.id - b.id)
}

const pictures: Build = (shortcode, tools) => {
  const html = gallery(mediaOf(shortcode, 'image/', tools), tools)
  const isNamed = valueOf(shortcode.attributes, ['ids', 'include']) !== ''
  return html || (isNamed ? '' : lost(shortcode, tools))
}

const playlist: Build = (shortcode, tools) => {
  const kind = shortcode.attributes.get('type') === 'video' ? 'video/' : 'audio/'
  const items = mediaOf(shortcode, kind, tools).map((row) => {
    const address = row.sourceUrl ?? `/wp-content/uploads/${row.file}`
    return `<li><a href=${quoted(address)}>${row.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</a></li>`
  })
  return items.length > 0 ? `<ul>${items.join('')}</ul>` : lost(shortcode, tools)
}

const FORMATS: Record<string, readonly string[]> = {
  audio: ['src', 'mp3', 'm4a', 'ogg', 'wav', 'flac', 'wma'],
  video: ['src', 'mp4', 'm4v', 'webm', 'ogv', 'flv', 'wmv', 'mov'],
}

/** Its files, each a source; an address that is no file is the page of a film. */
const player: Build = (shortcode, tools) => {
  const { name, attributes, content } = shortcode
  const files = (FORMATS[name] ?? []).flatMap((format) => addressOf(shortcode, [format]) || [])
  const bare = addressOf(shortcode, ['0']) || /https?:\/\/[^\s"'<>\]]+/.exec(content)?.[0] || ''
  const addresses = files.length > 0 ? files : bare ? [bare] : []
  const [first] = addresses
  if (first === undefined) return lost(shortcode, tools)
  if (/(?:youtube\.com|youtu\.be|vimeo\.com)\//.test(first)) return embed(first)
  const poster = addressOf(shortcode, ['poster'])
  const size = ['width', 'height'].map((side) => {
    const value = attributes.get(side) ?? ''
    return name === 'video' && /^\d+$/.test(value) ? ` ${side}="${value}"` : ''
  })
  const start = `<${name} controls${poster && ` poster=${quoted(poster)}`}${size.join('')}`
  if (addresses.length === 1) return `${start} src=${quoted(first)}></${name}>`
  const sources = addresses.map((address) => `<source src=${quoted(address)}>`)
  return `${start}>${sources.join('')}</${name}>`
}

const embedded: Build = (shortcode, tools) => {
  const plain = shortcode.content.replace(/<[^>]*>/g, '').trim()
  const address = addressOf(shortcode, ['src', 'url', '0']) || repairAddress(plain)
  return /^(?:https?:)?\/\//.test(address) ? embedOrFile(address) : lost(shortcode, tools)
}

/** Code as its author wrote it: what editors, wpautop and wptexturize did to it is undone. */
const code: Build = (shortcode, { context }) => {
  const language = languageOf(shortcode)
  const isFinished = context.contentFormat === 'rendered'
  const source = isFinished
    ? withoutTypography(withoutParagraphs(shortcode.content))
    : shortcode.content
  const text = source
    .replace(/^(?:[ \t]*\r?\n)+|\s+$/g, '')
    .replace(/&(?!#?\w{1,10};)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
  const className = language && ` class="language-${language}"`
  // A break right behind <pre> is not part of its text.
  return text === '' ? '' : `<pre><code${className}>${text}</code></pre>`
}

function withoutParagraphs(content: string): string {
  return content
    .replace(/<br ?\/?>\n?/gi, '\n')
    .replace(/<\/p>\s*<p>/gi, '\n\n')
    .replace(/<\/?p>/gi, '')
}

function withoutTypography(text: string): string {
  return text
    .replace(/&#822[01];|&#8243;|&Prime;|[“”″]/g, '"')
    .replace(/&#821[67];|&#8242;|&prime;|[‘’′]/g, "'")
    .replace(/&#8212;|—/g, '---')
    .replace(/&#8211;|–/g, '--')
    .replace(/&#8230;|…/g, '...')
    .replace(/&#215;|×/g, 'x')
}

/** Names of languages that are shortcodes of their own (SyntaxHighlighter Evolved, Crayon). */
const LANGUAGES =
  'actionscript3 as3 bash shell coldfusion cpp csharp css delphi pascal diff erlang fsharp go groovy html java javafx javascript js jscript latex matlab objc perl php powershell python py r ruby rails sass scala sql vb vbnet xml xhtml yaml'.split(
    ' ',
  )
const CODE = 'code sourcecode source enlighter crayon prism cc codeblock syntax geshi'.split(' ')
const ALIASES: Record<string, string> = {
  js: 'javascript',
  jscript: 'javascript',
  py: 'python',
  shell: 'bash',
  xhtml: 'html',
}

function languageOf({ name, attributes }: Shortcode): string {
  const own = LANGUAGES.includes(name) ? name : valueOf(attributes, ['language', 'lang', 'lan'])
  const word = own
    .toLowerCase()
    .replace(/[^a-z0-9#+-]/g, '')
    .replace('c#', 'csharp')
    .replace('c++', 'cpp')
  return ALIASES[word] ?? word.replace(/[#+]/g, '')
}

/** Whether a shortcode's content is code, in which a bracket is a bracket. */
export function isCode(name: string): boolean {
  return CODE.includes(name) || LANGUAGES.includes(name) || RAW.includes(name)
}
/** Its content is no code, but no HTML either. */
const RAW = ['vc_raw_html', 'vc_raw_js', 'fusion_code']

export const WORDPRESS: Builds = {
  caption,
  wp_caption: caption,
  gallery: pictures,
  playlist,
  audio: player,
  video: player,
  embed: embedded,
  ...Object.fromEntries([...CODE, ...LANGUAGES].map((name) => [name, code])),
}

/** Other sites' films, sounds and posts by an address, or by an id of theirs (Jetpack and wordpress.com). */
export const EMBEDS: Builds = {
  youtube: film(['0', 'url', 'src', 'id', 'link'], 'https://www.youtube.com/watch?v='),
  vimeo: film(['0', 'url', 'src', 'id', 'link'], 'https://vimeo.com/'),
  dailymotion: film(['0', 'url', 'id'], 'https://www.dailymotion.com/video/'),
  soundcloud: film(['url', '0', 'src']),
  spotify: film(['0', 'url', 'src']),
  tweet: film(['0', 'url', 'tweet', 'id'], 'https://twitter.com/i/status/'),
  twitter: film(['0', 'url']),
  instagram: film(['url', '0']),
  facebook: film(['url', '0']),
  tiktok: film(['url', '0']),
  ted: film(['id', '0', 'url'], 'https://www.ted.com/talks/'),
  gist: film(['0', 'url', 'id'], 'https://gist.github.com/'),
  googlemaps: film(['0', 'url']),
  slideshare: film(['url', '0']),
  scribd: film(['url', 'id'], 'https://www.scribd.com/document/'),
  bandcamp: film(['url', '0']),
  archiveorg: film(['0', 'id'], 'https://archive.org/details/'),
  wpvideo: lost,
  videopress: lost,
  pdf: film(['url', '0', 'src']),
  'pdf-embedder': film(['url', '0']),
  embeddoc: film(['url', '0']),
  gview: film(['file', '0']),
  iframe: film(['src', '0', 'url']),
}
