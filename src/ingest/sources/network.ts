import { SourceError, type Alternate } from '../source.ts'

/** An article of one region, as far as its siblings are concerned. */
export interface SiblingCandidate {
  region: string
  id: number
  slug: string
  link: string
  /** The hreflang links of its page. */
  alternates: readonly Pick<Alternate, 'hreflang' | 'href'>[]
}

export interface SiblingGroup {
  by: 'hreflang' | 'slug'
  members: { region: string; id: number; link: string }[]
}

export interface SiblingProposal {
  groups: SiblingGroup[]
  /** What could belong together but is not joined, and why: for a person to decide. */
  ambiguous: { reason: string; members: { region: string; id: number; link: string }[] }[]
}

/**
 * Which articles of several regions are the same one: those that name each other by hreflang, then, of the rest, those of
 * the same slug. A group has one article of a region at most; one that would have more is left out and listed.
 */
export function proposeSiblings(members: readonly SiblingCandidate[]): SiblingProposal {
  const proposal: SiblingProposal = { groups: [], ambiguous: [] }
  const isGrouped = new Set<SiblingCandidate>()
  for (const set of byAlternates(members)) {
    for (const member of set) isGrouped.add(member)
    addGroup(proposal, 'hreflang', set)
  }
  const bySlug = new Map<string, SiblingCandidate[]>()
  for (const member of members) {
    if (isGrouped.has(member) || member.slug === '') continue
    bySlug.set(member.slug, [...(bySlug.get(member.slug) ?? []), member])
  }
  for (const set of bySlug.values()) if (set.length > 1) addGroup(proposal, 'slug', set)
  return proposal
}

function addGroup(
  proposal: SiblingProposal,
  by: SiblingGroup['by'],
  set: readonly SiblingCandidate[],
): void {
  const regions = set.map((member) => member.region)
  const members = set.map(({ region, id, link }) => ({ region, id, link }))
  const twice = regions.find((region, index) => regions.indexOf(region) !== index)
  const distinct = new Set(regions)
  if (twice === undefined) proposal.groups.push({ by, members })
  // Two posts of one site that share a slug concern no other region.
  else if (distinct.size > 1) {
    const reason = `${twice} has more than one of them (${by}${by === 'slug' ? ` ${set[0]?.slug}` : ''})`
    proposal.ambiguous.push({ reason, members })
  }
}

/** Sets of articles that are connected by their hreflang links; those that stand alone are no set. */
function byAlternates(members: readonly SiblingCandidate[]): SiblingCandidate[][] {
  const byLink = new Map(members.map((member) => [addressKey(member.link), member]))
  const parent = new Map<SiblingCandidate, SiblingCandidate>()
  const rootOf = (member: SiblingCandidate): SiblingCandidate => {
    let root = member
    for (let up = parent.get(root); up && up !== root; up = parent.get(root)) root = up
    return root
  }
  for (const member of members) {
    for (const { hreflang, href } of member.alternates) {
      const other = byLink.get(addressKey(href))
      if (hreflang === 'x-default' || !other || other === member) continue
      // A link to another article of the same region is a mistake of the page's, no sibling.
      if (other.region !== member.region) parent.set(rootOf(other), rootOf(member))
    }
  }
  const sets = new Map<SiblingCandidate, SiblingCandidate[]>()
  for (const member of members) {
    const root = rootOf(member)
    sets.set(root, [...(sets.get(root) ?? []), member])
  }
  return [...sets.values()].filter((set) => set.length > 1)
}

/** An address without what does not tell articles apart: the scheme, `www.`, the last slash, the query. */
function addressKey(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  const query = /^\?(?:p|page_id)=\d+$/.test(url.search) ? url.search : ''
  return url.host.replace(/^www\./, '') + url.pathname.replace(/\/+$/, '').toLowerCase() + query
}

/**
 * The sites of a network in sub-directories, by region (`https://example.com/` and `ca` give `https://example.com/ca/`).
 * @throws SourceError for what is no address or no region
 */
export function networkSites(
  network: string,
  regions: readonly string[],
): { region: string; url: string }[] {
  const base = URL.parse(network)
  if (base === null || !/^https?:$/.test(base.protocol)) {
    throw new SourceError(`${network} is no address of a network: write https://example.com/.`)
  }
  const root = `${base.origin}${base.pathname.replace(/\/*$/, '/')}`
  return [...new Set(regions)].map((region) => {
    if (!/^[a-z0-9-]+$/.test(region)) {
      throw new SourceError(`"${region}" is no region: write their paths, such as ca,us,uk.`)
    }
    return { region, url: `${root}${region}/` }
  })
}
