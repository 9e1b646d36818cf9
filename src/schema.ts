import { sql } from 'drizzle-orm'
import type { SafeHtml } from '#content/body.ts'
import {
  blob,
  check,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core'

// Times are epoch seconds (UTC), booleans 0 or 1, columns that end in _json hold JSON checked by zod where
// it comes in. Ids are WordPress's own and count per region: posts, pages, media and revisions share one
// sequence, terms have another. The tables of the full-text index, the views and the triggers cannot be said here;
// migrations/0002 and 0003 hold them.

/** A site of the publication: what WordPress calls a site of a network. */
export const regions = sqliteTable('regions', {
  code: text().primaryKey(),
  /** First path segment, or empty for the region that lives at the root. */
  path: text().notNull().unique(),
  /** BCP 47 language tag, en-CA. */
  locale: text().notNull(),
  direction: text().notNull().default('ltr'),
  /** IANA name, America/Toronto. */
  timezone: text().notNull(),
  name: text().notNull(),
  tagline: text().notNull().default(''),
  /** Country or area as the chooser and the switcher name it: Canada. */
  label: text().notNull(),
  organisationJson: text('organisation_json').notNull().default('{}'),
  footerJson: text('footer_json').notNull().default('{}'),
  callToActionJson: text('call_to_action_json').notNull().default('null'),
  /** Accent colour as #rrggbb. */
  accent: text().notNull().default('#0b5d5e'),
  socialImageId: integer('social_image_id').notNull().default(0),
  postsPerPage: integer('posts_per_page').notNull().default(10),
  /** fold: é is found by e. keep: they are different letters. */
  searchDiacritics: text('search_diacritics').notNull().default('fold'),
  defaultCategoryId: integer('default_category_id').notNull().default(1),
  isXDefault: integer('is_x_default').notNull().default(0),
  position: integer().notNull().default(0),
  version: integer().notNull().default(1),
  headJson: text('head_json').notNull().default('{}'),
  /** Lines of robots.txt for the region's addresses. */
  robotsRules: text('robots_rules').notNull().default(''),
})

/**
 * The last id given in a region; `content` is shared by posts, pages, media and revisions, `unnumbered` counts media that
 * came without an id of their own.
 */
export const sequences = sqliteTable(
  'sequences',
  {
    regionCode: text('region_code').notNull(),
    kind: text({ enum: ['content', 'term', 'unnumbered'] }).notNull(),
    lastId: integer('last_id').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.kind] })],
)

/** A byline: one person or desk, known to the whole publication. */
export const authors = sqliteTable('authors', {
  authorId: integer('author_id').primaryKey(),
  /** The slug of the author's page, unique over all regions. */
  nicename: text().notNull().unique(),
  name: text().notNull(),
  description: text().notNull().default(''),
  url: text().notNull().default(''),
  /** Job title or desk as shown beside the name. */
  role: text().notNull().default(''),
  sameAsJson: text('same_as_json').notNull().default('[]'),
  /** Address of the portrait, square, root-relative or absolute; empty for none. */
  portrait: text().notNull().default(''),
  version: integer().notNull().default(1),
  /** What structured data of the WordPress site that they came from calls them (`#/schema/person/…`); empty for none. */
  schemaKey: text('schema_key').notNull().default(''),
})

/** An account that may sign in; its public face is the author with the same id. */
export const users = sqliteTable('users', {
  userId: integer('user_id')
    .primaryKey()
    .references(() => authors.authorId, { onDelete: 'cascade' }),
  login: text().notNull().unique(),
  email: text().notNull().default(''),
  /** Role in every region, or null when only user_roles count. */
  role: text(),
  createdAt: integer('created_at').notNull(),
  firstName: text('first_name').notNull().default(''),
  lastName: text('last_name').notNull().default(''),
  /** Empty: the login stands for it. */
  nickname: text().notNull().default(''),
  /** Language of the user's tools as WordPress writes it, fr_CA; empty for the region's. */
  locale: text().notNull().default(''),
  /** What editors' tools keep for the user (WordPress: meta.persisted_preferences). */
  preferencesJson: text('preferences_json').notNull().default('{}'),
  /** Counts the account's own changes; named apart from the author's, beside which it is read. */
  accountVersion: integer('account_version').notNull().default(1),
})

