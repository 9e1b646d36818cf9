import {
  block,
  gallery,
  heading,
  listedMedia,
  paragraph,
  quoted,
  repairAddress,
  textOf,
  trimContent,
  unpack,
  type Build,
  type Builds,
} from './build.ts'
import {
  chrome,
  decoration,
  film,
  image,
  layout,
  linkButton,
  lost,
  module,
  opened,
  phrase,
  quotation,
} from './widget.ts'

// Builders and plugins beside the two large ones, as tables of what their shortcodes mean.

/** All these names with one meaning. */
function all(names: string, build: Build): Builds {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, build]))
}

const pictures =
  (...attributes: string[]): Build =>
  (shortcode, tools) => {
    const list = attributes.map((name) => shortcode.attributes.get(name)).find(Boolean) ?? ''
    return block(gallery(listedMedia(list, tools), tools) + shortcode.content)
  }

/** Its words between the tags or in an attribute, its level in another. */
const titleOf =
  (words: readonly string[], level: readonly string[], usual = 2): Build =>
  (shortcode) => {
    const wanted = level.map((name) => shortcode.attributes.get(name)).find(Boolean)
    const text = textOf(shortcode, words) || shortcode.content
    const below = textOf(shortcode, ['subheading', 'sub_text', 'subtitle'])
    return heading(text, usual, wanted) + paragraph(below)
  }

const item: Build = ({ content }) => `<li>${trimContent(content)}</li>`
/** Of a list whose items are its own shortcodes, or one written as a list. */
const list: Build = ({ content }) =>
  /^(?:\s|<\/?p>|<br ?\/?>)*<li/i.test(content)
    ? `<ul>${content.replace(/<\/?p>|<br ?\/?>/gi, '')}</ul>`
    : block(content)

const box = module({
  image: ['image', 'image_id', 'img', 'src'],
  title: ['title', 'heading', 'title_text'],
  level: 3,
  levelIn: ['heading_tag', 'title_tag', 'tag'],
  lines: ['subtitle'],
  buttons: [
    ['linktext', 'link'],
    ['button_text', 'button_link'],
  ],
})

/** HTML that was packed so that nothing would change it. */
const packed: Build = ({ name, content }, { report }) => {
  const source = content
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#215;', 'x')
    .trim()
  const html = unpack(source)
  if (html !== null) return block(html)
  if (/<|\s/.test(content.trim())) return block(content)
  if (source) report.note('shortcode-code', 'lost', `[${name}]`)
  return ''
}

const FUSION: Builds = {
  ...all(
    'fusion_builder_container fusion_builder_row fusion_builder_row_inner fusion_builder_column fusion_builder_column_inner fusion_builder_blank_page fusion_text fusion_accordion fusion_tabs fusion_content_boxes fusion_testimonials fusion_alert fusion_table fusion_modal fusion_counters_box fusion_counters_circle fusion_pricing_table fusion_pricing_column fusion_pricing_row fusion_pricing_footer fusion_flip_boxes fusion_builder_next_page fusion_images fusion_slider fusion_section one_full one_half one_third one_fourth one_fifth one_sixth two_third two_fifth three_fourth three_fifth four_fifth five_sixth fullwidth',
    layout,
  ),
  ...all(
    'fusion_highlight fusion_dropcap fusion_tooltip fusion_popover fusion_modal_text_link',
    phrase,
  ),
  ...all(
    'fusion_separator fusion_fontawesome fusion_menu_anchor fusion_section_separator fusion_lottie',
    decoration,
  ),
  ...all(
    'fusion_sharing fusion_social_links fusion_breadcrumbs fusion_post_slider fusion_widget_area fusion_widget fusion_login fusion_menu',
    chrome,
  ),
  ...all(
    'fusion_form fusion_events fusion_blog fusion_portfolio fusion_recent_posts fusion_global fusion_map fusion_faq fusion_products_slider fusion_fusionslider',
    lost,
  ),
  fusion_title: titleOf([], ['size'], 2),
  fusion_button: linkButton([], ['link']),
  fusion_imageframe: image(['image', 'image_id', 'src']),
  fusion_image: image(['image', 'image_id']),
  fusion_slide: image(['image', 'image_id', 'src']),
  fusion_gallery: pictures('image_ids', 'ids'),
  fusion_gallery_image: image(['image', 'image_id']),
  fusion_toggle: opened(),
  fusion_tab: opened(),
  fusion_checklist: list,
  fusion_li_item: item,
  fusion_content_box: box,
  fusion_flip_box: module({
    image: ['image'],
    title: ['title_front'],
    text: ['text_front'],
    link: [],
  }),
  fusion_person: module({
    image: ['picture', 'image_id'],
    alt: ['name'],
    title: ['name'],
    level: 4,
    lines: ['title'],
    link: [],
  }),
  fusion_testimonial: quotation(['name', 'company']),
  fusion_tagline_box: module({
    title: ['title'],
    level: 2,
    text: ['description'],
    link: [],
    buttons: [['button', 'link']],
  }),
  fusion_counter_box: ({ attributes, content }) =>
    paragraph(
      `<strong>${attributes.get('unit') ?? ''}${attributes.get('value') ?? ''}</strong> ${trimContent(content)}`,
    ),
  fusion_youtube: film(['id'], 'https://www.youtube.com/watch?v='),
  fusion_vimeo: film(['id'], 'https://vimeo.com/'),
  fusion_video: film(['video']),
  fusion_audio: film(['src']),
  fusion_code: packed,
  fusion_syntax_highlighter: packed,
}

