import {
  button,
  disclosure,
  embed,
  heading,
  paragraph,
  quote,
  quoted,
} from '../shortcodes/build.ts'
import { embedOrFile } from '../shortcodes/widget.ts'
import { addressAt, imageAt, isRecord, itemsAt, textAt, type Settings } from './settings.ts'

/** What a widget shows, from its settings and what is nested in it. */
type Widget = (settings: Settings, children: readonly string[]) => string

const nothing: Widget = () => ''

function figure(image: ReturnType<typeof imageAt>, caption = '', link = '', alt = ''): string {
  if (!image) return ''
  // Of one that is stored by id alone only whoever knows the media can say the address.
  if (image.url === '') return `[gallery ids="${image.id}"]`
  const name = image.id > 0 ? ` class="wp-image-${image.id}"` : ''
  const tag = `<img${name} src=${quoted(image.url)} alt=${quoted(image.alt || alt)}>`
  const linked = link ? `<a href=${quoted(link)}>${tag}</a>` : tag
  return `<figure class="wp-block-image">${linked}${caption && `<figcaption>${caption}</figcaption>`}</figure>`
}

/** A heading of the size that was chosen; a paragraph where that is no heading's. */
function title(text: string, size: string, usual: number, link = ''): string {
  const words = link && text ? `<a href=${quoted(link)}>${text}</a>` : text
  return size && !/^h[1-6]$/i.test(size) ? paragraph(words) : heading(words, usual, size)
}

function linked(settings: Settings, text: string): string {
  const link = addressAt(settings, 'link')
  return link && text ? `<a href=${quoted(link)}>${text}</a>` : text
}

/** Words that may be markup already. */
function prose(text: string): string {
  return /<(?:p|ul|ol|h[1-6]|div|table|blockquote|pre|figure)[\s>]/i.test(text)
    ? text
    : paragraph(text)
}

function list(items: readonly string[]): string {
  const filled = items.filter(Boolean).map((item) => `<li>${item}</li>`)
  return filled.length > 0 ? `<ul>${filled.join('')}</ul>` : ''
}

const box: Widget = (settings) =>
  [
    figure(imageAt(settings, 'image'), '', '', ''),
    title(
      textAt(settings, 'title_text'),
      textAt(settings, 'title_size'),
      3,
      addressAt(settings, 'link'),
    ),
    prose(textAt(settings, 'description_text')),
  ].join('')

/** Titles with their contents, in the settings or (nested) as elements in their order. */
function disclosures(
  key: string,
  titles: readonly string[],
  contents: readonly string[] = [],
): Widget {
  return (settings, children) =>
    itemsAt(settings, key)
      .map((item, index) =>
        disclosure(
          textAt(item, ...titles),
          prose(textAt(item, ...contents)) + (children[index] ?? ''),
        ),
      )
      .join('')
}

const tabs = disclosures('tabs', ['tab_title'], ['tab_content'])

const pictures =
  (key: string): Widget =>
  (settings) => {
    const figures = itemsAt(settings, key).map((item) =>
      figure(imageAt({ item }, 'item') ?? imageAt(item, 'image'), textAt(item, 'caption')),
    )
    return figures.some(Boolean)
      ? `<figure class="wp-block-gallery">${figures.join('')}</figure>`
      : ''
  }

const gallery: Widget = (settings, children) =>
  pictures('gallery')(settings, children) +
  itemsAt(settings, 'galleries')
    .map(
      (part) => heading(textAt(part, 'gallery_title'), 3) + pictures('multiple_gallery')(part, []),
    )
    .join('')

const image: Widget = (settings) => {
  const picture = imageAt(settings, 'image')
  const link = textAt(settings, 'link_to') === 'custom' ? addressAt(settings, 'link') : ''
  const caption =
    textAt(settings, 'caption_source') === 'attachment' ? '' : textAt(settings, 'caption')
  return figure(picture, caption, link)
}

const video: Widget = (settings) => {
  const type = textAt(settings, 'video_type') || 'youtube'
  const address = addressAt(
    settings,
    ...(type === 'hosted' ? ['external_url', 'hosted_url'] : [`${type}_url`]),
    'source',
  )
  return address ? embedOrFile(address) : ''
}

const testimonial = (settings: Settings) =>
  figure(
    imageAt(settings, 'testimonial_image', 'image'),
    '',
    '',
    textAt(settings, 'testimonial_name', 'name'),
  ) +
  quote(textAt(settings, 'testimonial_content', 'content'), [
    textAt(settings, 'testimonial_name', 'name'),
    textAt(settings, 'testimonial_job', 'title'),
  ])

const testimonials: Widget = (settings) => itemsAt(settings, 'slides').map(testimonial).join('')

const slides: Widget = (settings) =>
  itemsAt(settings, 'slides')
    .map((slide) =>
      [
        figure(imageAt(slide, 'image', 'background_image')),
        heading(textAt(slide, 'heading'), 3),
        prose(textAt(slide, 'description')),
        button(textAt(slide, 'button_text'), addressAt(slide, 'link')),
      ].join(''),
    )
    .join('')

