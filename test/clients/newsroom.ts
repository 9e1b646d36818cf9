import { startSite, type RunningSite } from '../cli/site.ts'

// The product as it is served, with an editor and an author, for clients that speak HTTP to it.

const ROLES = ['editor', 'author']

export interface Newsroom extends RunningSite {
  /** Root of the API, with a slash at its end. */
  root: string
  /** The application password of an account of this name. */
  passwordOf(login: string): string
  /** Its Authorization header. */
  authorizationOf(login: string): string
  /** An API request below `/ca/wp-json/`, by the editor unless `login` says otherwise; null is a stranger. */
  ask(method: string, route: string, body?: unknown, login?: string | null): Promise<Response>
}

/** Serves an empty publication behind the edge cache, with an editor and an author named after their roles. */
export async function openNewsroom(): Promise<Newsroom> {
  const site = await startSite('on')
  const root = `${site.origin}/ca/wp-json/`
  const passwords = new Map<string, string>()
  const passwordOf = (login: string) => passwords.get(login) ?? 'none'
  const authorizationOf = (login: string) =>
    login === 'admin' ? site.authorization : `Basic ${btoa(`${login}:${passwordOf(login)}`)}`
  const ask: Newsroom['ask'] = (method, route, body, login = 'editor') =>
    fetch(root + route, {
      method,
      headers: {
        ...(login !== null && { Authorization: authorizationOf(login) }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const make = async (route: string, body: object) => {
    const made = await ask('POST', route, body, 'admin')
    if (!made.ok) throw new Error(await made.text())
    return (await made.json()) as { id: number; password: string }
  }
  for (const role of ROLES) {
    const account = { username: role, email: `${role}@news.example`, roles: [role] }
    const own = { password: 'a long enough password', regions: ['ca', 'us'] }
    const { id } = await make('wp/v2/users', { ...account, ...own })
    const route = `wp/v2/users/${id}/application-passwords`
    passwords.set(role, (await make(route, { name: 'Writing app' })).password)
  }
  return { ...site, root, passwordOf, authorizationOf, ask }
}

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A reader's page, as the edge gives it. */
export async function read(
  room: Newsroom,
  path: string,
): Promise<{ status: number; html: string }> {
  const response = await fetch(new URL(path, room.origin), { redirect: 'manual' })
  return { status: response.status, html: await response.text() }
}

/** A time some seconds ahead as WordPress writes `date_gmt`, and the wait until it has come. */
export function soon(seconds = 2): { dateGmt: string; passed: () => Promise<void> } {
  const at = Date.now() + seconds * 1000
  return {
    dateGmt: new Date(at).toISOString().slice(0, 19),
    passed: () => new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now()))),
  }
}