/** A role within one region, for a user who has none publication-wide. */
export const userRoles = sqliteTable(
  'user_roles',
  {
    userId: integer('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code, { onDelete: 'cascade' }),
    role: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.regionCode] })],
)

export const applicationPasswords = sqliteTable(
  'application_passwords',
  {
    uuid: text().primaryKey(),
    userId: integer('user_id')
      .notNull()
      .references(() => users.userId, { onDelete: 'cascade' }),
    name: text().notNull(),
    appId: text('app_id').notNull().default(''),
    /** Hex SHA-256 of salt and password for a generated password, `pbkdf2-sha512:` and more for a chosen one. */
    passwordHash: text('password_hash').notNull(),
    salt: text().notNull(),
    createdAt: integer('created_at').notNull(),
    lastUsedAt: integer('last_used_at'),
    lastIp: text('last_ip'),
  },
  // Sign-in: every key of the user who is named in the Authorization header.
  (t) => [index('application_passwords_user').on(t.userId)],
)

/** Joins the versions of one article in several regions. */
export const translationGroups = sqliteTable(
  'translation_groups',
  {
    groupId: integer('group_id').primaryKey(),
    /** What it was called where it was imported from; null for those made here. */
    sourceKey: text('source_key'),
  },
  (t) => [
    // The versions that an import finds again.
    uniqueIndex('translation_groups_by_source')
      .on(t.sourceKey)
      .where(sql`source_key is not null`),
  ],
)

/** Posts and pages. */
export const articles = sqliteTable(
  'articles',
  {
    /** Row number for the full-text index; never leaves the database. */
    key: integer().primaryKey(),
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code),
    id: integer().notNull(),
    type: text({ enum: ['post', 'page'] }).notNull(),
    status: text({
      enum: ['publish', 'future', 'draft', 'pending', 'private', 'trash', 'auto-draft'],
    }).notNull(),
    /** What trash remembers, so that restoring gives it back. */
    statusBeforeTrash: text('status_before_trash'),
    slug: text().notNull(),
    /** Address below the region without slashes at the ends: a page's holds its parents' slugs. */
    path: text().notNull(),
    parentId: integer('parent_id').notNull().default(0),
    menuOrder: integer('menu_order').notNull().default(0),
    guid: text().notNull(),
    title: text().notNull(),
    /** The title without markup and entities, as pages print it. */
    titleText: text('title_text').notNull(),
    excerptRaw: text('excerpt_raw').notNull().default(''),
    excerptText: text('excerpt_text').notNull().default(''),
    cleanerVersion: integer('cleaner_version').notNull().default(0),
    headingsJson: text('headings_json').notNull().default('[]'),
    /** Ids of the media that the body shows, so that a changed picture purges its articles. */
    mediaIdsJson: text('media_ids_json').notNull().default('[]'),
    /** Questions and answers of the body, as structured data tells them. */
    faqJson: text('faq_json').notNull().default('[]'),
    wordCount: integer('word_count').notNull().default(0),
    authorId: integer('author_id').notNull(),
    featuredMediaId: integer('featured_media_id').notNull().default(0),
    commentStatus: text('comment_status').notNull().default('closed'),
    pingStatus: text('ping_status').notNull().default('closed'),
    isSticky: integer('is_sticky').notNull().default(0),
    template: text().notNull().default(''),
    format: text().notNull().default('standard'),
    password: text().notNull().default(''),
    metaJson: text('meta_json').notNull().default('{}'),
    seoJson: text('seo_json').notNull().default('{}'),
    publishedAt: integer('published_at').notNull(),
    /** 0 while a draft has no date of its own: its date moves with every save. */
    isDateSet: integer('is_date_set').notNull().default(1),
    modifiedAt: integer('modified_at').notNull(),
    translationGroupId: integer('translation_group_id').references(() => translationGroups.groupId),
    version: integer().notNull().default(1),
    // The long ones come last: SQLite walks through all that stands before a column to reach it.
    /** Cleaned and sanitised by the release named in cleaner_version. */
    contentHtml: text('content_html').notNull(),
    contentText: text('content_text').notNull(),
    /** As received from the editor or the import. */
    contentRaw: text('content_raw').notNull(),
    /** Where an import found it and what it was then; null for what was written here. */
    sourceJson: text('source_json'),
    /** Approved comments that it had where an import found it. */
    commentCount: integer('comment_count').notNull().default(0),
  },
  (t) => [
    // One article by its id: the API, ?p=, revisions.
    uniqueIndex('articles_id').on(t.regionCode, t.id),
    // A new slug is taken or free: unique per type, for pages per parent.
    uniqueIndex('articles_slug')
      .on(t.regionCode, t.type, t.parentId, t.slug)
      .where(sql`slug <> ''`),
    // The API's list of one type and status, newest first.
    index('articles_by_date').on(t.regionCode, t.type, t.status, t.publishedAt, t.id),
    // The same ordered or bounded by the time of the last change.
    index('articles_by_modified').on(t.regionCode, t.type, t.modifiedAt, t.id),
    // The API's list of one author's articles.
    index('articles_by_author').on(t.regionCode, t.authorId, t.type, t.publishedAt),
    // Siblings in other regions.
    index('articles_by_group')
      .on(t.translationGroupId)
      .where(sql`translation_group_id is not null`),
    // The cron: what is due to be published.
    index('articles_due')
      .on(t.publishedAt)
      .where(sql`status = 'future'`),
    // Which articles lead with a picture that has changed.
    index('articles_by_featured')
      .on(t.regionCode, t.featuredMediaId)
      .where(sql`featured_media_id <> 0`),
    // The pages below one that comes later than they do.
    index('articles_by_parent')
      .on(t.regionCode, t.parentId)
      .where(sql`parent_id <> 0`),
    check('articles_sticky_is_bool', sql`is_sticky in (0, 1)`),
  ],
)

