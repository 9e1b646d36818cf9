import type { Capability } from './roles.ts'
import type { View } from './post-shape.ts'

// What there is here, in the words in which WordPress tells clients of types, taxonomies and statuses.

/** A type, taxonomy or status: its fields, and who may look at it in edit context. */
export interface Kind {
  fields: Record<string, unknown> & { name: string; slug: string }
  /** Whoever may do this works with it. */
  capability: Capability
}

/** Fields for those alone who work with a kind. */
export const EDIT_ONLY = [
  'capabilities',
  'labels',
  'supports',
  'viewable',
  'visibility',
  'show_cloud',
  'private',
  'protected',
  'show_in_list',
]
export const EMBEDDED = ['name', 'slug', 'icon', 'rest_base', 'rest_namespace']

/** The fields of a kind that a context shows. */
export function fieldsOf({ fields }: Kind, view: View): Record<string, unknown> {
  const isShown = (key: string) =>
    view === 'edit' || (view === 'embed' ? EMBEDDED.includes(key) : !EDIT_ONLY.includes(key))
  return Object.fromEntries(Object.entries(fields).filter(([key]) => isShown(key)))
}

const VERBS = ['edit', 'read', 'delete'] as const

/** Each right over the articles of a type, and the role's capability that grants it. */
function capabilitiesOf(name: string): Record<string, string> {
  const plural = `${name}s`
  const many = ['edit_', 'edit_others_', 'delete_', 'publish_', 'read_private_']
  const more = ['delete_private_', 'delete_published_', 'delete_others_']
  const last = ['edit_private_', 'edit_published_']
  return {
    ...Object.fromEntries(VERBS.map((verb) => [`${verb}_post`, `${verb}_${name}`])),
    ...Object.fromEntries(many.map((verb) => [`${verb}posts`, verb + plural])),
    read: 'read',
    ...Object.fromEntries([...more, ...last].map((verb) => [`${verb}posts`, verb + plural])),
    create_posts: `edit_${plural}`,
  }
}

/** What tools write on their buttons and lists. */
function typeLabels(one: string, many: string, parent: string | null): Record<string, unknown> {
  const [item, items] = [one.toLowerCase(), many.toLowerCase()]
  return {
    name: many,
    singular_name: one,
    add_new: `Add ${one}`,
    add_new_item: `Add ${one}`,
    edit_item: `Edit ${one}`,
    new_item: `New ${one}`,
    view_item: `View ${one}`,
    view_items: `View ${many}`,
    search_items: `Search ${many}`,
    not_found: `No ${items} found.`,
    not_found_in_trash: `No ${items} found in Trash.`,
    parent_item_colon: parent,
    all_items: `All ${many}`,
    archives: `${one} Archives`,
    attributes: `${one} Attributes`,
    insert_into_item: `Insert into ${item}`,
    uploaded_to_this_item: `Uploaded to this ${item}`,
    featured_image: 'Featured image',
    set_featured_image: 'Set featured image',
    remove_featured_image: 'Remove featured image',
    use_featured_image: 'Use as featured image',
    filter_items_list: `Filter ${items} list`,
    filter_by_date: 'Filter by date',
    items_list_navigation: `${many} list navigation`,
    items_list: `${many} list`,
    item_published: `${one} published.`,
    item_published_privately: `${one} published privately.`,
    item_reverted_to_draft: `${one} reverted to draft.`,
    item_trashed: `${one} trashed.`,
    item_scheduled: `${one} scheduled.`,
    item_updated: `${one} updated.`,
    item_link: `${one} Link`,
    item_link_description: `A link to a ${item}.`,
    menu_name: many,
    name_admin_bar: one,
  }
}

interface TypeTraits {
  slug: string
  one: string
  many: string
  base: string
  supports: readonly string[]
  taxonomies?: readonly string[]
  isHierarchical?: boolean
  icon: string
}

function typeOf(traits: TypeTraits): Kind {
  const { slug, one, many, isHierarchical = false } = traits
  const isPage = slug === 'page'
  return {
    capability: isPage ? 'edit_pages' : 'edit_posts',
    fields: {
      capabilities: capabilitiesOf(isPage ? 'page' : 'post'),
      description: '',
      hierarchical: isHierarchical,
      has_archive: false,
      visibility: { show_in_nav_menus: slug !== 'attachment', show_ui: true },
      viewable: true,
      labels: typeLabels(one, many, isHierarchical ? `Parent ${one}:` : null),
      name: many,
      slug,
      icon: `dashicons-admin-${traits.icon}`,
      supports: Object.fromEntries(traits.supports.map((name) => [name, true])),
      taxonomies: traits.taxonomies ?? [],
      rest_base: traits.base,
      rest_namespace: 'wp/v2',
      template: [],
      template_lock: false,
    },
  }
}

