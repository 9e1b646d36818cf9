import type { Subject } from '#content/changes.ts'
import type { Upload } from '#content/reading.ts'
import { variantObjectKey } from '#content/variant-files.ts'
import { makeVariant } from '#content/variants.ts'
import type { Region } from '#regions/region.ts'
import { variantPath, variantSpec } from '#regions/variants.ts'
import type { Env } from '../env.ts'
import { serveObject } from './media.ts'

/** What an address of a variant names. */
export interface VariantAddress {
  id: number
  key: string
  name: string
}

/**
 * A variant from R2, made first where it is not there yet. Else where to go instead: to the same of today's file, to the
 * original (`null`) where it cannot be made; undefined where the picture has no such variant and never had.
 */
export async function serveVariant(
  { MEDIA: bucket, IMAGES: images }: Env,
  region: Pick<Region, 'code' | 'path'>,
  upload: Upload,
  { key, name }: VariantAddress,
  request: Request,
): Promise<Response | string | null | undefined> {
  const spec = variantSpec(upload, name)
  if (upload.variantKey !== key) {
    // The file was replaced, and pages from before still ask.
    return spec && upload.variantKey ? variantPath(region, upload, name) : null
  }
  if (spec === null) return undefined
  const object = variantObjectKey(region.code, `${upload.id}-${key}`, name)
  const serve = () => serveObject(bucket, object, request, variantSubjects(region, upload))
  const stored = await serve()
  if (stored) return stored
  return (await makeVariant({ bucket, images, region }, upload, name)) ? serve() : null
}

/** It goes with its medium, at whichever address. */
export function variantSubjects(
  region: Pick<Region, 'code'>,
  { id }: Pick<Upload, 'id'>,
): Subject[] {
  return [{ kind: 'media', region: region.code, id }]
}
