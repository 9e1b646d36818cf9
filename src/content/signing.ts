import { eq } from 'drizzle-orm'
import { secrets } from '../schema.ts'
import { openDatabase } from './database.ts'

// Links that this publication vouches for: whoever holds one may see what it names until it expires.

const HMAC = { name: 'HMAC', hash: 'SHA-256' }

/** Read once an isolate: a key never changes once it is made. The key and not its promise, which is its own request's. */
const keys = new WeakMap<D1Database, CryptoKey>()

async function keyOf(d1: D1Database): Promise<CryptoKey> {
  const key = keys.get(d1) ?? (await readKey(d1))
  keys.set(d1, key)
  return key
}

/** The secret of links, made by whoever comes first. */
async function readKey(d1: D1Database): Promise<CryptoKey> {
  const db = openDatabase(d1)
  const name = 'links'
  const find = () => db.select().from(secrets).where(eq(secrets.name, name))
  let [row] = await find()
  if (row === undefined) {
    const random = crypto.getRandomValues(new Uint8Array(32))
    const value = [...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    await db.insert(secrets).values({ name, value }).onConflictDoNothing()
    ;[row] = await find()
  }
  const bytes = new TextEncoder().encode(row?.value)
  return crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign', 'verify'])
}

/** What is signed: a purpose first, so that no signature serves another. */
export type Claim = readonly (string | number)[]

const bytesOf = (claim: Claim) => new TextEncoder().encode(JSON.stringify(claim))

/** A signature of the claim (HMAC-SHA-256, base64url). */
export async function sign(d1: D1Database, claim: Claim): Promise<string> {
  const bytes = await crypto.subtle.sign(HMAC, await keyOf(d1), bytesOf(claim))
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** Whether `signature` is the claim's; takes as long for any that is not. */
export async function isSigned(d1: D1Database, claim: Claim, signature: string): Promise<boolean> {
  if (!/^[\w-]{43}$/.test(signature)) return false
  const text = atob(signature.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0))
  return crypto.subtle.verify(HMAC, await keyOf(d1), bytes, bytesOf(claim))
}

/** Whether two secrets are the same, told in a time that says nothing of where they differ. */
export async function isSameSecret(d1: D1Database, a: string, b: string): Promise<boolean> {
  return isSigned(d1, ['secret', a], await sign(d1, ['secret', b]))
}
