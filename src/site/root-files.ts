import { serveRootIcon } from './icons.ts'
import { redirect, type Visit } from './routes.ts'
import { serveWholeIndex } from './sitemaps.ts'

const INDEX = '/sitemap_index.xml'

/** What stands at the root for the whole publication; null for any other address. */
export async function serveRootFile(visit: Visit): Promise<Response | null> {
  switch (visit.url.pathname) {
    case INDEX:
      return serveWholeIndex(visit)
    case '/sitemap.xml':
    case '/wp-sitemap.xml':
      return redirect(INDEX, [])
    default:
      return serveRootIcon(visit)
  }
}
