// The demonstration's articles as they are written: one file an edition, texts and facts invented for it.

/** The four bylines. */
export type DemoAuthorName = 'amara-osei' | 'tomas-lindqvist' | 'priya-raman' | 'jonah-whitcombe'

/** What `pictures.ts` can draw. */
export type SceneName =
  | 'harbour'
  | 'mountains'
  | 'skyline'
  | 'forest'
  | 'desert'
  | 'river'
  | 'kitchen'
  | 'workshop'
  | 'train'
  | 'lighthouse'
  | 'night-sky'
  | 'market'
  | 'bridge'
  | 'snow'
  | 'garden'
  | 'library'

export interface DemoPicture {
  scene: SceneName
  /** 1 or 2: the light of the scene (day, evening). */
  light: 1 | 2
  /** What a reader who cannot see it needs to know. */
  alt: string
  /** Shown below the picture. */
  caption: string
}

export interface DemoArticle {
  slug: string
  title: string
  /** Standfirst, plain text, one or two sentences, at most 180 characters. */
  excerpt: string
  author: DemoAuthorName
  /** Slug of its category: cities, science, space (below science), food or outdoors. */
  category: string
  /** Slugs from the edition's `tags`. */
  tags: readonly string[]
  /** In the region's own time, 2026-11-04T08:30. */
  published: string
  /** The lead picture. */
  picture: DemoPicture
  /** Shown where the body says `<!-- figure -->`. */
  figure?: DemoPicture
  /** Shown together where the body says `<!-- gallery -->`. */
  gallery?: readonly DemoPicture[]
  /** Joins the versions of one article in several editions. */
  group?: string
  /** `future` is dated a month after the seeding, whatever `published` says. */
  status?: 'draft' | 'future'
  /** Title and description for search engines, when they differ from the article's own. */
  seo?: { title?: string; description?: string }
  /** Body, as an editor would hand it in; links to other articles as `/slug/`. */
  html: string
}

export interface DemoPage {
  slug: string
  title: string
  excerpt: string
  html: string
}

/** An edition: one region's settings and contents. */
export interface DemoEdition {
  region: 'ca' | 'us' | 'uk'
  name: string
  tagline: string
  /** Accent colour, #rrggbb, at least 4.5:1 on white. */
  accent: string
  footerNote: string
  callToAction: { text: string; label: string; url: string }
  categories: readonly { slug: string; name: string; description: string; parent?: string }[]
  tags: readonly { slug: string; name: string }[]
  /** In any order; they are seeded by their dates. */
  articles: readonly DemoArticle[]
  pages: readonly DemoPage[]
}