export const revisions = sqliteTable(
  'revisions',
  {
    regionCode: text('region_code').notNull(),
    id: integer().notNull(),
    articleId: integer('article_id').notNull(),
    kind: text({ enum: ['revision', 'autosave'] }).notNull(),
    title: text().notNull(),
    contentRaw: text('content_raw').notNull(),
    excerptRaw: text('excerpt_raw').notNull(),
    seoJson: text('seo_json').notNull().default('{}'),
    authorId: integer('author_id').notNull(),
    createdAt: integer('created_at').notNull(),
    /** The article's version that this revision kept. */
    version: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    // The revisions of one article, newest first.
    index('revisions_by_article').on(t.regionCode, t.articleId, t.id),
  ],
)

/** Categories (a tree) and tags. */
export const terms = sqliteTable(
  'terms',
  {
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code),
    id: integer().notNull(),
    taxonomy: text({ enum: ['category', 'post_tag'] }).notNull(),
    slug: text().notNull(),
    /** Address below category/ or tag/, with the parents' slugs. */
    path: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(''),
    parentId: integer('parent_id').notNull().default(0),
    /** Live posts, as WordPress counts them: those of child categories not included. */
    count: integer().notNull().default(0),
    seoJson: text('seo_json').notNull().default('{}'),
    version: integer().notNull().default(1),
    /** Its id on the site that it was imported from. */
    sourceId: integer('source_id'),
    /** The id there of a parent that has not come yet. */
    sourceParentId: integer('source_parent_id'),
    /** The description as pages print it: its safe HTML. */
    descriptionHtml: text('description_html').$type<SafeHtml | ''>().notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    // What an import names by the old site's id.
    index('terms_by_source')
      .on(t.regionCode, t.sourceId)
      .where(sql`source_id is not null`),
    // The children that wait for a parent.
    index('terms_by_source_parent')
      .on(t.regionCode, t.sourceParentId)
      .where(sql`source_parent_id is not null`),
    // A listing's address, and uniqueness of slugs.
    uniqueIndex('terms_slug').on(t.regionCode, t.taxonomy, t.slug),
    // The children of a category.
    index('terms_by_parent').on(t.regionCode, t.taxonomy, t.parentId),
    // The API's list, by name.
    index('terms_by_name').on(t.regionCode, t.taxonomy, t.name),
    // The sections of a front page whose menu names none: the categories with the most posts.
    index('terms_by_count').on(t.regionCode, t.taxonomy, t.count),
  ],
)

