import { startSite, type RunningSite } from '../cli/site.ts'

// The product as it is served, with an editor and an author, for clients that speak HTTP to it.

export const PASSWORD = 'a long enough password'

export interface Newsroom extends RunningSite {
  /** Root of the API, with a slash at its end. */
  root: string
  /** The Authorization header of an account of this name. */
  authorizationOf(login: string): string
  /** An API request below `/ca/wp-json/`, by the editor unless `login` says otherwise; null is a stranger. */
  ask(method: string, route: string, body?: unknown, login?: string | null): Promise<Response>
}

/** Serves an empty publication behind the edge cache, with an account named after each role below administrator. */
export async function openNewsroom(): Promise<Newsroom> {
  const site = await startSite('on')
  const root = `${site.origin}/ca/wp-json/`
  const authorizationOf = (login: string) => `Basic ${btoa(`${login}:${PASSWORD}`)}`
  const send = (method: string, route: string, body: unknown, authorization: string | null) =>
    fetch(root + route, {
      method,
      headers: {
        ...(authorization !== null && { Authorization: authorization }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  for (const role of ['editor', 'author', 'contributor', 'subscriber']) {
    const regions = ['ca', 'us']
    const account = { username: role, email: `${role}@news.example`, roles: [role], regions }
    const made = await send(
      'POST',
      'wp/v2/users',
      { ...account, password: PASSWORD },
      site.authorization,
    )
    if (!made.ok) throw new Error(await made.text())
  }
  return {
    ...site,
    root,
    authorizationOf,
    ask: (method, route, body, login = 'editor') =>
      send(
        method,
        route,
        body,
        login === null ? null : login === 'admin' ? site.authorization : authorizationOf(login),
      ),
  }
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
