import {
  attributeOf,
  classesOf,
  isElement,
  normalText,
  textIn,
  visitElements,
  type TreeElement,
  type TreeParent,
  type TreeRoot,
} from '#content/html-tree.ts'
import { dropPart, type CleanState } from '../context.ts'
import { visibleLength } from '../visible.ts'

const named = (names: string) => names.split(/\s+/).filter(Boolean)

/** Furniture of a theme or plugin, by class or id; a name that ends in * begins one. */
const CHROME: Record<string, readonly string[]> = {
  'table-of-contents': named(`
    ez-toc-container ez-toc-v2* lwptoc toc_container toc-container ftwp-container-outer ftwp-postcontent-toc
    wp-block-rank-math-toc-block rank-math-toc wp-block-yoast-seo-table-of-contents yoast-table-of-contents
    wp-block-aioseo-table-of-contents aioseo-table-of-contents elementor-widget-table-of-contents simpletoc*
    wp-block-kadence-tableofcontents kb-table-of-content-nav wp-block-uagb-table-of-contents uagb-toc__wrap
    wp-block-ub-table-of-contents-block ub_table-of-contents stk-block-table-of-contents wp-block-table-of-contents
    wp-block-coblocks-toc brxe-post-toc bricks-toc thrive-toc tve_contents_table tve-toc wp-block-sortabrilliant-toc
    fusion-toc-element rtoc-mokuji-content sow-toc joli-toc wpj-jtoc htoc cm-toc table-of-contents`),
  'share-bar': named(`
    sharedaddy sd-sharing sd-social sd-like jetpack-likes-widget-wrapper addtoany_share_save_container addtoany_content
    a2a_kit elementor-widget-share-buttons elementor-blockquote__tweet-button heateor_sss_sharing_container
    heateorSssClear shareaholic-canvas shariff essb_links swp_social_panel social-rocket-inline-buttons ssba ssba-wrap
    ssbp-wrap mashsb-container dpsp-content-wrapper dpsp-share-buttons-wrap dpsp-share-text simplesocialbuttons
    sfsi_outr_div sfsi_Sicons et_social_inline novashare-buttons wp-block-jetpack-sharing-buttons
    wp-block-outermost-social-sharing wp-block-uagb-social-share fusion-sharing-box fusion-social-links-sharing
    scriptlesssocialsharing share-buttons social-share social-sharing twitter-share-button fb-like fb-share-button
    brxe-post-sharing tve_share_item wpusb ultimate-social-deux juiz_sps ns-buttons wpsr-share
    wp-block-coblocks-click-to-tweet__twitter-btn bctt-ctt-btn`),
  'podcast-links': named(
    'powerpress_links powerpress_subscribe_links ssp-player-links podcast_meta',
  ),
  'related-posts': named(`
    jp-relatedposts wp-block-jetpack-related-posts yarpp yarpp-related crp_related related-posts relatedposts rp4wp-related-posts
    relpost-thumb-wrapper wp_rp_wrap erp_related zem_rp_wrap single-related-posts elementor-widget-related-posts
    internal-link-related-box irp-wrapper`),
  'post-navigation': named(`
    post-navigation nav-links navigation-links elementor-widget-post-navigation wp-block-post-navigation-link
    wp-block-navigation elementor-widget-nav-menu elementor-nav-menu--dropdown page-links post-page-numbers
    et_pb_post_nav fusion-single-navigation`),
  breadcrumbs: named(`
    elementor-widget-breadcrumbs yoast-breadcrumbs rank-math-breadcrumb breadcrumb breadcrumbs aioseo-breadcrumbs
    wp-block-yoast-seo-breadcrumbs`),
  comments: named(`
    comments-area comment-respond comment-list wp-block-comments elementor-widget-post-comments fb-comments
    disqus_thread et_pb_comments_module`),
  'edit-link': named('post-edit-link edit-link elementor-edit-link'),
  'author-box': named(`
    elementor-widget-author-box saboxplugin-wrap author-box author-bio pp-multiple-authors-boxes-wrapper
    wp-block-post-author wp-block-post-author-biography m-a-box abh_box wp-block-molongui-author-box
    ultimate-author-box aioseo-author-bio-compact pp-author-boxes-avatar`),
  'post-meta': named(`
    elementor-widget-post-info wp-block-post-date wp-block-post-terms wp-block-post-author-name entry-meta post-meta
    posted-on span-reading-time rt-reading-time bsf-rt-reading-time elementor-widget-theme-post-title wp-block-post-title`),
  'site-search': named(
    'search-form wp-block-search elementor-widget-search-form elementor-search-form',
  ),
  'background-layer': named(`
    elementor-background-overlay elementor-background-video-container elementor-background-slideshow elementor-shape
    wp-block-cover__background et_pb_section_video_bg et_pb_background_pattern et_pb_background_mask
    fl-bg-video fusion-video-cover vc_video-bg`),
  'carousel-control': named(`
    swiper-pagination swiper-button-next swiper-button-prev elementor-swiper-button swiper-notification slick-dots
    vc_tta-tabs-container slick-arrow slick-prev slick-next et-pb-slider-arrows et-pb-controllers owl-nav owl-dots flex-direction-nav
    flex-control-nav carousel-indicators carousel-control-prev carousel-control-next swiper-slide-duplicate
    splide__arrows splide__pagination wp-block-jetpack-slideshow_button-prev wp-block-jetpack-slideshow_button-next
    wp-block-jetpack-slideshow_button-pause wp-block-jetpack-slideshow_pagination slick-cloned`),
  'screen-reader-text': named(
    'screen-reader-text elementor-screen-only sr-only visually-hidden screen-reader-only',
  ),
  spacer: named(
    'elementor-widget-spacer wp-block-spacer vc_empty_space fl-spacer et_pb_space fusion-sep-none brxe-spacer',
  ),
  advertisement: named(`
    adsbygoogle ad-container advads-container ezoic-ad google-auto-placed mv-ad-box ai-viewports ai-placeholder
    div-gpt-ad* adthrive-ad quads-location`),
  'recipe-controls': named(`
    wprm-recipe-snippet wprm-recipe-jump wprm-recipe-jump-video wprm-recipe-print wprm-recipe-pin wprm-user-rating
    wprm-unit-conversion-container wprm-adjustable-servings-container wprm-call-to-action wprm-private-notes-container
    wprm-recipe-add-to-collection-recipe tasty-recipes-rating tasty-recipes-print-button tasty-recipes-quick-links
    tasty-recipes-scale-container tasty-recipes-units-scale-container tasty-recipes-cook-mode tasty-recipes-jump-link
    mv-create-print-form mv-create-reviews mv-create-jtr-wrapper recipe-card-print-link
    wpzoom-recipe-snippet-button`),
  'table-controls': named(`
    dataTables_length dataTables_filter dataTables_info dataTables_paginate dt-length dt-search dt-info dt-paging
    dt-buttons wpDataTablesFilter`),
  'form-hint': named(`
    gform_required_legend indicates-required wpforms-error-noscript wpforms-field-sublabel screen-reader-response
    wpcf7-response-output nf-form-fields-required frm_required_legend`),
  'social-feed': named('sbi sb_instagram cff-wrapper ctf sb_youtube sbr-feed'),
  'copy-button': named(
    'code-block-pro-copy-button copy-button enlighter-toolbar crayon-toolbar hcb-clipboard',
  ),
  'hidden-layer': named(`
    elementor-lightbox tippy-box mfp-hide lightbox-target pum-overlay tasty-pins-hidden-image-container
    bctt-hidden-image`),
}