export const articleTerms = sqliteTable(
  'article_terms',
  {
    regionCode: text('region_code').notNull(),
    articleId: integer('article_id').notNull(),
    termId: integer('term_id').notNull(),
    position: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.articleId, t.termId] }),
    foreignKey({
      columns: [t.regionCode, t.articleId],
      foreignColumns: [articles.regionCode, articles.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [t.regionCode, t.termId],
      foreignColumns: [terms.regionCode, terms.id],
    }).onDelete('cascade'),
    // The articles of a term: the API's filter, and what a changed term touches.
    index('article_terms_by_term').on(t.regionCode, t.termId, t.articleId),
  ],
)

/**
 * Where a live post is listed, one row a listing, in the order in which readers see it. Kept at every write,
 * so that any page of any listing is one short range read. Subjects: `home`, `term:4` (a post of a child
 * category is in its parents' too), `author:2`, `year:2025`, `month:2025-11`, `day:2025-11-04`.
 */
export const listings = sqliteTable(
  'listings',
  {
    regionCode: text('region_code').notNull(),
    subject: text().notNull(),
    publishedAt: integer('published_at').notNull(),
    articleId: integer('article_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.subject, t.publishedAt, t.articleId] }),
    // A write replaces the rows of its article.
    index('listings_by_article').on(t.regionCode, t.articleId),
  ],
)

/** How many rows each listing has, kept by triggers: a count that does not grow with the archive. */
export const listingCounts = sqliteTable(
  'listing_counts',
  {
    regionCode: text('region_code').notNull(),
    subject: text().notNull(),
    total: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.subject] })],
)

/**
 * What readers' pages show of a region: its settings and menus as one JSON document, with links to all regions. By
 * path; `*` holds the full settings of every region. Kept, like the two below, by the triggers of migrations/0003.
 */
export const regionFrames = sqliteTable('region_frames', {
  path: text().primaryKey(),
  document: text().notNull(),
})

/** A live article as a listing shows it, with the author, first category and picture that it had from other tables. */
export const articleCards = sqliteTable(
  'article_cards',
  {
    regionCode: text('region_code').notNull(),
    articleId: integer('article_id').notNull(),
    document: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.articleId] })],
)

/** A live article as its own page shows it. */
export const articlePages = sqliteTable(
  'article_pages',
  {
    regionCode: text('region_code').notNull(),
    articleId: integer('article_id').notNull(),
    type: text({ enum: ['post', 'page'] }).notNull(),
    path: text().notNull(),
    document: text().notNull(),
    /** Ids of the post before it and after it, or null, then of related ones; their cards are read beside it. */
    linksJson: text('links_json').notNull(),
    /** The clean body again, so that a page is one row; empty for what a password protects. */
    html: text().notNull(),
    /** Another one each time that the document is put together. */
    stamp: text()
      .notNull()
      .default(sql`(hex(randomblob(8)))`),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.articleId] }),
    // A reader's address: /ca/{path}/.
    index('article_pages_path').on(t.regionCode, t.path, t.type),
  ],
)

export const media = sqliteTable(
  'media',
  {
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code),
    id: integer().notNull(),
    slug: text().notNull(),
    title: text().notNull().default(''),
    alt: text().notNull().default(''),
    caption: text().notNull().default(''),
    /** The caption as pages print it: its safe HTML. */
    captionHtml: text('caption_html').notNull().default(''),
    description: text().notNull().default(''),
    credit: text().notNull().default(''),
    mimeType: text('mime_type').notNull(),
    /** Path below wp-content/uploads/, sites/7/2025/11/name.webp; in R2 behind the region's code. */
    file: text().notNull(),
    widthPx: integer('width_px').notNull().default(0),
    heightPx: integer('height_px').notNull().default(0),
    bytes: integer().notNull().default(0),
    /** Renditions: [{ name, file, widthPx, heightPx, mimeType, bytes }], widest last. */
    sizesJson: text('sizes_json').notNull().default('[]'),
    /** Where an import found it; null for uploads. */
    sourceUrl: text('source_url'),
    /** 0: R2 has no bytes yet, and readers are sent to source_url. */
    isStored: integer('is_stored').notNull().default(1),
    guid: text().notNull(),
    authorId: integer('author_id').notNull(),
    parentId: integer('parent_id').notNull().default(0),
    metaJson: text('meta_json').notNull().default('{}'),
    createdAt: integer('created_at').notNull(),
    modifiedAt: integer('modified_at').notNull(),
    version: integer().notNull().default(1),
    /** Its id on the site that it was imported from; null where that shows none, and for uploads. */
    sourceId: integer('source_id'),
    /** 1: its files came after the bodies that show it were cleaned. */
    isFresh: integer('is_fresh').notNull().default(0),
    /** Eight hex digits in the addresses of its variants, others for another file; empty: none are made. */
    variantKey: text('variant_key').notNull().default(''),
    /** #rrggbb: what a page shows in its place until it comes; empty for what is transparent or was never opened. */
    color: text().notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.id] }),
    // What a body names by the old site's id.
    index('media_by_source')
      .on(t.regionCode, t.sourceId)
      .where(sql`source_id is not null`),
    // Whose bodies are to be cleaned anew.
    index('media_fresh')
      .on(t.regionCode)
      .where(sql`is_fresh = 1`),
    // Whose files are still to be fetched.
    index('media_unstored')
      .on(t.regionCode, t.id)
      .where(sql`is_stored = 0`),
    uniqueIndex('media_slug').on(t.regionCode, t.slug),
    // An upload's name is taken or free; an imported file is known.
    uniqueIndex('media_file').on(t.regionCode, t.file),
    // The API's list, newest first.
    index('media_by_date').on(t.regionCode, t.createdAt, t.id),
    // The media of one article (media?parent=).
    index('media_by_parent').on(t.regionCode, t.parentId),
  ],
)

