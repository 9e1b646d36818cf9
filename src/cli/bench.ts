import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { readArguments } from './arguments.ts'
import { buildWorker } from './bundle.ts'
import { fill } from './serve.ts'
import { UsageError, readSettings } from './settings.ts'
import { startMachine, type Machine } from './state.ts'

const USAGE = 'Usage: npm run bench -- [--rounds 15] [--seconds 1] [--connections 16]'
/** What Linux calls USER_HZ: /proc counts CPU time in hundredths of a second, whatever the kernel's own tick. */
const TICK_MS = 10

/**
 * Requests to each target before the first measured one. Until its first full collection an isolate's heap grows with
 * every request, and the kernel clears new pages for it: a quarter of an article's time above the floor's, for thousands
 * of requests. By number and not by time, since the floor would otherwise be past it long before the pages are.
 */
const WARM_UP = 8000

/** One server and one address on it. */
interface Target {
  name: string
  url: string
  /** Process ID of the server's workerd. */
  pid: number
  /** What every answer's Cf-Cache-Status must be; null for a server without a cache. */
  cacheStatus: string | null
}

interface Sample {
  requestsPerSecond: number
  p50Ms: number
  cpuMs: number
}

/**
 * Measures the product with the demonstration content against a bare floor Worker, all on workerd's own sockets and
 * in turns, so that a busy machine slows each alike. CPU is that of the whole workerd process: the Worker, D1 and
 * the cache stand-in. Prints medians of the rounds, each page's rows read, and the ratio to the floor: the median of
 * each round's own, since a shared machine's speed drifts from one minute to the next. Rounds are short for that reason.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { options } = readArguments(args, ['rounds', 'seconds', 'connections'], USAGE)
  const rounds = count(options.rounds, 15)
  const seconds = count(options.seconds, 1)
  const connections = count(options.connections, 16)
  const stateDir = await mkdtemp(join(tmpdir(), 'meridian-bench-'))
  const machines: Machine[] = []
  try {
    const targets = await startTargets(stateDir, machines)
    const samples = new Map(targets.map((target) => [target, [] as Sample[]]))
    for (const { url } of targets) await autocannon({ url, amount: WARM_UP, connections })
    for (let round = 0; round < rounds; round++) {
      for (const target of targets) {
        samples.get(target)?.push(await drive(target, seconds, connections))
      }
    }
    report(samples, { rounds, seconds, connections })
  } finally {
    for (const machine of machines) await machine.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}

/** Starts both servers of the product on one state, and the floor with a page of the article's size. */
async function startTargets(stateDir: string, machines: Machine[]): Promise<Target[]> {
  const product = await buildWorker('src/dev.ts')
  const floor = await buildWorker('src/cli/floor-worker.ts')
  const serve = async (module: string, port: number, variables: Record<string, string>) => {
    const known = new Set(await workerdPids())
    const origin = `http://127.0.0.1:${port}`
    const machine = await startMachine({
      module,
      stateDir,
      port,
      variables: { SITE_URL: origin, ...variables },
    })
    machines.push(machine)
    const pid = (await workerdPids()).find((candidate) => !known.has(candidate))
    if (pid === undefined) throw new Error('workerd did not start as a child of this process')
    return { machine, origin, pid }
  }
  const [first, second, third, fourth] = [18_801, 18_802, 18_803, 18_804] as const
  const uncached = await serve(product, first, { EDGE_CACHE: 'off', PURGE_RATE: 'on' })
  const settings = readSettings({ PORT: String(first), STATE_DIR: stateDir })
  await fill(uncached.machine, settings)
  const cached = await serve(product, second, { EDGE_CACHE: 'on', PURGE_RATE: 'on' })
  const forgetful = { EDGE_CACHE: 'off', PURGE_RATE: 'on', PAGE_MEMORY: 'off' }
  const anew = await serve(product, fourth, forgetful)
  const post = await newestPost(uncached.origin)
  const article = new URL(post.link).pathname
  const bytes = (await (await fetch(uncached.origin + article)).arrayBuffer()).byteLength
  const bare = await serve(floor, third, { PAGE_BYTES: String(bytes) })
  const rest = `/ca/wp-json/wp/v2/posts/${post.id}`
  const list = '/ca/wp-json/wp/v2/posts?_embed'
  await describe(uncached.origin, { article, home: '/ca/', 'REST post': rest, 'REST list': list })
  return [
    { name: 'floor', url: `${bare.origin}/`, pid: bare.pid, cacheStatus: null },
    {
      name: 'article, missed',
      url: uncached.origin + article,
      pid: uncached.pid,
      cacheStatus: 'BYPASS',
    },
    { name: 'article, anew', url: anew.origin + article, pid: anew.pid, cacheStatus: 'BYPASS' },
    { name: 'article, hit', url: cached.origin + article, pid: cached.pid, cacheStatus: 'HIT' },
    {
      name: 'home, missed',
      url: `${uncached.origin}/ca/`,
      pid: uncached.pid,
      cacheStatus: 'BYPASS',
    },
    { name: 'home, anew', url: `${anew.origin}/ca/`, pid: anew.pid, cacheStatus: 'BYPASS' },
    { name: 'REST post', url: uncached.origin + rest, pid: uncached.pid, cacheStatus: 'BYPASS' },
    { name: 'REST list', url: uncached.origin + list, pid: uncached.pid, cacheStatus: 'BYPASS' },
  ]
}

