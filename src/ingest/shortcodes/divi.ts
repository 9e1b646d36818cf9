import {
  addressOf,
  block,
  button,
  gallery,
  heading,
  listedMedia,
  paragraph,
  picture,
  textOf,
  type Build,
  type Builds,
} from './build.ts'
import {
  chrome,
  decoration,
  embedOrFile,
  image,
  layout,
  linkButton,
  lost,
  module,
  opened,
  quotation,
} from './widget.ts'

const LEVEL = ['header_level', 'title_level', 'heading_level', 'header_tag']

/** Two buttons over each other: the header's, a slide's and a call's. */
const TWO_BUTTONS = [
  ['button_one_text', 'button_one_url'],
  ['button_two_text', 'button_two_url'],
] as const

const header = module({
  image: ['header_image_url', 'logo_image_url'],
  alt: ['image_alt_text', 'logo_alt_text'],
  title: ['title'],
  level: 1,
  levelIn: LEVEL,
  lines: ['subhead'],
  link: [],
  buttons: TWO_BUTTONS,
})

const slide = module({
  image: ['image'],
  alt: ['image_alt'],
  title: ['heading'],
  level: 2,
  levelIn: LEVEL,
  link: [],
  buttons: [['button_text', 'button_link']],
})

const blurb = module({
  image: ['image'],
  alt: ['alt'],
  title: ['title'],
  level: 4,
  levelIn: LEVEL,
  link: ['url', 'link_option_url'],
})

const callToAction = module({
  title: ['title'],
  level: 2,
  levelIn: LEVEL,
  link: [],
  buttons: [['button_text', 'button_url']],
})

const person = module({
  image: ['image_url'],
  alt: ['name'],
  title: ['name'],
  level: 4,
  levelIn: LEVEL,
  lines: ['position'],
  link: [],
})

/** A figure and what it counts: `120+ — Clients`. */
const counter: Build = (shortcode) => {
  const percent = shortcode.attributes.get('percent_sign') === 'on' ? '%' : ''
  const number = textOf(shortcode, ['number', 'percent'])
  const title = textOf(shortcode, ['title']) || shortcode.content
  const sign = /\d$/.test(number) ? percent : ''
  if (number === '') return block(title)
  return paragraph(`<strong>${number}${sign}</strong> ${title.replace(/<\/?p>/g, '')}`)
}

const price: Build = (shortcode) => {
  const sum = textOf(shortcode, ['sum'])
  const per = textOf(shortcode, ['per'])
  const cost = sum && `${textOf(shortcode, ['currency'])}${sum}${per && ` / ${per}`}`
  return block(
    [
      heading(textOf(shortcode, ['title']), 2, shortcode.attributes.get('header_level')),
      paragraph(textOf(shortcode, ['subtitle'])),
      paragraph(cost),
      priceLines(shortcode.content),
      button(textOf(shortcode, ['button_text']), addressOf(shortcode, ['button_url'])),
    ].join(''),
  )
}