const RULE_OF = new Map<string, string>()
const PREFIXES: [string, string][] = []
for (const [rule, names] of Object.entries(CHROME)) {
  for (const name of names) {
    if (name.endsWith('*')) PREFIXES.push([name.slice(0, -1), rule])
    else RULE_OF.set(name, rule)
  }
}
/** Ids that are a theme's own words for the same; a class of that name may be anything. */
const BY_ID: Record<string, string> = {
  comments: 'comments',
  respond: 'comments',
  toc: 'table-of-contents',
  'table-of-contents': 'table-of-contents',
  disqus_thread: 'comments',
  'jp-relatedposts': 'related-posts',
}
/** A part that holds this much of a body is no furniture, whatever its name. */
const MAX_SHARE = 0.5

/** Leaves out what the page, its theme or a plugin prints around an article. */
export function dropChrome(root: TreeRoot, state: CleanState, bodyLength: number): void {
  visitElements(root, (element) => {
    const rule = chromeRule(element)
    if (rule === null) return
    if (bodyLength > 200 && visibleLength(element) > bodyLength * MAX_SHARE) return
    const outer = element.parentNode
    const isDropped = dropPart(state, rule, element)
    if (isDropped && rule === 'advertisement') dropEmptyFrame(outer, state)
  })
}

/** What is printed over an advertisement, by language: en, de, fr, es, pt, it, nl, pl, ru, ar, ja. */
const AD_LABEL =
  /^[\W_]*(?:ads?|advertisements?|advertising|sponsored|anzeige|werbung|publicit[éèà]|annonce|publicidad|anuncio|publicidade|pubblicità|advertentie|reklama|реклама|إعلان|إعلانات|広告|スポンサー(?:ド)?リンク)[\W_]*$/iu

/** The box of an advertisement that is gone says at most that one was there. */
function dropEmptyFrame(box: TreeParent | null, state: CleanState): void {
  if (!box || !isElement(box) || !box.parentNode) return
  if (AD_LABEL.test(normalText(textIn(box)))) dropPart(state, 'advertisement', box)
}

function chromeRule(element: TreeElement): string | null {
  const id = attributeOf(element, 'id')
  // A heading that carries such an id is where a link leads, not the thing itself.
  const isHeading = /^h[1-6]$/.test(element.tagName)
  const byId = id === null || isHeading ? undefined : (BY_ID[id] ?? RULE_OF.get(id))
  if (byId && element.tagName !== 'a') return byId
  for (const name of classesOf(element)) {
    const rule = RULE_OF.get(name) ?? PREFIXES.find(([prefix]) => name.startsWith(prefix))?.[1]
    if (rule) return rule
  }
  return null
}