const priceTable: Widget = (settings) => {
  const price = textAt(settings, 'price')
  const period = textAt(settings, 'period')
  return [
    title(textAt(settings, 'heading'), textAt(settings, 'heading_tag'), 3),
    paragraph(textAt(settings, 'sub_heading')),
    paragraph(price && `${currency(settings)}${price}${period && ` ${period}`}`),
    list(itemsAt(settings, 'features_list').map((item) => textAt(item, 'item_text'))),
    button(textAt(settings, 'button_text'), addressAt(settings, 'link')),
    paragraph(textAt(settings, 'footer_additional_info')),
  ].join('')
}

const CURRENCIES: Record<string, string> = {
  dollar: '$',
  euro: '€',
  pound: '£',
  yen: '¥',
  rupee: '₨',
  indian_rupee: '₹',
  franc: '₣',
  ruble: '₽',
  won: '₩',
  lira: '₤',
  real: 'R$',
  krona: 'kr',
  shekel: '₪',
  baht: '฿',
}

function currency(settings: Settings): string {
  const symbol = textAt(settings, 'currency_symbol') || 'dollar'
  return symbol === 'custom'
    ? textAt(settings, 'currency_symbol_custom')
    : (CURRENCIES[symbol] ?? '')
}

/** Elementor's widgets, free and Pro, by the names that its data gives them. */
export const WIDGETS: Readonly<Record<string, Widget>> = {
  heading: (settings) =>
    title(
      textAt(settings, 'title'),
      textAt(settings, 'header_size'),
      2,
      addressAt(settings, 'link'),
    ),
  'text-editor': (settings) => textAt(settings, 'editor'),
  'theme-post-excerpt': nothing,
  image,
  'image-box': box,
  'icon-box': box,
  button: (settings) => button(textAt(settings, 'text'), addressAt(settings, 'link')),
  'icon-list': (settings) =>
    list(itemsAt(settings, 'icon_list').map((item) => linked(item, textAt(item, 'text')))),
  video,
  accordion: tabs,
  toggle: tabs,
  tabs,
  'nested-accordion': disclosures('items', ['item_title']),
  'nested-tabs': disclosures('tabs', ['tab_title']),
  'image-gallery': pictures('wp_gallery'),
  'image-carousel': pictures('carousel'),
  'media-carousel': pictures('slides'),
  'nested-carousel': (_, children) => children.join(''),
  gallery,
  slides,
  testimonial,
  'testimonial-carousel': testimonials,
  reviews: testimonials,
  counter: (settings) => {
    const number = textAt(settings, 'ending_number') || '100'
    const shown = `${textAt(settings, 'prefix')}${number}${textAt(settings, 'suffix')}`
    return paragraph(`<strong>${shown}</strong> ${textAt(settings, 'title')}`)
  },
  progress: (settings) => {
    const percent = isRecord(settings.percent) ? settings.percent.size : settings.percent
    return paragraph(
      `${textAt(settings, 'title')} ${textAt(settings, 'inner_text')} ${percent ? `${String(percent)}%` : ''}`,
    )
  },
  blockquote: (settings) =>
    quote(textAt(settings, 'blockquote_content'), [textAt(settings, 'author_name')]),
  'call-to-action': (settings) =>
    [
      figure(imageAt(settings, 'graphic_image', 'bg_image')),
      title(textAt(settings, 'title'), textAt(settings, 'title_tag'), 2),
      prose(textAt(settings, 'description')),
      button(textAt(settings, 'button'), addressAt(settings, 'link')),
    ].join(''),
  'flip-box': (settings) =>
    [
      figure(imageAt(settings, 'image')),
      heading(textAt(settings, 'title_text_a'), 3),
      prose(textAt(settings, 'description_text_a')),
      heading(textAt(settings, 'title_text_b'), 3),
      prose(textAt(settings, 'description_text_b')),
      button(textAt(settings, 'button_text'), addressAt(settings, 'link')),
    ].join(''),
  'price-table': priceTable,
  'price-list': (settings) =>
    list(
      itemsAt(settings, 'price_list').map((item) => {
        const parts = [textAt(item, 'price'), textAt(item, 'item_description')].filter(Boolean)
        return [`<strong>${linked(item, textAt(item, 'title'))}</strong>`, ...parts].join(' — ')
      }),
    ),
  alert: (settings) => {
    const name = textAt(settings, 'alert_title')
    return (
      paragraph(name && `<strong>${name}</strong>`) + prose(textAt(settings, 'alert_description'))
    )
  },
  'star-rating': (settings) => {
    const rating = textAt(settings, 'rating')
    const scale = textAt(settings, 'rating_scale') || '5'
    return paragraph(rating && `${textAt(settings, 'title')} ${rating}/${scale}`.trim())
  },
  rating: (settings) => {
    const value = textAt(settings, 'rating_value')
    return paragraph(value && `${value}/5`)
  },
  'animated-headline': (settings) => {
    const middle = textAt(settings, 'highlighted_text', 'rotating_text').replace(/\s*\n\s*/g, ', ')
    const words = [textAt(settings, 'before_text'), middle, textAt(settings, 'after_text')]
    return title(words.filter(Boolean).join(' '), textAt(settings, 'tag'), 3)
  },
  'text-path': (settings) => paragraph(textAt(settings, 'text')),
  html: (settings) => textAt(settings, 'html'),
  shortcode: (settings) => textAt(settings, 'shortcode'),
  audio: (settings) => embed(addressAt(settings, 'link')),
  google_maps: (settings) => paragraph(textAt(settings, 'address')),
  'code-highlight': (settings) => {
    const code = textAt(settings, 'code').replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    const language = textAt(settings, 'language').replace(/[^\w-]/g, '')
    return code && `<pre><code${language && ` class="language-${language}"`}>${code}</code></pre>`
  },
  hotspot: (settings) =>
    figure(imageAt(settings, 'image')) +
    list(
      itemsAt(settings, 'hotspot').map((item) =>
        textAt(item, 'hotspot_tooltip_content', 'hotspot_label'),
      ),
    ),
  'menu-anchor': (settings) => {
    const anchor = textAt(settings, 'anchor')
    return anchor && `<span id=${quoted(anchor)}></span>`
  },
  'read-more': () => '<!--more-->',
  divider: (settings) =>
    textAt(settings, 'look') === 'line_text' ? paragraph(textAt(settings, 'text')) : '',
  spacer: nothing,
  icon: nothing,
  lottie: nothing,
  'social-icons': nothing,
  'share-buttons': nothing,
  'table-of-contents': nothing,
  'theme-post-title': nothing,
  'theme-post-featured-image': nothing,
  'theme-post-content': nothing,
  'theme-page-title': nothing,
  'theme-archive-title': nothing,
  'theme-site-title': nothing,
  'theme-site-logo': nothing,
  'site-logo': nothing,
  'page-title': nothing,
  'post-info': nothing,
  'post-navigation': nothing,
  'post-comments': nothing,
  'author-box': nothing,
  breadcrumbs: nothing,
  'nav-menu': nothing,
  'mega-menu': nothing,
  'search-form': nothing,
  sidebar: nothing,
  // Version 4 writes its elements by other names.
  'e-heading': (settings) =>
    title(textAt(settings, 'title'), textAt(settings, 'tag'), 2, addressAt(settings, 'link')),
  'e-paragraph': (settings) => prose(textAt(settings, 'paragraph')),
  'e-button': (settings) => button(textAt(settings, 'text'), addressAt(settings, 'link')),
  'e-image': (settings) => figure(imageAt(settings, 'image'), '', addressAt(settings, 'link')),
  'e-youtube': video,
  'e-divider': nothing,
  'e-svg': nothing,
}

