import { Markup } from './markup.ts'
import { wordsOf } from './body.ts'
import type {
  ArticleHeadView,
  AuthorView,
  LinkView,
  ListingHeadView,
  PictureView,
  PublisherView,
  SeoView,
} from './views.ts'

type Piece = Record<string, unknown>

/** What structured data says of a page: flat pieces that name each other by `@id`. */
export interface Schema {
  '@context': 'https://schema.org'
  '@graph': Piece[]
}

/** A JSON-LD script; what could end the script or a line of it is written as an escape. */
export function renderSchema(schema: Schema): Markup {
  const json = JSON.stringify(schema).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  // Nothing in it can be markup any more; escaping once more would break the JSON.
  return new Markup(`<script type="application/ld+json">${json}</script>`)
}

/** The pieces of an article under the @ids that Yoast gives them: other sites and search engines know them by these. */
export function articleSchema(view: ArticleHeadView): Schema {
  const { site, seo, author } = view
  const page = seo.canonical
  const image = primaryImage(view)
  const person = author && personPiece(author, site)
  const questions = questionPieces(view)
  const times = { datePublished: view.publishedTime, dateModified: seo.modifiedTime }
  const article = {
    '@type': typesOf('Article', view.kinds.articleType),
    '@id': `${page}#article`,
    isPartOf: { '@id': page },
    // What nobody signed, the publication answers for.
    author: person
      ? { name: person.name, '@id': person['@id'] }
      : { name: site.organisation.name, '@id': organisationId(site) },
    headline: view.title,
    ...times,
    mainEntityOfPage: { '@id': page },
    wordCount: view.wordCount,
    publisher: { '@id': organisationId(site) },
    ...(image && { image: imagesOf(view, image['@id']), thumbnailUrl: image.url }),
    ...(view.tags.length > 0 && { keywords: view.tags.map((term) => term.label) }),
    ...(view.categories.length > 0 && {
      articleSection: view.categories.map((term) => term.label),
    }),
    inLanguage: site.region.locale,
    isAccessibleForFree: !view.isProtected,
  }
  return schemaOf([
    ...(view.type === 'post' ? [article] : []),
    {
      ...pagePiece(
        view,
        typesOf('WebPage', view.kinds.pageType, questions.length > 0 && 'FAQPage'),
      ),
      ...reviewOf(view),
      ...(questions.length > 0 && {
        mainEntity: questions.map((question) => ({ '@id': question['@id'] })),
      }),
      ...(image && {
        primaryImageOfPage: { '@id': image['@id'] },
        image: { '@id': image['@id'] },
        thumbnailUrl: image.url,
      }),
      ...times,
      breadcrumb: { '@id': `${page}#breadcrumb` },
      potentialAction: [readAction(page)],
    },
    ...(image ? [image] : []),
    ...questions,
    breadcrumbs(view, view.trail, view.breadcrumbTitle),
    ...sitePieces(site),
    ...(person ? [person] : []),
  ])
}

/** The pieces of a listing; an author's page is about a person. */
export function listingSchema(view: ListingHeadView): Schema {
  const { site, seo, kind, author, trail } = view
  const page = seo.canonical
  return schemaOf([
    {
      ...pagePiece(view, kind === 'author' ? 'ProfilePage' : 'CollectionPage'),
      ...(trail.length > 0 && { breadcrumb: { '@id': `${page}#breadcrumb` } }),
      ...(kind === 'author' && { potentialAction: [readAction(page)] }),
      ...(author && { mainEntity: { '@id': personId(author, site) } }),
    },
    ...(trail.length > 0 ? [breadcrumbs(view, trail, view.title)] : []),
    ...sitePieces(site),
    ...(author ? [{ ...personPiece(author, site), mainEntityOfPage: { '@id': page } }] : []),
  ])
}

function schemaOf(graph: Piece[]): Schema {
  return { '@context': 'https://schema.org', '@graph': graph }
}

function absolute(site: PublisherView, path: string): string {
  return path.startsWith('/') ? site.siteUrl + path : path
}

function homeOf(site: PublisherView): string {
  return absolute(site, site.region.homeHref)
}

function organisationId(site: PublisherView): string {
  return `${homeOf(site)}#organization`
}

function sitePieces(site: PublisherView): Piece[] {
  const home = homeOf(site)
  const { organisation, region } = site
  const sign = organisation.logo ?? organisation.icon
  const logo = picturePiece(site, `${home}#/schema/logo/image/`, sign, organisation.name)
  return [
    {
      '@type': 'WebSite',
      '@id': `${home}#website`,
      url: home,
      name: region.name,
      ...(region.tagline && { description: region.tagline }),
      publisher: { '@id': organisationId(site) },
      potentialAction: [
        {
          '@type': 'SearchAction',
          target: { '@type': 'EntryPoint', urlTemplate: `${home}?s={search_term_string}` },
          'query-input': {
            '@type': 'PropertyValueSpecification',
            valueRequired: true,
            valueName: 'search_term_string',
          },
        },
      ],
      inLanguage: region.locale,
    },
    {
      '@type': 'Organization',
      '@id': organisationId(site),
      name: organisation.name,
      url: home,
      logo,
      image: { '@id': logo['@id'] },
      ...(organisation.sameAs.length > 0 && { sameAs: organisation.sameAs }),
    },
  ]
}