/** Every address under which a medium is known, its sizes' too, so that any of them leads to the row. */
export const mediaFiles = sqliteTable(
  'media_files',
  {
    regionCode: text('region_code').notNull(),
    file: text().notNull(),
    mediaId: integer('media_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.file] }),
    foreignKey({
      columns: [t.regionCode, t.mediaId],
      foreignColumns: [media.regionCode, media.id],
    }).onDelete('cascade'),
  ],
)

/** Old addresses: renamed slugs, the import's, and those an editor made. */
export const redirects = sqliteTable(
  'redirects',
  {
    regionCode: text('region_code').notNull(),
    /** Below the region, without slashes at the ends. */
    source: text().notNull(),
    /** Root-relative or absolute; null when an id says where. */
    target: text(),
    articleId: integer('article_id'),
    termId: integer('term_id'),
    status: integer().notNull().default(301),
    hits: integer().notNull().default(0),
    createdAt: integer('created_at').notNull(),
    authorId: integer('author_id'),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.source] }),
    // The old addresses of a term that is deleted.
    index('redirects_by_term')
      .on(t.regionCode, t.termId)
      .where(sql`term_id is not null`),
    // The old addresses of an article that is deleted for good.
    index('redirects_by_article')
      .on(t.regionCode, t.articleId)
      .where(sql`article_id is not null`),
  ],
)

/** One menu a row; items_json: [{ label, url, items? }], url root-relative or absolute. */
export const navigation = sqliteTable(
  'navigation',
  {
    regionCode: text('region_code')
      .notNull()
      .references(() => regions.code, { onDelete: 'cascade' }),
    location: text().notNull(),
    itemsJson: text('items_json').notNull(),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.location] })],
)

/** The purge outbox: written in the batch of the change, deleted after the second purge. */
export const changes = sqliteTable(
  'changes',
  {
    changeId: integer('change_id').primaryKey({ autoIncrement: true }),
    /** Subjects before and after the edit: ["article:ca:9", "list:ca"]. */
    subjectsJson: text('subjects_json').notNull(),
    createdAt: integer('created_at').notNull(),
    /** When the first purge succeeded; null while it is still owed. */
    purgedAt: integer('purged_at'),
    /** The next purge is due from here on. */
    dueAt: integer('due_at').notNull(),
    attempts: integer().notNull().default(0),
  },
  // The relay: the oldest rows that are due.
  (t) => [index('changes_due').on(t.dueAt)],
)

/** The sitemaps of a region: how many entries each holds, and when one of them changed last. Kept by triggers. */
export const sitemaps = sqliteTable(
  'sitemaps',
  {
    regionCode: text('region_code').notNull(),
    kind: text({ enum: ['post', 'page', 'category', 'post_tag', 'author'] }).notNull(),
    number: integer().notNull(),
    total: integer().notNull().default(0),
    modifiedAt: integer('modified_at').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.regionCode, t.kind, t.number] })],
)

/**
 * What search engines and feed readers may find: articles that are out, open to all and not marked noindex; of terms and
 * authors those that ever listed one. Kept by the triggers of migrations/0020.
 */
