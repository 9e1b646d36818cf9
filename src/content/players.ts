/** What may be framed in a body: a player, a map or a figure whose address says what it shows. */
export interface Player {
  /** Of whoever runs it; a frame without a title is named by it. */
  name: string
  /** Address of the frame: https, and the host that sets no cookies where there is one. */
  src: string
  width: number
  height: number
}

interface Framed {
  name: string
  /** Host and path of what may stand in a frame. */
  pattern: RegExp
  /** Pixels where the source gives none; a picture's ratio, or the height of a bar. */
  size: readonly [number, number]
  /** Host and path of the page for people, whose match is made into a frame's path by `toFrame`. */
  page?: RegExp
  toFrame?: (match: readonly (string | undefined)[], url: URL) => string
}

const WIDE = [640, 360] as const
const BAR = [640, 200] as const
const SQUARE = [640, 480] as const

const FRAMED: readonly Framed[] = [
  {
    name: 'YouTube',
    pattern: /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/[\w-]+/,
    size: WIDE,
    page: /^(?:(?:www\.|m\.|music\.)?youtube\.com\/(?:(?:shorts|live|embed|v)\/([\w-]{6,20})|watch$|playlist$)|youtu\.be\/([\w-]{6,20}))/,
    toFrame: youtubeFrame,
  },
  {
    name: 'Vimeo',
    pattern: /^player\.vimeo\.com\/video\/\d+/,
    size: WIDE,
    page: /^(?:www\.)?vimeo\.com\/(?:channels\/[\w-]+\/|groups\/[\w-]+\/videos\/)?(\d+)(?:\/(\w+))?$/,
    toFrame: ([, id, hash]) => `https://player.vimeo.com/video/${id}${hash ? `?h=${hash}` : ''}`,
  },
  {
    name: 'Dailymotion',
    pattern: /^(?:www\.dailymotion\.com\/embed\/|geo\.dailymotion\.com\/)/,
    size: WIDE,
    page: /^(?:www\.dailymotion\.com\/video|dai\.ly)\/(\w+)/,
    toFrame: ([, id]) => `https://www.dailymotion.com/embed/video/${id}`,
  },
  {
    name: 'TED',
    pattern: /^embed\.ted\.com\//,
    size: WIDE,
    page: /^(?:www\.)?ted\.com\/talks\/(\w+)/,
    toFrame: ([, id]) => `https://embed.ted.com/talks/${id}`,
  },
  {
    name: 'Spotify',
    pattern: /^open\.spotify\.com\/embed/,
    size: BAR,
    page: /^open\.spotify\.com\/(?:intl-\w+\/)?(episode|show|track|album|playlist|artist)\/(\w+)/,
    toFrame: ([, kind, id]) => `https://open.spotify.com/embed/${kind}/${id}`,
  },
  {
    name: 'SoundCloud',
    pattern: /^w\.soundcloud\.com\/player/,
    size: BAR,
    page: /^soundcloud\.com\/[\w-]+\/[\w-]+/,
    toFrame: (_, url) =>
      `https://w.soundcloud.com/player/?url=${encodeURIComponent(url.origin + url.pathname)}`,
  },
  { name: 'Apple Podcasts', pattern: /^embed\.(?:podcasts|music)\.apple\.com\//, size: BAR },
  { name: 'Blubrry', pattern: /^player\.blubrry\.com\//, size: BAR },
  { name: 'Buzzsprout', pattern: /^www\.buzzsprout\.com\//, size: BAR },
  { name: 'Libsyn', pattern: /^(?:html5-player|play)\.libsyn\.com\//, size: BAR },
  { name: 'Podbean', pattern: /^(?:www|widget)\.podbean\.com\//, size: BAR },
  { name: 'Simplecast', pattern: /^(?:player|embed)\.simplecast\.com\//, size: BAR },
  { name: 'Acast', pattern: /^(?:embed|player)\.acast\.com\//, size: BAR },
  { name: 'Transistor', pattern: /^share\.transistor\.fm\//, size: BAR },
  { name: 'Captivate', pattern: /^player\.captivate\.fm\//, size: BAR },
  { name: 'Megaphone', pattern: /^playlist\.megaphone\.fm\//, size: BAR },
  { name: 'Ausha', pattern: /^player\.ausha\.co\//, size: BAR },
  { name: 'Podcaster', pattern: /^(?:podcasters\.spotify\.com|anchor\.fm)\/.*embed/, size: BAR },
  { name: 'Mixcloud', pattern: /^(?:www|player-widget)\.mixcloud\.com\/widget\//, size: BAR },
  { name: 'Deezer', pattern: /^widget\.deezer\.com\//, size: BAR },
  { name: 'Bandcamp', pattern: /^bandcamp\.com\/EmbeddedPlayer/, size: BAR },
  { name: 'Wistia', pattern: /^fast\.wistia\.(?:net|com)\/embed\//, size: WIDE },
  { name: 'Loom', pattern: /^www\.loom\.com\/embed\//, size: WIDE },
  { name: 'Internet Archive', pattern: /^archive\.org\/embed\//, size: WIDE },
  {
    name: 'VideoPress',
    pattern: /^(?:videopress\.com|video\.wordpress\.com)\/embed\//,
    size: WIDE,
  },
  {
    name: 'Google Maps',
    pattern: /^(?:www|maps)\.google\.(?:com|[a-z]{2}|com?\.[a-z]{2})\/maps/,
    size: SQUARE,
  },
  { name: 'OpenStreetMap', pattern: /^www\.openstreetmap\.org\/export\/embed/, size: SQUARE },
  { name: 'Datawrapper', pattern: /^datawrapper\.dwcdn\.net\//, size: SQUARE },
  { name: 'Flourish', pattern: /^(?:flo\.uri\.sh|public\.flourish\.studio)\//, size: SQUARE },
  { name: 'Infogram', pattern: /^(?:e\.)?infogram\.com\//, size: SQUARE },
  { name: 'CodePen', pattern: /^codepen\.io\/[^/]+\/embed\//, size: SQUARE },
  { name: 'SlideShare', pattern: /^www\.slideshare\.net\/slideshow\/embed_code\//, size: SQUARE },
  { name: 'Speaker Deck', pattern: /^speakerdeck\.com\/player\//, size: SQUARE },
  { name: 'Issuu', pattern: /^(?:e\.)?issuu\.com\/.*embed/, size: SQUARE },
]

/** What YouTube is told besides which film: where to start, and the list that it belongs to. */
const YOUTUBE_SETTINGS = ['start', 'end', 'list', 'loop', 'playlist', 'index']

/** The player that an address of a frame belongs to, or null: it may not be framed. */
export function playerOf(address: string): Player | null {
  const url = secureUrl(address)
  if (url === null) return null
  const place = url.host + url.pathname
  const found = FRAMED.find(({ pattern }) => pattern.test(place))
  if (!found) return null
  const src = found.name === 'YouTube' ? youtubeFrame([], url) : url.href
  return playerFrom(found, found.name === 'Vimeo' ? withoutCookies(src) : src)
}

/** The player of a page that shows one film, one episode or one piece, or null for any other address. */
export function playerOfPage(address: string): Player | null {
  const url = secureUrl(address)
  if (url === null) return null
  const place = url.host + url.pathname.replace(/(.)\/$/, '$1')
  for (const framed of FRAMED) {
    const match = framed.page?.exec(place)
    if (!match || !framed.toFrame) continue
    const src = framed.toFrame(match, url)
    return src === '' ? null : playerOf(src)
  }
  return null
}

function playerFrom({ name, size }: Framed, src: string): Player {
  return { name, src, width: size[0], height: size[1] }
}

function secureUrl(address: string): URL | null {
  const url = URL.parse(address.trim().replace(/^\/\//, 'https://'))
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '') return null
  url.protocol = 'https:'
  return url
}

function withoutCookies(src: string): string {
  const url = new URL(src)
  url.searchParams.set('dnt', '1')
  return url.href
}

function youtubeFrame(match: readonly (string | undefined)[], url: URL): string {
  const inPath = /^\/(?:embed|v)\/([\w-]+)/.exec(url.pathname)?.[1]
  const list = url.searchParams.get('list')
  const id = match[1] ?? match[2] ?? inPath ?? url.searchParams.get('v') ?? (list && 'videoseries')
  if (!id || !/^[\w-]{6,40}$/.test(id)) return ''
  const frame = new URL(`https://www.youtube-nocookie.com/embed/${id}`)
  for (const name of YOUTUBE_SETTINGS) {
    const value = url.searchParams.get(name)
    if (value !== null && /^[\w-]{1,64}$/.test(value)) frame.searchParams.set(name, value)
  }
  const start = secondsOf(url.searchParams.get('t') ?? '')
  if (start > 0 && !frame.searchParams.has('start')) frame.searchParams.set('start', `${start}`)
  return frame.href
}

/** `90`, `90s` and `1m30s` in seconds; 0 for anything else. */
function secondsOf(time: string): number {
  const [all, hours, minutes, seconds] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(time) ?? []
  if (!all) return 0
  return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
}
