/** One question with its answer, by the classes that a builder gives the item, what opens it and what it opens. */
export interface Item {
  item: string
  title: readonly string[]
  content: readonly string[]
  rule?: string
}

const ITEMS: readonly Item[] = [
  {
    item: 'elementor-accordion-item',
    title: ['elementor-tab-title'],
    content: ['elementor-tab-content'],
  },
  {
    item: 'elementor-toggle-item',
    title: ['elementor-tab-title'],
    content: ['elementor-tab-content'],
  },
  { item: 'et_pb_toggle', title: ['et_pb_toggle_title'], content: ['et_pb_toggle_content'] },
  { item: 'vc_toggle', title: ['vc_toggle_title'], content: ['vc_toggle_content'] },
  {
    item: 'vc_tta-panel',
    title: ['vc_tta-panel-title', 'vc_tta-panel-heading'],
    content: ['vc_tta-panel-body'],
  },
  {
    item: 'wpb_accordion_section',
    title: ['wpb_accordion_header'],
    content: ['wpb_accordion_content'],
  },
  {
    item: 'schema-faq-section',
    title: ['schema-faq-question'],
    content: ['schema-faq-answer'],
    rule: 'faq',
  },
  {
    item: 'rank-math-list-item',
    title: ['rank-math-question'],
    content: ['rank-math-answer'],
    rule: 'faq',
  },
  {
    item: 'rank-math-faq-item',
    title: ['rank-math-question'],
    content: ['rank-math-answer'],
    rule: 'faq',
  },
  {
    item: 'aioseo-faq-block',
    title: ['aioseo-faq-block-question'],
    content: ['aioseo-faq-block-answer'],
    rule: 'faq',
  },
  {
    item: 'wp-block-accordion-item',
    title: ['wp-block-accordion-heading__toggle-title', 'wp-block-accordion-heading'],
    content: ['wp-block-accordion-panel'],
  },
  {
    item: 'wp-block-kadence-pane',
    title: ['kt-blocks-accordion-title', 'kt-blocks-accordion-header'],
    content: ['kt-accordion-panel-inner', 'kt-accordion-panel'],
  },
  {
    item: 'uagb-faq-item',
    title: ['uagb-question', 'uagb-faq-questions'],
    content: ['uagb-faq-content'],
    rule: 'faq',
  },
  {
    item: 'wp-block-ub-content-toggle-accordion',
    title: ['wp-block-ub-content-toggle-accordion-title'],
    content: ['wp-block-ub-content-toggle-accordion-content-wrap'],
  },
  {
    item: 'gb-accordion__item',
    title: ['gb-accordion__toggle'],
    content: ['gb-accordion__content'],
  },
  {
    item: 'fl-accordion-item',
    title: ['fl-accordion-button-label', 'fl-accordion-button'],
    content: ['fl-accordion-content'],
  },
  {
    item: 'fusion-panel',
    title: ['fusion-toggle-heading', 'panel-title', 'panel-heading'],
    content: ['panel-body', 'toggle-content'],
  },
  {
    item: 'sow-accordion-panel',
    title: ['sow-accordion-title', 'sow-accordion-panel-header'],
    content: ['sow-accordion-panel-content'],
  },
  { item: 'tve_faq', title: ['tve_faqI', 'tve-toggle-text'], content: ['tve_faqC'] },
  { item: 'thrv_toggle_item', title: ['thrv_toggle_title'], content: ['thrv_toggle_content'] },
  {
    item: 'w-tabs-section',
    title: ['w-tabs-section-title', 'w-tabs-section-header'],
    content: ['w-tabs-section-content'],
  },
  { item: 'su-spoiler', title: ['su-spoiler-title'], content: ['su-spoiler-content'] },
  {
    item: 'eael-accordion-list',
    title: ['eael-accordion-tab-title', 'eael-accordion-header'],
    content: ['eael-accordion-content'],
  },
  {
    item: 'bde-faq__item',
    title: ['bde-faq__title', 'bde-faq__question'],
    content: ['bde-faq__answer-content', 'bde-faq__answer'],
    rule: 'faq',
  },
  {
    item: 'bde-accordion__item',
    title: ['bde-accordion__title', 'bde-accordion__title-tag'],
    content: ['bde-accordion__content-wrapper', 'bde-accordion__content'],
  },
  {
    item: 'swell-block-faq__item',
    title: ['faq_q'],
    content: ['faq_a'],
    rule: 'faq',
  },
  {
    item: 'wp-block-cocoon-blocks-faq',
    title: ['faq-question-content'],
    content: ['faq-answer-content'],
    rule: 'faq',
  },
  { item: 'av_toggle_section', title: ['toggler'], content: ['toggle_content', 'toggle_wrap'] },
  { item: 'av_tab_section', title: ['tab'], content: ['tab_inner_content', 'tab_content'] },
  {
    item: 'accordion-item',
    title: ['accordion-title', 'accordion-button', 'accordion-header', 'brxe-heading'],
    content: [
      'accordion-content-wrapper',
      'accordion-body',
      'accordion-content',
      'accordion-inner',
      'accordion-collapse',
    ],
  },
]
/** By the class of the item. */
export const ITEM_OF = new Map(ITEMS.map((item) => [item.item, item]))

/** Tabs: what names each, and what each shows, in the same order. */
export interface Tabs {
  container: string
  titles: readonly string[]
  panels: readonly string[]
}

const TABS: readonly Tabs[] = [
  {
    container: 'elementor-tabs',
    titles: ['elementor-tab-desktop-title', 'elementor-tab-title'],
    panels: ['elementor-tab-content'],
  },
  { container: 'e-n-tabs', titles: ['e-n-tab-title'], panels: ['e-n-tabs-content>'] },
  { container: 'et_pb_tabs', titles: ['et_pb_tabs_controls>'], panels: ['et_pb_tab'] },
  {
    container: 'wpb_tabs',
    titles: ['wpb_tabs_nav>', 'ui-tabs-nav>'],
    panels: ['wpb_tab', 'ui-tabs-panel'],
  },
  {
    container: 'kt-tabs-wrap',
    titles: ['kt-tab-title'],
    panels: ['wp-block-kadence-tab', 'kt-tab-inner-content'],
  },
  {
    container: 'uagb-tabs__wrap',
    titles: ['uagb-tabs__panel>'],
    panels: ['uagb-tabs__body-container'],
  },
  {
    container: 'wp-block-ub-tabbed-content',
    titles: ['wp-block-ub-tabbed-content-tab-title-wrap'],
    panels: ['wp-block-ub-tabbed-content-tab-content-wrap'],
  },
  {
    container: 'fl-tabs',
    titles: ['fl-tabs-labels>', 'fl-tabs-label'],
    panels: ['fl-tabs-panel-content'],
  },
  { container: 'fusion-tabs', titles: ['nav-tabs>'], panels: ['tab-pane'] },
  {
    container: 'sow-tabs',
    titles: ['sow-tabs-title', 'sow-tabs-tab'],
    panels: ['sow-tabs-panel-content', 'sow-tabs-panel'],
  },
  { container: 'brxe-tabs', titles: ['tab-title'], panels: ['tab-pane'] },
  { container: 'su-tabs', titles: ['su-tabs-nav>'], panels: ['su-tabs-pane'] },
  {
    container: 'eael-advance-tabs',
    titles: ['eael-tab-nav-item'],
    panels: ['eael-tab-content-item'],
  },
  { container: 'nav-tabs-wrapper', titles: ['nav-tabs>'], panels: ['tab-pane'] },
]
/** By the class of the container. */
export const TABS_OF = new Map(TABS.map((tabs) => [tabs.container, tabs]))