const ENFOLD: Builds = {
  ...all(
    'av_section av_layout_row av_cell_one_full av_cell_one_half av_cell_one_third av_cell_two_third av_cell_one_fourth av_cell_three_fourth av_one_full av_one_half av_one_third av_two_third av_one_fourth av_three_fourth av_one_fifth av_two_fifth av_three_fifth av_four_fifth av_textblock av_codeblock av_toggle_container av_tab_container av_iconlist av_testimonials av_notification av_content_slider av_sidebar_column av_submenu av_slideshow av_partner av_icongrid av_timeline av_catalogue',
    layout,
  ),
  ...all(
    'av_hr av_font_icon av_comments_list av_postslider av_social_share av_sidebar',
    decoration,
  ),
  ...all(
    'av_contact av_contact_field av_blog av_portfolio av_masonry_entries av_magazine av_google_map av_mailchimp av_revolutionslider av_layerslider av_productgrid av_upcoming_events',
    lost,
  ),
  av_heading: titleOf(['heading'], ['tag'], 3),
  av_image: image(['src', 'attachment']),
  av_button: linkButton(['label'], ['link']),
  av_buttonrow: layout,
  av_buttonrow_item: linkButton(['label'], ['link']),
  av_button_big: linkButton(['label'], ['link']),
  av_toggle: opened(),
  av_tab: opened(),
  av_iconlist_item: box,
  av_icon_box: box,
  av_icongrid_item: box,
  av_content_slide: box,
  av_promobox: module({ link: [], buttons: [['label', 'link']] }),
  av_video: film(['src']),
  av_slide: image(['id', 'video']),
  av_partner_logo: image(['id']),
  av_gallery: pictures('ids'),
  av_masonry_gallery: pictures('ids'),
  av_horizontal_gallery: pictures('ids'),
  av_team_member: module({
    image: ['src'],
    alt: ['name'],
    title: ['name'],
    level: 3,
    lines: ['job'],
    text: ['description'],
    link: [],
  }),
  av_testimonial_single: quotation(['name', 'subtitle']),
}

const FLATSOME: Builds = {
  ...all(
    'section section_inner row row_inner row_inner_1 col col_inner col_inner_1 text_box ux_banner_grid col_grid ux_text ux_html ux_slider ux_stack ux_sidebar tabgroup accordion message_box background lightbox ux_pricing_table logo_wrapper',
    layout,
  ),
  ...all('gap divider ux_separator scroll_to ux_hotspot', decoration),
  ...all('share follow page_header ux_menu ux_menu_link ux_menu_title search', chrome),
  ...all(
    'blog_posts ux_products ux_product_categories ux_instagram_feed ux_portfolio block ux_countdown map featured_items_grid',
    lost,
  ),
  ux_banner: module({ image: ['bg'], link: [] }),
  banner: module({ image: ['bg'], link: [] }),
  ux_image: image(['id', 'org_img', 'img', 'src']),
  ux_image_box: module({ image: ['img'], link: ['link'] }),
  featured_box: module({ image: ['img'], title: ['title'], level: 4, link: ['link'] }),
  team_member: module({
    image: ['img'],
    alt: ['name'],
    title: ['name'],
    level: 4,
    lines: ['title'],
    link: [],
  }),
  ux_video: film(['url']),
  ux_gallery: pictures('ids'),
  ux_logo: image(['img']),
  logo: image(['img']),
  button: linkButton(),
  title: titleOf(['text'], ['tag_name'], 3),
  tab: opened(),
  'accordion-item': opened(),
  testimonial: quotation(['name', 'author', 'company']),
  ux_price_table: titleOf(['title'], [], 3),
}

