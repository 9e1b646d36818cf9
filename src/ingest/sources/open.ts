import { SourceError, type Source, type SourceOptions } from '../source.ts'
import { openSite, type SiteReaders } from './site.ts'

export async function openSource(
  spec: string,
  options: SourceOptions,
  readers: SiteReaders = {},
): Promise<Source> {
  if (/^https?:\/\//i.test(spec)) return openSite(spec, options, readers)
  throw new SourceError('x')
}