export const sitemapEntries = sqliteTable(
  'sitemap_entries',
  {
    regionCode: text('region_code').notNull(),
    kind: text({ enum: ['post', 'page', 'category', 'post_tag', 'author'] }).notNull(),
    itemId: integer('item_id').notNull(),
    /** Of the sitemap that it is in. */
    number: integer().notNull(),
    /** When its title, excerpt, body or picture changed last. */
    modifiedAt: integer('modified_at').notNull().default(0),
    /** Below the region; of articles alone, like what follows. */
    path: text().notNull().default(''),
    canonical: text().notNull().default(''),
    /** Paths below wp-content/uploads/. */
    imagesJson: text('images_json').notNull().default('[]'),
    /** The versions in other regions: [{ region, id, path }]. */
    siblingsJson: text('siblings_json').notNull().default('[]'),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.kind, t.itemId] }),
    // One sitemap.
    index('sitemap_entries_by_number').on(t.regionCode, t.kind, t.number),
  ],
)

/** The addresses that IndexNow and the WebSub hub are still to be told of. */
export const pings = sqliteTable(
  'pings',
  {
    regionCode: text('region_code').notNull(),
    path: text().notNull(),
    articleId: integer('article_id').notNull(),
    isIndexnowOwed: integer('is_indexnow_owed').notNull().default(1),
    isWebsubOwed: integer('is_websub_owed').notNull().default(1),
    dueAt: integer('due_at').notNull().default(0),
    attempts: integer().notNull().default(0),
    /** Counts the changes of one address: what changes while it is told of is told of again. */
    version: integer().notNull().default(1),
  },
  (t) => [
    primaryKey({ columns: [t.regionCode, t.path] }),
    check('pings_indexnow_is_bool', sql`is_indexnow_owed in (0, 1)`),
    check('pings_websub_is_bool', sql`is_websub_owed in (0, 1)`),
  ],
)

/** Who changed what through the API; written in the batch of the change. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    auditId: integer('audit_id').primaryKey(),
    /** Whose administrators see it. */
    regionCode: text('region_code').notNull(),
    createdAt: integer('created_at').notNull(),
    userId: integer('user_id').notNull(),
    /** As it was then, like the key's name: both may be gone by the time somebody reads this. */
    login: text().notNull(),
    keyUuid: text('key_uuid').notNull(),
    keyName: text('key_name').notNull(),
    /** 203.0.113.0/24 or 2001:db8:85a3::/48: whose line it was, not who. */
    network: text().notNull(),
    /** create, update, delete, trash, purge … */
    action: text().notNull(),
    /** post, category, redirect … */
    objectType: text('object_type').notNull(),
    /** Several are joined by commas; null for what has none. */
    objectId: text('object_id'),
    /** Names of what differs, in WordPress's words; never a value. */
    fieldsJson: text('fields_json').notNull().default('[]'),
  },
  // A region's log in the order of time, and what is old enough to be forgotten.
  (t) => [index('audit_log_by_region').on(t.regionCode, t.createdAt)],
)

/** Keys that this publication signs its own links with. */
export const secrets = sqliteTable('secrets', {
  /** What it is for: links. */
  name: text().primaryKey(),
  /** 32 random bytes in hex. */
  value: text().notNull(),
})

/** What was answered to a creation that came with an Idempotency-Key, for a day. */
export const storedAnswers = sqliteTable(
  'stored_answers',
  {
    userId: integer('user_id').notNull(),
    idempotencyKey: text('idempotency_key').notNull(),
    /** Hex SHA-256 of what was asked. */
    fingerprint: text().notNull(),
    /** Null while it is under way. */
    status: integer(),
    headersJson: text('headers_json').notNull().default('{}'),
    /** Gzip of the JSON document. */
    body: blob({ mode: 'buffer' }),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.idempotencyKey] }),
    // The cron: what is a day old.
    index('stored_answers_by_age').on(t.createdAt),
  ],
)

/** Words of titles and standfirsts, for whoever misspells one; migrations/0017 indexes their parts. */
export const searchWords = sqliteTable(
  'search_words',
  {
    wordId: integer('word_id').primaryKey(),
    /** In lower case, with its diacritics. */
    word: text().notNull(),
  },
  // Each once.
  (t) => [uniqueIndex('search_words_word').on(t.word)],
)