/** Names of settings that hold words, and those of the settings that say how such words look. */
const WORDS =
  /(?:^|_)(?:title|sub_?title|heading|sub_?heading|headline|editor|description|desc|content|text|quote|name|job|position|question|answer|label|caption|excerpt|info|message|paragraph)(?:_\w)?(?:_text)?$/
const LOOKS =
  /color|typography|align|size|style|width|height|shadow|padding|margin|border|radius|background|animation|transition|icon|hover|css|class|tag$|type$|font|space|spacing|position$|placeholder|aria|_id$|^_/
const CHOICES =
  /^(?:yes|no|on|off|true|false|none|default|custom|left|right|center|top|bottom|middle|start|end|inline|block|row|column|h[1-6]|div|span|p|full|large|medium|thumbnail|classic|solid|before|after|#[\da-f]{3,8}|[\d.,]+(?:px|em|rem|%|vh|vw)?)$/i
const HEADS = /title|heading|headline|question/
const MAX_DEPTH = 4

/** The words, pictures and repeated items of a widget that no table names, in the order of its settings. */
export function unknownWidget(settings: Settings, depth = 0): string {
  if (depth > MAX_DEPTH) return ''
  return Object.entries(settings)
    .map(([key, value]) => {
      if (LOOKS.test(key)) return ''
      if (Array.isArray(value)) {
        return value
          .filter(isRecord)
          .map((item) => unknownWidget(item, depth + 1))
          .join('')
      }
      if (isRecord(value))
        return /image|photo|picture|logo/.test(key) ? figure(imageAt(settings, key)) : ''
      if (typeof value !== 'string' || !WORDS.test(key)) return ''
      if (!/\p{L}{2}/u.test(value) || CHOICES.test(value.trim())) return ''
      return HEADS.test(key) && !/sub_?/.test(key) ? heading(value, 3) : prose(value)
    })
    .join('')
}