const WRITTEN = ['title', 'editor', 'author', 'thumbnail', 'excerpt', 'comments', 'revisions']

export const TYPES: readonly Kind[] = [
  typeOf({
    slug: 'post',
    one: 'Post',
    many: 'Posts',
    base: 'posts',
    supports: [...WRITTEN, 'post-formats', 'autosave'],
    taxonomies: ['category', 'post_tag'],
    icon: 'post',
  }),
  typeOf({
    slug: 'page',
    one: 'Page',
    many: 'Pages',
    base: 'pages',
    supports: [...WRITTEN, 'page-attributes', 'autosave'],
    isHierarchical: true,
    icon: 'page',
  }),
  typeOf({
    slug: 'attachment',
    one: 'Media',
    many: 'Media',
    base: 'media',
    supports: ['title', 'author', 'comments'],
    icon: 'media',
  }),
]

function termLabels(one: string, many: string, isTree: boolean): Record<string, unknown> {
  const items = many.toLowerCase()
  return {
    name: many,
    singular_name: one,
    search_items: `Search ${many}`,
    popular_items: isTree ? null : `Popular ${many}`,
    all_items: `All ${many}`,
    parent_item: isTree ? `Parent ${one}` : null,
    parent_item_colon: isTree ? `Parent ${one}:` : null,
    edit_item: `Edit ${one}`,
    view_item: `View ${one}`,
    update_item: `Update ${one}`,
    add_new_item: `Add ${one}`,
    new_item_name: `New ${one} Name`,
    separate_items_with_commas: isTree ? null : `Separate ${items} with commas`,
    add_or_remove_items: isTree ? null : `Add or remove ${items}`,
    choose_from_most_used: isTree ? null : `Choose from the most used ${items}`,
    not_found: `No ${items} found.`,
    no_terms: `No ${items}`,
    filter_by_item: isTree ? `Filter by ${one.toLowerCase()}` : null,
    items_list_navigation: `${many} list navigation`,
    items_list: `${many} list`,
    most_used: 'Most Used',
    back_to_items: `Go to ${many}`,
    item_link: `${one} Link`,
    item_link_description: `A link to a ${one.toLowerCase()}.`,
    menu_name: many,
    name_admin_bar: one,
    archives: `All ${many}`,
  }
}

function taxonomyOf(slug: string, one: string, many: string, base: string): Kind {
  const isTree = slug === 'category'
  const plural = isTree ? 'categories' : 'post_tags'
  const rights = ['manage', 'edit', 'delete', 'assign']
  return {
    capability: 'edit_posts',
    fields: {
      name: many,
      slug,
      capabilities: Object.fromEntries(
        rights.map((right) => [`${right}_terms`, `${right}_${plural}`]),
      ),
      description: '',
      labels: termLabels(one, many, isTree),
      types: ['post'],
      show_cloud: true,
      hierarchical: isTree,
      rest_base: base,
      rest_namespace: 'wp/v2',
      visibility: {
        public: true,
        publicly_queryable: true,
        show_admin_column: true,
        show_in_nav_menus: true,
        show_in_quick_edit: true,
        show_ui: true,
      },
    },
  }
}

export const TAXONOMIES: readonly Kind[] = [
  taxonomyOf('category', 'Category', 'Categories', 'categories'),
  taxonomyOf('post_tag', 'Tag', 'Tags', 'tags'),
]

function statusOf(
  slug: string,
  name: string,
  visibility: 'public' | 'protected' | 'private' | null,
  isFloating = false,
): Kind {
  return {
    capability: 'edit_posts',
    fields: {
      name,
      private: visibility === 'private',
      protected: visibility === 'protected',
      public: visibility === 'public',
      queryable: visibility === 'public',
      show_in_list: visibility !== null,
      slug,
      date_floating: isFloating,
    },
  }
}

export const STATUS_KINDS: readonly Kind[] = [
  statusOf('publish', 'Published', 'public'),
  statusOf('future', 'Scheduled', 'protected'),
  statusOf('draft', 'Draft', 'protected', true),
  statusOf('pending', 'Pending', 'protected', true),
  statusOf('private', 'Private', 'private'),
  statusOf('trash', 'Trash', null),
]
