import {
  block,
  button,
  decodePercent,
  gallery,
  heading,
  listedMedia,
  paragraph,
  picture,
  quote,
  textOf,
  trimContent,
  unpack,
  valueOf,
  type Build,
  type Builds,
  type Shortcode,
} from './build.ts'
import { chrome, decoration, embedOrFile, layout, lost, module, opened, script } from './widget.ts'

/** WPBakery's way to write a link: `url:https%3A%2F%2Fa.example|title:More|target:_blank|rel:nofollow`. */
function readLink(value: string): Record<string, string> {
  if (!/(?:^|\|)url:/.test(value)) return { url: decodePercent(value) }
  return Object.fromEntries(
    value.split('|').map((part) => {
      const at = part.indexOf(':')
      return [part.slice(0, at), decodePercent(part.slice(at + 1)).trim()]
    }),
  )
}

const vcButton: Build = (shortcode) => {
  const { attributes } = shortcode
  const link = readLink(valueOf(attributes, ['link', 'href', 'url']))
  const rel = link.rel?.includes('nofollow') ? ' rel="nofollow"' : ''
  const words = textOf(shortcode, ['title', 'button_text']) || shortcode.content || link.title || ''
  return button(words, link.url ?? '', rel)
}

const singleImage: Build = (shortcode, tools) => {
  const { attributes } = shortcode
  const source =
    attributes.get('source') === 'external_link'
      ? (attributes.get('custom_src') ?? '')
      : valueOf(attributes, ['image', 'img_id', 'custom_src'])
  const link =
    attributes.get('onclick') === 'custom_link' || attributes.has('img_link')
      ? (readLink(valueOf(attributes, ['link', 'img_link'])).url ?? '')
      : ''
  const title = heading(textOf(shortcode, ['title']), 3)
  const own = attributes.get('add_caption') === 'yes'
  const row = own ? tools.context.mediaById.get(Number(source)) : undefined
  const caption = textOf(shortcode, ['caption']) || row?.caption || ''
  return title + picture({ source, link, caption }, tools)
}

const customHeading: Build = (shortcode) => {
  const { attributes } = shortcode
  const fonts = attributes.get('font_container') ?? ''
  const tag = /tag:(h[1-6]|p|div)/i.exec(fonts)?.[1] ?? 'h2'
  const text = textOf(shortcode, ['text']) || shortcode.content
  const link = readLink(attributes.get('link') ?? '').url ?? ''
  const words = link ? `<a href="${link.replaceAll('"', '&quot;')}">${text}</a>` : text
  return /^h/i.test(tag) ? heading(words, 2, tag) : paragraph(words)
}

const media: Build = (shortcode, tools) => {
  const address = valueOf(shortcode.attributes, ['link', 'url', 'src'])
  return address
    ? heading(textOf(shortcode, ['title']), 3) + embedOrFile(address)
    : lost(shortcode, tools)
}

