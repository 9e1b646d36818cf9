/** Lines of robots.txt for one region, as an administrator wrote them. */
export interface RobotsRules {
  label: string
  rules: string
}

/**
 * robots.txt (RFC 9309): everything is open but for what the regions' rules say. Groups of one crawler are joined; rules
 * before any `User-agent` are for all.
 */
export function robotsText(regions: readonly RobotsRules[], sitemaps: readonly string[]): string {
  const groups = new Map<string, string[]>([['*', []]])
  for (const { label, rules } of regions) {
    let agents = ['*']
    let isHead = false
    for (const line of rules.split('\n').map((part) => part.trim())) {
      const [, name = '', value = ''] = /^([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? []
      if (name.toLowerCase() === 'user-agent') {
        const agent = value.trim()
        agents = isHead ? [...agents, agent] : [agent]
        isHead = true
        continue
      }
      if (name === '') continue
      isHead = false
      for (const agent of agents) add(groups, agent, label, `${name}: ${value.trim()}`)
    }
  }
  const texts = [...groups].map(
    ([agent, lines]) =>
      `User-agent: ${agent}\n${lines.length > 0 ? lines.join('\n') : 'Disallow:'}\n`,
  )
  return [...texts, sitemaps.map((url) => `Sitemap: ${url}\n`).join('')].join('\n')
}

function add(groups: Map<string, string[]>, agent: string, label: string, rule: string): void {
  const known = [...groups.keys()].find((name) => name.toLowerCase() === agent.toLowerCase())
  const lines = known === undefined ? [] : (groups.get(known) ?? [])
  groups.set(known ?? agent, lines)
  const heading = `# ${label.replace(/\s+/g, ' ')}`
  if (!lines.includes(heading)) lines.push(heading)
  lines.push(rule)
}