const CORNERSTONE: Builds = {
  ...all(
    'cs_content cs_section cs_row cs_column cs_text cs_element_section cs_element_row cs_element_column cs_element_text cs_content_seo x_section x_row x_column x_container x_accordion x_tabs x_tab_nav x_slider x_slide x_callout x_alert x_columnize x_content_band x_text x_icon_list x_feature_list',
    layout,
  ),
  ...all('x_gap x_line x_icon x_clear x_raw_output cs_element_gap cs_element_line', decoration),
  ...all('x_share x_author x_recent_posts x_search x_nav_menu', chrome),
  x_custom_headline: titleOf([], ['level']),
  x_feature_headline: titleOf([], ['level']),
  x_button: linkButton([], ['href']),
  x_image: image(['src'], { links: ['href'] }),
  x_accordion_item: opened(),
  x_tab: opened(),
  x_blockquote: quotation(['cite']),
  x_pullquote: quotation(['cite']),
  x_video_embed: layout,
  x_video_player: film(['m4v', 'ogv', 'src']),
  x_feature_box: box,
  x_card: module({ title: ['front_title'], text: ['front_text'], link: [] }),
  x_highlight: phrase,
  x_dropcap: phrase,
  x_icon_list_item: ({ content }) => paragraph(trimContent(content)),
}

const ULTIMATE: Builds = {
  ...all(
    'su_row su_column su_accordion su_tabs su_note su_service su_expand su_list su_members su_guests su_animate',
    layout,
  ),
  ...all('su_highlight su_dropcap su_label su_tooltip su_lightbox su_frame', phrase),
  ...all('su_divider su_spacer su_icon su_qrcode', decoration),
  ...all(
    'su_posts su_menu su_subpages su_siblings su_feed su_gmap su_meta su_user su_post su_document su_table',
    lost,
  ),
  su_heading: titleOf([], ['level'], 3),
  su_button: linkButton([], ['url']),
  su_spoiler: opened(),
  su_tab: opened(),
  su_quote: quotation(['cite']),
  su_pullquote: quotation([]),
  su_youtube: film(['url']),
  su_youtube_advanced: film(['url']),
  su_vimeo: film(['url']),
  su_video: film(['url']),
  su_audio: film(['url']),
  su_image_carousel: pictures('source', 'ids'),
  su_slider: pictures('source'),
  su_custom_gallery: pictures('source'),
}
const titledBox = module({ title: ['title'], level: 3, link: [] })

const OTHER_BUILDERS: Builds = {
  ...all(
    'themify_col themify_sub_row themify_box themify_layout_part_content thrive_2step thrive_text_block tcb_content columns column columns_2 one_half_last one_third_last one_fourth_last two_third_last three_fourth_last half third group content div span6 siteorigin_widget_content mk_page_section mk_padding_divider_content nectar_section full_width_section tabs toggles accordions panel panels box note info alert warning notice callout align center left right align_center wrap card cards container',
    layout,
  ),
  ...all('dropcap highlight tooltip mark small_text popover', phrase),
  ...all(
    'themify_hr clear clearfix hr spacer space line separator br mk_divider mk_padding_divider icon fa divider_line',
    decoration,
  ),
  themify_button: linkButton([], ['link']),
  themify_quote: quotation([]),
  thrive_link: linkButton([], ['link']),
  mk_fancy_title: titleOf([], ['tag_name']),
  mk_button: linkButton([], ['url']),
  mk_image: image(['src']),
  nectar_btn: linkButton(['text'], ['url']),
  image_with_animation: image(['image_url'], { links: ['img_link'] }),
  toggle: opened(['title', 'heading', 'title_open']),
  spoiler: opened(),
  accordion_item: opened(['title', 'heading']),
  faq: opened(['question', 'title', 'q']),
  pullquote: quotation(['author', 'cite']),
  blockquote: quotation(['author', 'cite']),
  heading: titleOf(['text', 'title'], ['tag', 'level', 'type']),
  headline: titleOf(['text', 'title'], ['tag', 'level', 'type']),
  btn: linkButton(),
}

