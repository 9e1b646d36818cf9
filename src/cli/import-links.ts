import { importedAddresses } from './import-answers.ts'
import type { BrokenLink } from './report.ts'
import type { Target } from './target.ts'

/** What the route takes at once. */
const MAX_PATHS = 200

/** Which articles link where within the publication. */
export class LinkLedger {
  readonly #articlesByPath = new Map<string, number[]>()
  readonly #addresses = new Map<number, string>()

  /** Puts down an article's own address and those that it links to, root-relative. */
  add(id: number, link: string, links: readonly string[]): void {
    if (links.length === 0) return
    this.#addresses.set(id, link)
    for (const path of new Set(links.map((href) => href.split('#')[0] ?? ''))) {
      if (path === '') continue
      const articles = this.#articlesByPath.get(path)
      if (articles) articles.push(id)
      else this.#articlesByPath.set(path, [id])
    }
  }

  /** Every address that is linked to, once. */
  get paths(): string[] {
    return [...this.#articlesByPath.keys()]
  }

  /** The articles that link to an address. */
  linkingTo(path: string): BrokenLink['articles'] {
    const ids = this.#articlesByPath.get(path) ?? []
    return ids.map((id) => ({ id, link: this.#addresses.get(id) ?? '' }))
  }
}

/** The links that lead nowhere; `known` are addresses that a dry run would have made. */
export async function findBrokenLinks(
  ledger: LinkLedger,
  target: Target,
  options: { known?: ReadonlySet<string>; onCheck?: (count: number) => void } = {},
): Promise<BrokenLink[]> {
  const paths = ledger.paths.filter((path) => !options.known?.has(path))
  const broken: BrokenLink[] = []
  for (let start = 0; start < paths.length; start += MAX_PATHS) {
    const asked = paths.slice(start, start + MAX_PATHS)
    const { results } = await target.post(importedAddresses, 'import/addresses', { paths: asked })
    for (const { path, leads_to } of results) {
      if (leads_to === null) broken.push({ path, articles: ledger.linkingTo(path) })
    }
    options.onCheck?.(asked.length)
  }
  return broken.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}