/** What a price includes: a line each, `-` before what it does not. */
function priceLines(content: string): string {
  if (/<(?:ul|ol|h[1-6]|table)[\s>]/i.test(content)) return content
  const lines = content
    .split(/<br ?\/?>|<\/?p(?:\s[^>]*)?>|\n/i)
    .map((line) => line.trim())
    .filter(Boolean)
  if (lines.length === 0) return ''
  const items = lines.map((line) => {
    const isLeftOut = /^(?:-|&#8211;|–)\s*/.exec(line)?.[0]
    const words = line.slice(isLeftOut?.length ?? 0).replace(/^\+\s*/, '')
    return `<li>${isLeftOut ? `<s>${words}</s>` : words}</li>`
  })
  return `<ul>${items.join('')}</ul>`
}

const video: Build = (shortcode, tools) => {
  const address = addressOf(shortcode, ['src', 'src_webm', 'video_url'])
  return address ? embedOrFile(address) : lost(shortcode, tools)
}

const audio: Build = (shortcode) => {
  const address = addressOf(shortcode, ['audio'])
  const words = [textOf(shortcode, ['title']), textOf(shortcode, ['artist_name'])].filter(Boolean)
  return address ? paragraph(words.join(', ')) + embedOrFile(address) : ''
}

const pictures: Build = ({ attributes }, tools) =>
  gallery(
    listedMedia(attributes.get('gallery_ids') ?? attributes.get('gallery') ?? '', tools),
    tools,
  )

const heading1: Build = (shortcode) =>
  heading(
    textOf(shortcode, ['title']) || shortcode.content,
    2,
    shortcode.attributes.get('title_level'),
  )

/** The before and after of a picture, in that order. */
const comparison: Build = (shortcode, tools) =>
  ['image_before', 'image_after', 'before_image', 'after_image']
    .map((name) => picture({ source: shortcode.attributes.get(name) ?? '' }, tools))
    .join('')

/** Divi's modules (Elegant Themes, versions 2 to 4) by their shortcodes. */
export const DIVI: Builds = {
  et_pb_section: layout,
  et_pb_row: layout,
  et_pb_row_inner: layout,
  et_pb_column: layout,
  et_pb_column_inner: layout,
  et_pb_text: layout,
  et_pb_code: layout,
  et_pb_fullwidth_code: layout,
  et_pb_accordion: layout,
  et_pb_tabs: layout,
  et_pb_slider: layout,
  et_pb_fullwidth_slider: layout,
  et_pb_pricing_tables: layout,
  et_pb_counters: layout,
  et_pb_video_slider: layout,
  et_pb_group: layout,
  et_pb_heading: heading1,
  et_pb_blurb: blurb,
  et_pb_image: image(['src'], { links: ['url'] }),
  et_pb_fullwidth_image: image(['src'], { links: ['url'] }),
  et_pb_gallery: pictures,
  et_pb_button: linkButton(['button_text'], ['button_url', 'link_option_url']),
  et_pb_toggle: opened(),
  et_pb_accordion_item: opened(),
  et_pb_tab: opened(),
  et_pb_video: video,
  et_pb_video_slider_item: video,
  et_pb_audio: audio,
  et_pb_cta: callToAction,
  et_pb_testimonial: quotation(['author', 'job_title', 'company_name']),
  et_pb_slide: slide,
  et_pb_fullwidth_header: header,
  et_pb_team_member: person,
  et_pb_number_counter: counter,
  et_pb_circle_counter: counter,
  et_pb_counter: counter,
  et_pb_pricing_table: price,
  et_pb_pricing_item: layout,
  et_pb_countdown_timer: module({ title: ['title'], level: 4, lines: ['date_time'], link: [] }),
  et_pb_icon: decoration,
  et_pb_divider: decoration,
  et_pb_image_comparison: comparison,
  et_pb_post_title: chrome,
  et_pb_fullwidth_post_title: chrome,
  et_pb_post_nav: chrome,
  et_pb_comments: chrome,
  et_pb_menu: chrome,
  et_pb_fullwidth_menu: chrome,
  et_pb_sidebar: chrome,
  et_pb_search: chrome,
  et_pb_login: lost,
  et_pb_social_media_follow: chrome,
  et_pb_social_media_follow_network: chrome,
  et_pb_blog: lost,
  et_pb_portfolio: lost,
  et_pb_filterable_portfolio: lost,
  et_pb_fullwidth_portfolio: lost,
  et_pb_post_slider: lost,
  et_pb_fullwidth_post_slider: lost,
  et_pb_shop: lost,
  et_pb_map: layout,
  et_pb_fullwidth_map: layout,
  et_pb_map_pin: module({ title: ['title'], level: 4, lines: ['pin_address'], link: [] }),
  et_pb_contact_form: lost,
  et_pb_contact_field: decoration,
  et_pb_signup: lost,
  et_pb_signup_custom_field: decoration,
}
