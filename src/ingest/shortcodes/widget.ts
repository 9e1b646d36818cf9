import {
  addressOf,
  block,
  button,
  disclosure,
  embed,
  heading,
  paragraph,
  picture,
  quote,
  textOf,
  valueOf,
  type Build,
  type Shortcode,
  type Tools,
} from './build.ts'

/** Which attributes of a builder's module hold what a reader sees, by the part they are. */
export interface Module {
  image?: readonly string[]
  alt?: readonly string[]
  title?: readonly string[]
  /** The title's usual level, and the attribute that says another. */
  level?: number
  levelIn?: readonly string[]
  /** Lines below the title, each a paragraph. */
  lines?: readonly string[]
  /** Longer text in an attribute. */
  text?: readonly string[]
  /** Where the module leads. */
  link?: readonly string[]
  /** The words of its buttons, with the attributes of their addresses. */
  buttons?: readonly (readonly [words: string, address: string])[]
}

const LINKS = ['link', 'url', 'href', 'link_url', 'button_link', 'button_url']

/** A module in the order in which it is read: picture, title, lines, text, buttons. */
export function module(parts: Module): Build {
  return (shortcode, tools) => {
    const link = linkOf(shortcode, parts.link ?? LINKS)
    const title = textOf(shortcode, parts.title ?? [])
    const hasButton = (parts.buttons ?? []).some(([words]) => shortcode.attributes.get(words))
    const isLinked = link !== '' && !hasButton && !/<a[\s>]/i.test(title)
    const source = valueOf(shortcode.attributes, parts.image ?? [])
    const image = source
      ? picture(
          {
            source,
            alt: textOf(shortcode, parts.alt ?? ['alt', 'image_alt']),
            link: isLinked && title === '' ? link : '',
          },
          tools,
        )
      : ''
    const level = valueOf(shortcode.attributes, parts.levelIn ?? [])
    const words =
      isLinked && title ? `<a href="${link.replaceAll('"', '&quot;')}">${title}</a>` : title
    const lines = (parts.lines ?? []).map((name) => paragraph(textOf(shortcode, [name])))
    const text = textOf(shortcode, parts.text ?? [])
    const buttons = (parts.buttons ?? []).map(([name, address]) =>
      button(textOf(shortcode, [name]), linkOf(shortcode, [address])),
    )
    return block(
      [
        image,
        heading(words, parts.level ?? 3, level),
        ...lines,
        block(text),
        block(shortcode.content),
        ...buttons,
      ].join(''),
    )
  }
}

/** An address, which some builders write behind a word that says what it is (`manually,https://…`). */
export function linkOf(shortcode: Shortcode, names: readonly string[]): string {
  const direct = addressOf(shortcode, names)
  if (direct) return direct
  const value = valueOf(shortcode.attributes, names)
  return /^(?:manually|url)[,:](.+)$/i.exec(value)?.[1]?.trim() ?? ''
}

/** Content as a block of its own. */
export const layout: Build = ({ content }) => block(content)
/** Content in the line in which it stands. */
export const phrase: Build = ({ content }) => content
/** Nothing that a reader would miss: space, lines, icons. Words in it stay. */
export const decoration: Build = ({ content }) => content
/** Code that ran in a browser. */
export const script: Build = () => ''
/** The page makes it itself, or it belongs to the theme around it. */
export const chrome: Build = ({ name }, { report }) => {
  report.note('shortcode-chrome', 'dropped', `[${name}]`)
  return ''
}
/** What another plugin would have put here: it cannot come along. What an author wrote into it stays. */
export const lost: Build = ({ name, attributes, content }, { report }) => {
  const told = [...attributes].slice(0, 3).map(([key, value]) => ` ${key}="${value}"`)
  report.note('shortcode-widget', 'lost', `[${name}${told.join('')}]`)
  return block(content)
}

/** A part that is opened by its title. */
export function opened(title: readonly string[] = ['title']): Build {
  return (shortcode) => disclosure(textOf(shortcode, title), shortcode.content)
}

/** A button: its words in an attribute, else between the tags. */
export function linkButton(
  words: readonly string[] = ['text', 'title', 'label', 'button_text'],
  addresses: readonly string[] = LINKS,
): Build {
  return (shortcode) => {
    const { attributes } = shortcode
    const rel = /nofollow/i.test(valueOf(attributes, ['rel', 'button_rel']))
      ? ' rel="nofollow"'
      : ''
    const text = textOf(shortcode, words) || shortcode.content
    return button(text, linkOf(shortcode, addresses), rel)
  }
}

