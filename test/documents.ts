import type { ImportDocument, ImportMedia } from '#content/import-document.ts'

// Documents of an old site at https://old.example/canada/, as the tests of imports bring them.

type Article = Partial<ImportDocument['article']>

/** A document of the article `id` with the fields given. */
export function documentOf(
  id: number,
  article: Article = {},
  rest: Partial<Omit<ImportDocument, 'article'>> = {},
): ImportDocument {
  const slug = article.slug ?? `article-${id}`
  return {
    article: {
      id,
      type: 'post',
      status: 'publish',
      slug,
      title: `Article ${id}`,
      contentRaw: `<p>The text of article ${id}.</p>`,
      contentFormat: 'rendered',
      excerptRaw: '',
      publishedAt: 1_700_000_000 + id,
      modifiedAt: 1_700_000_500 + id,
      guid: `https://old.example/canada/?p=${id}`,
      link: `https://old.example/canada/${slug}/`,
      featuredMediaId: 0,
      isSticky: false,
      format: 'standard',
      template: '',
      commentStatus: 'closed',
      pingStatus: 'closed',
      password: '',
      parentId: 0,
      menuOrder: 0,
      meta: {},
      categoryIds: [],
      tagIds: [],
      seo: {},
      commentCount: 0,
      oldPaths: [],
      keptRules: [],
      ...article,
    },
    author: null,
    terms: [],
    media: [],
    source: { hosts: ['old.example'], pathPrefix: '/canada/' },
    ...rest,
  }
}

/** A picture of the old site, 1,600 by 900 pixels, without its files. */
export function mediaOf(
  id: number | null,
  file: string,
  rest: Partial<ImportMedia> = {},
): ImportMedia {
  return {
    id,
    sourceUrl: `https://old.example/canada/wp-content/uploads/${file}`,
    file,
    title: '',
    alt: '',
    caption: '',
    mimeType: 'image/png',
    width: 1600,
    height: 900,
    sizes: [],
    ...rest,
  }
}
