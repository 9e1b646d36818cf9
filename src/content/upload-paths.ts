// How upload paths relate: WordPress names every size after its original, and shrinks large originals to `-scaled`.

/** The paths below an uploads folder that a text mentions, decoded, each once; slashes may be doubled or JSON's `\/`. */
export function uploadsIn(html: string): string[] {
  const found = html.matchAll(
    /wp-content(?:\\?\/)+uploads(?:\\?\/)+((?:\\\/|[^"'\s)?#&<>,\\\]])+)/g,
  )
  return [...new Set([...found].map((match) => toUploadPath(match[1] ?? '')))]
}

/** A path below the uploads folder in its one spelling: decoded, single slashes. */
export function toUploadPath(path: string): string {
  return decodePath(path.replaceAll('\\/', '/'))
    .replace(/\/{2,}/g, '/')
    .replace(/^\//, '')
}

// oxlint-disable-next-line no-control-regex
const PATH_LETTERS = /^[^\\\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]+$/
/** R2's keys have at most 1024 bytes, and a region's code stands before the path. */
const MAX_PATH_BYTES = 950

/**
 * Whether a decoded path names a file below the uploads folder and nothing else: no segment is empty or of dots alone, no
 * character moves a cursor or a line, and the name can be written in UTF-8.
 */
export function isFilePath(path: string): boolean {
  return (
    PATH_LETTERS.test(path) &&
    path.isWellFormed() &&
    !path.split('/').some((part) => /^\.*$/.test(part)) &&
    new TextEncoder().encode(path).length <= MAX_PATH_BYTES
  )
}

/** A percent-encoded path decoded, or itself where it is not one. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const SIZE = /-(\d{1,5})x(\d{1,5})(?=\.[a-z0-9]+$)/i
const SUFFIX = /-(?:scaled|rotated)(?=\.[a-z0-9]+$)/i

/** The size that a file's name says it has (`name-300x200.jpg`), or null. */
export function sizeInName(file: string): { widthPx: number; heightPx: number } | null {
  const [, width, height] = SIZE.exec(file) ?? []
  return width && height && Number(width) > 0 && Number(height) > 0
    ? { widthPx: Number(width), heightPx: Number(height) }
    : null
}

/**
 * The paths under which the medium of a file may be known, the likeliest first: itself, the original that its name says it
 * is a size of, and the form that WordPress shrank a large original to (or back).
 */
export function fileCandidates(file: string): string[] {
  const original = file.replace(SIZE, '')
  const bare = original.replace(SUFFIX, '')
  const dot = bare.lastIndexOf('.')
  const suffixed =
    dot < 0
      ? []
      : ['-scaled', '-rotated'].map((suffix) => bare.slice(0, dot) + suffix + bare.slice(dot))
  return [...new Set([file, original, bare, ...suffixed])]
}