function personId(author: AuthorView, site: PublisherView): string {
  return homeOf(site) + author.schemaId
}

function personPiece(author: AuthorView, site: PublisherView) {
  const portrait = author.portrait && absolute(site, author.portrait)
  return {
    '@type': 'Person',
    '@id': personId(author, site),
    name: author.name,
    ...(portrait && {
      image: picturePiece(site, portrait, { src: portrait, width: 0, height: 0 }, author.name),
    }),
    ...(author.description && { description: author.description }),
    ...(author.sameAs.length > 0 && { sameAs: author.sameAs }),
    url: absolute(site, author.href),
  }
}

function pagePiece(view: { seo: SeoView; site: PublisherView }, type: string | string[]): Piece {
  const { seo, site } = view
  return {
    '@type': type,
    '@id': seo.canonical,
    url: seo.canonical,
    name: seo.title,
    isPartOf: { '@id': `${homeOf(site)}#website` },
    ...(seo.description && { description: seo.description }),
    inLanguage: site.region.locale,
  }
}

function readAction(page: string): Piece {
  return { '@type': 'ReadAction', target: [page] }
}

/** Kinds of one thing, the general one first; a name where there is but one. */
function typesOf(...types: (string | false | undefined)[]): string | string[] {
  const named = [...new Set(types.filter((type) => typeof type === 'string'))]
  return named.length === 1 ? String(named[0]) : named
}

function reviewOf({ kinds, site }: ArticleHeadView): Piece {
  const { reviewedBy: reviewer, lastReviewed } = kinds
  return {
    ...(lastReviewed && { lastReviewed }),
    ...(reviewer && {
      reviewedBy: {
        '@type': 'Person',
        name: reviewer.name,
        ...(reviewer.url && { url: absolute(site, reviewer.url) }),
      },
    }),
  }
}

function questionPieces({ seo, site, faq }: ArticleHeadView): Piece[] {
  return faq.map(({ question, answer }, index) => ({
    '@type': 'Question',
    '@id': `${seo.canonical}#faq-${index + 1}`,
    position: index + 1,
    name: question,
    acceptedAnswer: { '@type': 'Answer', text: answer, inLanguage: site.region.locale },
    inLanguage: site.region.locale,
  }))
}

/** The lead picture by its `@id`, and its cuts to the shapes in which search engines show it. */
function imagesOf({ site, image }: ArticleHeadView, id: string): Piece | Piece[] {
  const crops = (image?.crops ?? []).map(({ src, width, height }) => {
    const url = absolute(site, src)
    return { '@type': 'ImageObject', url, contentUrl: url, width, height, ...creditOf(image) }
  })
  return crops.length > 0 ? [{ '@id': id }, ...crops] : { '@id': id }
}

/** The lead picture; without one that which stands for the article in networks. */
function primaryImage({ site, seo, image }: ArticleHeadView) {
  const id = `${seo.canonical}#primaryimage`
  if (image) {
    const caption = wordsOf(image.caption) || image.alt
    return { ...picturePiece(site, id, image, caption), ...creditOf(image) }
  }
  const social = seo.ogImage
  if (!social || social.isDefault) return null
  return picturePiece(site, id, { ...social, src: social.url }, social.alt)
}

function creditOf(image: PictureView | null) {
  return image?.credit ? { creditText: image.credit } : {}
}

function picturePiece(
  site: PublisherView,
  id: string,
  picture: { src: string; width: number; height: number },
  caption: string,
) {
  const url = absolute(site, picture.src)
  return {
    '@type': 'ImageObject',
    inLanguage: site.region.locale,
    '@id': id,
    url,
    contentUrl: url,
    ...(picture.width > 0 && { width: picture.width, height: picture.height }),
    ...(caption && { caption }),
  }
}

function breadcrumbs(
  { site, seo }: { seo: SeoView; site: PublisherView },
  trail: readonly LinkView[],
  name: string,
): Piece {
  const steps = [
    ...trail.map((step) => ({ name: step.label, item: absolute(site, step.href) })),
    { name },
  ]
  return {
    '@type': 'BreadcrumbList',
    '@id': `${seo.canonical}#breadcrumb`,
    itemListElement: steps.map((step, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      ...step,
    })),
  }
}