async function newestPost(origin: string): Promise<{ id: number; link: string }> {
  const response = await fetch(`${origin}/ca/wp-json/wp/v2/posts?per_page=1`)
  const [post] = (await response.json()) as { id: number; link: string }[]
  if (!post) throw new Error('the demonstration content has no post in ca')
  return post
}

/** Prints how large each answer is and how many rows D1 read for it. */
async function describe(origin: string, paths: Record<string, string>): Promise<void> {
  for (const [name, path] of Object.entries(paths)) {
    const response = await fetch(origin + path)
    const bytes = (await response.arrayBuffer()).byteLength
    const rows = /rows read (\d+)/.exec(response.headers.get('Server-Timing') ?? '')?.[1]
    console.log(`${name}: ${bytes} bytes${rows ? `, ${rows} rows read` : ''} (${path})`)
  }
}

async function drive(target: Target, seconds: number, connections: number): Promise<Sample> {
  const probe = async () => {
    const response = await fetch(target.url)
    await response.arrayBuffer()
    return response.headers.get('Cf-Cache-Status')
  }
  await probe()
  const status = await probe()
  if (status !== target.cacheStatus) {
    throw new Error(`${target.name}: Cf-Cache-Status is ${status}, not ${target.cacheStatus}`)
  }
  const before = await cpuTicks(target.pid)
  const result = await autocannon({ url: target.url, duration: seconds, connections })
  const cpuMs = ((await cpuTicks(target.pid)) - before) * TICK_MS
  const failed = result.errors + result.timeouts + result.non2xx
  if (failed > 0) throw new Error(`${target.name}: ${failed} requests failed`)
  return {
    requestsPerSecond: result.requests.average,
    p50Ms: result.latency.p50,
    cpuMs: cpuMs / result.requests.total,
  }
}

/** User and system time of a process with all its threads: fields 14 and 15 of its stat file (proc(5)). */
async function cpuTicks(pid: number): Promise<number> {
  const [utime, stime] = (await statFields(pid)).slice(11, 13)
  return Number(utime) + Number(stime)
}

/** The fields of /proc/PID/stat behind the command's name, which may itself hold spaces: the first is the state. */
async function statFields(pid: number): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
}

/** The workerd processes that this process has started. */
async function workerdPids(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => {
    throw new UsageError('npm run bench reads CPU time from /proc, which only Linux has.')
  })
  const pids: number[] = []
  for (const pid of names.filter((name) => /^\d+$/.test(name)).map(Number)) {
    // A process may end while the list is read.
    const command = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')
    if (command.trim() !== 'workerd') continue
    const [, parent] = await statFields(pid).catch(() => [])
    if (Number(parent) === process.pid) pids.push(pid)
  }
  return pids
}

function report(
  samples: ReadonlyMap<Target, readonly Sample[]>,
  run: { rounds: number; seconds: number; connections: number },
): void {
  const [floor = []] = [...samples.values()]
  const rows = [...samples].map(([target, taken]) => ({
    name: target.name,
    requestsPerSecond: median(taken.map((sample) => sample.requestsPerSecond)),
    p50Ms: median(taken.map((sample) => sample.p50Ms)),
    cpuMs: median(taken.map((sample) => sample.cpuMs)),
    ofFloor: median(taken.map(({ cpuMs }, round) => cpuMs / (floor[round]?.cpuMs ?? Number.NaN))),
  }))
  console.log(
    `medians of ${run.rounds} rounds of ${run.seconds} s, ${run.connections} connections, Node ${process.version}`,
  )
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          'requests/s': Math.round(row.requestsPerSecond),
          'p50 ms': row.p50Ms,
          'CPU ms/request': Number(row.cpuMs.toFixed(3)),
          'of the floor': Number(row.ofFloor.toFixed(2)),
        },
      ]),
    ),
  )
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

function count(text: string | undefined, usual: number): number {
  if (text === undefined) return usual
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new UsageError(`${text} is no whole number. ${USAGE}`)
  return Number(text)
}
