import { html, Markup } from './markup.ts'
import { wordsOf } from './body.ts'
import type { ArticleView, ImageView, ListingView, SiteView } from './views.ts'

type Piece = Record<string, unknown>

/** A JSON-LD script; what could end the script or a line of it is written as an escape. */
export function renderGraph(graph: readonly Piece[]): Markup {
  const json = JSON.stringify({ '@context': 'https://schema.org', '@graph': graph }).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  // Nothing in it can be markup any more; escaping once more would break the JSON.
  return html`<script type="application/ld+json">
    ${new Markup(json)}
  </script>`
}

/** Organization, WebSite, WebPage, Article, Person, BreadcrumbList and lead image, under the @ids that Yoast gives. */
export function articleGraph(view: ArticleView): Piece[] {
  const { site, seo, author } = view
  const page = seo.canonical
  const image = view.image ? imagePiece(view.image, site, `${page}#primaryimage`) : null
  const person = author && {
    '@type': 'Person',
    '@id': `${absolute(site, author.href)}#author`,
    name: author.name,
    url: absolute(site, author.href),
    ...(author.portrait && { image: absolute(site, author.portrait) }),
    ...(author.sameAs.length > 0 && { sameAs: author.sameAs }),
  }
  const article = {
    '@type': 'Article',
    '@id': `${page}#article`,
    isPartOf: { '@id': page },
    mainEntityOfPage: { '@id': page },
    headline: view.title,
    datePublished: view.published.iso,
    dateModified: view.modified.iso,
    // What nobody signed, the publication answers for.
    author: person
      ? { '@id': person['@id'], name: person.name }
      : { '@id': organisationId(site), name: site.organisation.name },
    publisher: { '@id': organisationId(site) },
    ...(image && { image: { '@id': `${page}#primaryimage` }, thumbnailUrl: image.url }),
    wordCount: view.wordCount,
    ...(view.categories.length > 0 && {
      articleSection: view.categories.map((term) => term.label),
    }),
    ...(view.tags.length > 0 && { keywords: view.tags.map((term) => term.label) }),
    inLanguage: site.region.locale,
    isAccessibleForFree: true,
  }
  return [
    ...sitePieces(site),
    {
      ...pagePiece(view, 'WebPage'),
      ...(image && { primaryImageOfPage: { '@id': `${page}#primaryimage` } }),
      datePublished: view.published.iso,
      dateModified: view.modified.iso,
      breadcrumb: { '@id': `${page}#breadcrumb` },
    },
    ...(view.type === 'post' ? [article] : []),
    ...(person ? [person] : []),
    ...(image ? [image] : []),
    breadcrumbs(view),
  ]
}

/** Organization, WebSite and the page of a listing; an author's page is a ProfilePage. */
export function listingGraph(view: ListingView): Piece[] {
  return [
    ...sitePieces(view.site),
    pagePiece(view, view.kind === 'author' ? 'ProfilePage' : 'CollectionPage'),
  ]
}

function absolute(site: SiteView, path: string): string {
  return path.startsWith('/') ? site.siteUrl + path : path
}

function organisationId(site: SiteView): string {
  return `${absolute(site, site.region.homeHref)}#organization`
}

function sitePieces(site: SiteView): Piece[] {
  const home = absolute(site, site.region.homeHref)
  const { organisation } = site
  return [
    {
      '@type': 'Organization',
      '@id': organisationId(site),
      name: organisation.name,
      url: home,
      ...(organisation.logo && { logo: imagePiece(organisation.logo, site, `${home}#logo`) }),
      ...(organisation.sameAs.length > 0 && { sameAs: organisation.sameAs }),
    },
    {
      '@type': 'WebSite',
      '@id': `${home}#website`,
      url: home,
      name: site.region.name,
      ...(site.region.tagline && { description: site.region.tagline }),
      publisher: { '@id': organisationId(site) },
      inLanguage: site.region.locale,
    },
  ]
}

function pagePiece(view: ArticleView | ListingView, type: string): Piece {
  return {
    '@type': type,
    '@id': view.seo.canonical,
    url: view.seo.canonical,
    name: view.seo.title,
    ...(view.seo.description && { description: view.seo.description }),
    isPartOf: { '@id': `${absolute(view.site, view.site.region.homeHref)}#website` },
    inLanguage: view.site.region.locale,
  }
}

function imagePiece(image: ImageView, site: SiteView, id: string) {
  const url = absolute(site, image.src)
  return {
    '@type': 'ImageObject',
    '@id': id,
    url,
    contentUrl: url,
    ...(image.width > 0 && { width: image.width, height: image.height }),
    ...(image.caption || image.alt ? { caption: wordsOf(image.caption) || image.alt } : {}),
    ...(image.credit && { creditText: image.credit }),
    inLanguage: site.region.locale,
  }
}

function breadcrumbs(view: ArticleView): Piece {
  const { site } = view
  const steps = [
    { name: site.region.name, item: absolute(site, site.region.homeHref) },
    ...(view.kicker ? [{ name: view.kicker.label, item: absolute(site, view.kicker.href) }] : []),
    { name: view.breadcrumbTitle },
  ]
  return {
    '@type': 'BreadcrumbList',
    '@id': `${view.seo.canonical}#breadcrumb`,
    itemListElement: steps.map((step, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      ...step,
    })),
  }
}
