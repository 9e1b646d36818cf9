/** Types of WordPress and its plugins that hold settings, templates or copies, not articles. */
const INTERNAL = new Set([
  'acf-field',
  'acf-field-group',
  'acf-post-type',
  'acf-taxonomy',
  'acf-ui-options-page',
  'amp_validated_url',
  'attachment',
  'bricks_template',
  'custom_css',
  'customize_changeset',
  'e-landing-page-template',
  'elementor-hf',
  'elementor_font',
  'elementor_icons',
  'elementor_library',
  'elementor_snippet',
  'et_body_layout',
  'et_footer_layout',
  'et_header_layout',
  'et_pb_layout',
  'et_template',
  'et_theme_builder',
  'fl-builder-template',
  'flamingo_contact',
  'flamingo_inbound',
  'jetpack_migration',
  'mc4wp-form',
  'nav_menu_item',
  'oembed_cache',
  'patterns_ai_data',
  'popup',
  'popup_theme',
  'rank_math_schema',
  'revision',
  'scheduled-action',
  'shop_coupon',
  'shop_order',
  'shop_order_refund',
  'tablepress_table',
  'user_request',
  'vc4_templates',
  'vc_grid_item',
  'wp_block',
  'wp_font_face',
  'wp_font_family',
  'wp_global_styles',
  'wp_navigation',
  'wp_template',
  'wp_template_part',
  'wpcf7_contact_form',
  'wpcode',
  'wpforms',
])

/** Whether a post type never holds an article that readers saw under an address of its own. */
export function isInternalType(type: string): boolean {
  return INTERNAL.has(type)
}

const KNOWN = ['publish', 'future', 'draft', 'pending', 'private'] as const
export type ArticleStatus = (typeof KNOWN)[number]

/** States of what its owners threw away or never saved. */
const GONE = new Set(['trash', 'auto-draft', 'inherit'])

/**
 * The state that an article is imported in; null for what its owners threw away. A state that a plugin made up is no
 * promise that the text was public: it becomes a draft.
 */
export function toStatus(status: string): ArticleStatus | null {
  if (GONE.has(status)) return null
  return KNOWN.find((known) => known === status) ?? 'draft'
}
