import { absoluteUrl } from '#regions/permalink.ts'

/** A tag as the serializer prints it: values in double quotes, which it escapes in them (HTML standard §13.3). */
const TAG = /<[a-z][^\s>"]*(?:\s[^>"]*(?:"[^"]*"[^>"]*)*)?>/g
const ADDRESS = /(\s(?:href|src|poster|cite)=")([/#][^"]*)/g
const CANDIDATES = /(\ssrcset=")([^"]*)/g

/** A body with absolute addresses, for readers who see it elsewhere; `pageUrl` is where its own anchors are. */
export function withAbsoluteAddresses(html: string, siteUrl: string, pageUrl: string): string {
  return html.replace(TAG, (tag) =>
    tag
      .replace(ADDRESS, (whole, before: string, address: string) =>
        // `//host/` has a host of its own.
        address.startsWith('//')
          ? whole
          : before + (address.startsWith('#') ? pageUrl + address : siteUrl + address),
      )
      .replace(
        CANDIDATES,
        (_, before: string, list: string) => before + absoluteCandidates(list, siteUrl),
      ),
  )
}

function absoluteCandidates(list: string, siteUrl: string): string {
  return list
    .split(/,\s+/)
    .map((candidate) => (candidate.startsWith('//') ? candidate : absolute(candidate, siteUrl)))
    .join(', ')
}

function absolute(candidate: string, siteUrl: string): string {
  return candidate.startsWith('/') ? absoluteUrl(siteUrl, candidate) : candidate
}
