/** The root-relative links of a clean body, each once: `href` is in double quotes there, `&` alone is encoded. */
export function linksIn(html: string): string[] {
  const found = html.matchAll(/<a\s[^>]*?href="(\/(?!\/)[^"]*)"/g)
  return [...new Set([...found].map((match) => (match[1] ?? '').replaceAll('&amp;', '&')))]
}