/** A picture by address or id, in an attribute or between the tags. */
export function image(
  sources: readonly string[],
  options: { captions?: readonly string[]; links?: readonly string[] } = {},
): Build {
  return (shortcode, tools) => {
    const source = valueOf(shortcode.attributes, sources)
    const isOfContent = source === '' && /<img\s|https?:\/\//i.test(shortcode.content)
    const caption = textOf(shortcode, options.captions ?? ['caption'])
    const given = {
      alt: textOf(shortcode, ['alt', 'image_alt', 'alt_text', 'title_text']),
      link: linkOf(shortcode, options.links ?? LINKS),
    }
    if (!isOfContent) {
      // The address behind an id that is not known here still shows the picture.
      const isPicture = isAddress(shortcode.content)
      const words = caption || (isPicture ? '' : shortcode.content)
      const place = isPicture ? `${source} ${shortcode.content}` : source
      return picture({ source: place, caption: words, ...given }, tools)
    }
    const plain = shortcode.content.replace(/<\/?(?:p|br)(?:\s[^>]*)?>/gi, '').trim()
    return /<(?!img\s)/i.test(plain)
      ? block(shortcode.content)
      : picture({ source: plain, caption, ...given }, tools)
  }
}

/** Whether content is nothing but the address or the tag of a picture. */
function isAddress(content: string): boolean {
  return /^\s*(?:<p>)?\s*(?:(?:https?:)?\/\/\S+|<img\s[^>]*>)\s*(?:<\/p>)?\s*$/i.test(content)
}

/** A quotation with the name, and what else is said of who speaks. */
export function quotation(names: readonly string[], text: readonly string[] = []): Build {
  return (shortcode, tools) => {
    const source = names.map((name) => textOf(shortcode, [name]))
    const portrait = valueOf(shortcode.attributes, ['portrait_url', 'image', 'picture', 'src'])
    const face = portrait && picture({ source: portrait, alt: source[0] ?? '' }, tools)
    return (face || '') + quote(shortcode.content || textOf(shortcode, text), source)
  }
}

/** A film or a sound by the address of its page. */
export function film(names: readonly string[], home = ''): Build {
  return (shortcode, tools) => {
    const value = linkOf(shortcode, names) || valueOf(shortcode.attributes, names)
    const plain = value || shortcode.content.replace(/<[^>]*>/g, '').trim()
    if (/^(?:https?:)?\/\//.test(plain)) return embedOrFile(plain)
    if (home !== '' && /^[\w-]+$/.test(plain)) return embed(home + plain)
    return lost(shortcode, tools)
  }
}

/** A file plays by itself; anything else is shown as its site shows it. */
export function embedOrFile(address: string): string {
  const path = address.replace(/[?#].*$/, '')
  const source = address.replaceAll('"', '&quot;')
  if (/\.(?:mp4|m4v|webm|ogv|mov)$/i.test(path)) return `<video controls src="${source}"></video>`
  if (/\.(?:mp3|m4a|ogg|oga|wav|flac|aac)$/i.test(path))
    return `<audio controls src="${source}"></audio>`
  return embed(address)
}

/** Visible words and pictures of a module that no table names, by what builders call such attributes. */
export function unknownModule(shortcode: Shortcode, tools: Tools): string {
  const isWords = (name: string) => {
    const value = shortcode.attributes.get(name) ?? ''
    return (
      /\p{L}{2}/u.test(value) &&
      !/^(?:on|off|yes|no|true|false|none|default|left|right|center|top|bottom|h[1-6]|span|div|[\w-]+\.\w{2,5})$/i.test(
        value,
      ) &&
      !/^(?:#|https?:|\/\/|\.[\w-]+\s*\{|\{|%7B|%5B|\d+(?:px|em|%|vh|vw)|\|)/i.test(value) &&
      !/^[\w+/=]{24,}$/.test(value)
    )
  }
  const pick = (names: readonly string[]) => names.filter(isWords)
  return module({
    image: ['image', 'image_url', 'img', 'src', 'picture', 'photo', 'image_id'],
    title: pick(['title', 'heading', 'headline', 'title_text', 'heading_text', 'name']),
    lines: pick(['subtitle', 'sub_title', 'subheading', 'subhead', 'position', 'job', 'job_title']),
    text: pick(['text', 'description', 'desc', 'content', 'body', 'quote', 'excerpt', 'message']),
    buttons: [
      ['button_text', 'button_url'],
      ['button_text', 'link'],
      ['link_text', 'link'],
    ]
      .filter(([words = '', address = '']) => isWords(words) && shortcode.attributes.has(address))
      .slice(0, 1) as [string, string][],
  })(shortcode, tools)
}