/** BBCode, as it came along from forums. */
const BBCODE: Builds = {
  b: ({ content }) => `<strong>${content}</strong>`,
  i: ({ content }) => `<em>${content}</em>`,
  ...all('u size color font', phrase),
  s: ({ content }) => `<s>${content}</s>`,
  quote: quotation(['author', 'cite', '0']),
  url: ({ attributes, content }) => {
    const address = repairAddress(
      (attributes.get('0') ?? content.replace(/<[^>]*>/g, '')).replace(/^=?["']?|["']$/g, ''),
    )
    return `<a href=${quoted(address)}>${content}</a>`
  },
  img: image(['0', 'src']),
}

/** A note's text where it is called: its place at the foot of the page was the plugin's to make. */
const note: Build = ({ content, name }, { report }) => {
  const words = trimContent(content)
  if (words === '') return ''
  report.note('shortcode-footnote', 'changed', `[${name}] ${words.replace(/<[^>]*>/g, '')}`)
  return ` (${words})`
}

/** Forms, listings and the like: another plugin's own content, which no text of the article holds. */
const PLUGINS: Builds = {
  ...all(
    'contact-form-7 contact-form contact-field gravityform gravityforms ninja_form ninja_forms wpforms formidable fluentform forminator_form caldera_form everest_form happyforms quform hubspot mailpoet mailpoet_form mailpoet_page mc4wp_form mailerlite_form convertkit newsletter newsletter_form sibwp_form yikes-mailchimp jetpack_subscription_form subscribe2 mailchimpsf_form activecampaign ultimatemember ultimatemember_account ultimatemember_password login wpmem_form user_registration_form give_form givewp_form donate paypal paypal_donation wp_paypal stripe simpay rev_slider layerslider smartslider3 metaslider slide-anything masterslider soliloquy envira-gallery foogallery ngg ngg_images nggallery modula wp-gallery ess_grid the_grid tablepress table wpdatatable elementor-template templatera products product product_page product_category product_categories recent_products featured_products sale_products best_selling_products top_rated_products add_to_cart woocommerce_cart woocommerce_checkout woocommerce_my_account woocommerce_order_tracking shop_messages tribe_events tribe_events_list events_list event ai1ec eventbrite calendar google-calendar booking bookly-form wpgmza wpgmap google_map gmap leaflet-map polldaddy poll wp-poll yop_poll crowdsignal survey quiz instagram-feed custom-facebook-feed custom-twitter-feeds youtube-feed sbi smash fts_instagram display-posts recent_posts recent-posts latest_posts pt_view sitemap wp_sitemap_page archives list-pages child_pages pagelist subpages wpdreams_ajaxsearchpro download download_list downloads wpdm_package popup pum_form wp_rss_aggregator rss feedzy-rss reviews testimonial_view trustindex job_listings jobs courses learn_press_profile bbp-forum-index bbp-topic-index buddypress_directory mepr-membership-registration-form rcp_form pmpro_account listing do_widget widget sidebar xyz-ihs insert_page insert reblex block_id template product_table amazon aawp lasso affiliate_table',
    lost,
  ),
  ...all(
    'toc ez-toc lwptoc tableofcontents table_of_contents share addtoany addtoany_follow sharethis ssba ssba-buttons easy-social-share social_share social sharing_buttons shareaholic jetpack-related-posts related_posts yarpp author_box breadcrumb breadcrumbs rank_math_breadcrumb wpseo_breadcrumb aioseo_breadcrumbs post_navigation print_link printfriendly print-me rt_reading_time reading_time wp_reading_time post_views views ratings kkstarratings gdpr cookie_notice',
    chrome,
  ),
  ...all('footnote footnotes_note ref efn_note mfn sidenote note_ref fn', note),
  ...all('restrict members_only member mepr-active rcp_restrict wcm_restrict is_logged_in', layout),
}

/** All of them; a name that two builders share has the meaning that holds for both. */
export const OTHERS: Builds = {
  ...PLUGINS,
  ...BBCODE,
  ...OTHER_BUILDERS,
  ...FUSION,
  ...ENFOLD,
  ...CORNERSTONE,
  ...ULTIMATE,
  su_box: titledBox,
  ...FLATSOME,
}

/** How the names of builders' and plugins' shortcodes begin: nobody writes such a word between brackets. */
export const KNOWN_PREFIX =
  /^(?:et_pb_|et_|vc_|wpb_|fusion_|av_|ux_|cs_|x_|tp_|themify_|thrive_|tcb_|tve_|su_|mk_|dt_|nectar_|trx_|sc_|td_|tdc_|tdb_|tdm_|tds_|bt_|bb_|mkdf_|qode_|edgtf_|eltdf_|eltd_|kad_|cmsmasters_|stm_|porto_|woodmart_|wd_|ultimate_|ult_|bsf-|dfd_|kc_|mpc_|motopress_|mp_|siteorigin_|fl_|ld_|learndash|wc_|woocommerce_|give_|mc4wp|mailpoet|gravity|ninja_|caldera_|wpcf7|wpforms|elementor-|uael_|jet_|tribe_|fts_|wpgmza|envira|ngg|wpv-|wpdm_|edd_|rcp_|mepr-|pmpro_|um_|bbp-|bp_|amp_|cq_vc_|grve_|vce_|vcex_|the7_|dt_vc_|jwp_|gt3_|th_|ts_vcsc_|vamtam_|wr_|ig_|pb_|tatsu_|oxygen|ct_|oxy_|bricks_|brizy_|zn_|znhg_|cherry_|mfn_|be_|pt_|spb_|swift_|wolf_|iw_|ozy_|ebor_|tt_|lae_|eael_)/