const pictures: Build = (shortcode, tools) => {
  const { attributes } = shortcode
  const title = heading(textOf(shortcode, ['title']), 3)
  const known = gallery(listedMedia(attributes.get('images') ?? '', tools), tools)
  // Of a gallery of addresses: one a line, encoded as a whole.
  const addresses = decodePercent(
    unpack((attributes.get('custom_srcs') ?? '').replace(/^#E-8_/, '')) ?? '',
  )
    .split(/[\n,]+|<br ?\/?>/)
    .map((source) => picture({ source: source.trim() }, tools))
  return title + known + addresses.join('')
}

const rawHtml: Build = ({ name, content }, { report }) => {
  const packed = trimContent(content.replace(/<[^>]*>/g, '')).replace(/&#215;/g, 'x')
  const html = unpack(packed)
  if (html === null) {
    if (packed) report.note('shortcode-code', 'lost', `[${name}]`)
    return ''
  }
  return block(decodePercent(html))
}

/** A group of settings as its editor stored it: JSON, percent-encoded. */
function groupsOf(shortcode: Shortcode, name: string): Record<string, unknown>[] {
  try {
    const value: unknown = JSON.parse(decodePercent(shortcode.attributes.get(name) ?? ''))
    return Array.isArray(value)
      ? value.filter(
          (item): item is Record<string, unknown> => item !== null && typeof item === 'object',
        )
      : []
  } catch {
    return []
  }
}

const bars: Build = (shortcode) => {
  const units = textOf(shortcode, ['units'])
  const items = groupsOf(shortcode, 'values').flatMap(({ label, value }) =>
    typeof label === 'string'
      ? [`<li>${label}${value ? `: ${String(value)}${units}` : ''}</li>`]
      : [],
  )
  const list = items.length > 0 ? `<ul>${items.join('')}</ul>` : ''
  return heading(textOf(shortcode, ['title']), 3) + list
}

const callToAction: Build = (shortcode) => {
  const { attributes } = shortcode
  const link = readLink(valueOf(attributes, ['btn_link', 'link', 'href']))
  const words = textOf(shortcode, ['btn_title', 'button_text', 'title'])
  const hasButton =
    attributes.has('btn_link') || attributes.has('add_button') || attributes.has('href')
  return block(
    [
      heading(textOf(shortcode, ['h2', 'call_text']), 2),
      heading(textOf(shortcode, ['h4']), 4),
      block(shortcode.content),
      hasButton ? button(words, link.url ?? '') : '',
    ].join(''),
  )
}

const titled = module({ title: ['title', 'heading'], level: 3, link: [] })

/** WPBakery Page Builder's (Visual Composer's) elements by their shortcodes. */
export const WPBAKERY: Builds = {
  vc_row: layout,
  vc_row_inner: layout,
  vc_column: layout,
  vc_column_inner: layout,
  vc_section: layout,
  vc_column_text: layout,
  vc_message: layout,
  vc_tta_tabs: titled,
  vc_tta_tour: titled,
  vc_tta_accordion: titled,
  vc_tta_pageable: titled,
  vc_tta_toggle: titled,
  vc_tabs: titled,
  vc_tour: titled,
  vc_accordion: titled,
  vc_tta_section: opened(),
  vc_tta_toggle_section: opened(),
  vc_accordion_tab: opened(),
  vc_tab: opened(),
  vc_toggle: opened(),
  vc_single_image: singleImage,
  vc_gallery: pictures,
  vc_images_carousel: pictures,
  vc_media_grid: lost,
  vc_btn: vcButton,
  vc_button: vcButton,
  vc_button2: vcButton,
  vc_cta: callToAction,
  vc_cta_button: callToAction,
  vc_cta_button2: callToAction,
  vc_custom_heading: customHeading,
  vc_text_separator: (shortcode) => heading(textOf(shortcode, ['title']), 3),
  vc_video: media,
  vc_raw_html: rawHtml,
  vc_raw_js: script,
  vc_progress_bar: bars,
  vc_pie: (shortcode) =>
    paragraph(`${textOf(shortcode, ['title'])} ${textOf(shortcode, ['label_value', 'value'])}`),
  vc_hoverbox: module({
    image: ['image'],
    title: ['primary_title', 'hover_title'],
    level: 2,
    link: [],
  }),
  vc_testimonial: ({ content, attributes }) => quote(content, [attributes.get('author') ?? '']),
  vc_empty_space: decoration,
  vc_separator: decoration,
  vc_zigzag: decoration,
  vc_icon: decoration,
  vc_facebook: chrome,
  vc_tweetmeme: chrome,
  vc_pinterest: chrome,
  vc_googleplus: chrome,
  vc_widget_sidebar: chrome,
  vc_gmaps: lost,
  vc_flickr: lost,
  vc_posts_slider: lost,
  vc_posts_grid: lost,
  vc_basic_grid: lost,
  vc_masonry_grid: lost,
  vc_masonry_media_grid: lost,
}
