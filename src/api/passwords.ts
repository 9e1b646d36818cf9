// Two kinds of passwords sign in. Generated ones have 142 random bits: no hash makes them harder to guess, so theirs is
// a fast one. Chosen ones are as guessable as people are, and theirs is as slow as the platform lets it be.

/** Letters and digits of a generated password. */
const GENERATED_LENGTH = 24
/** Characters of a chosen password, spaces not counted. */
const MIN_LENGTH = 8
const MAX_LENGTH = 200
export const PASSWORD_RULE = `A password has ${MIN_LENGTH} to ${MAX_LENGTH} characters; spaces do not count.`

/** The most that Workers computes (github.com/cloudflare/workerd/issues/1346); SHA-512 is the dearer hash to guess on. */
const ITERATIONS = 100_000
/** How the hash of a chosen password begins. */
export const SLOW_HASH = `pbkdf2-sha512:${ITERATIONS}:`
/** Salt of the work that is done for an account without a chosen password. */
const NO_SALT = '00000000000000000000000000000000'

/** What is stored of a password. */
export interface PasswordHash {
  passwordHash: string
  salt: string
}

/** 24 letters and digits: 142 random bits, as WordPress makes them. */
export function generatePassword(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  let password = ''
  while (password.length < GENERATED_LENGTH) {
    // 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
    for (const byte of crypto.getRandomValues(new Uint8Array(32))) {
      if (byte < 248 && password.length < GENERATED_LENGTH) password += alphabet[byte % 62]
    }
  }
  return password
}

/** Whether a password that somebody chose may be one. */
export function isLongEnough(password: string): boolean {
  const { length } = withoutSpaces(password)
  return length >= MIN_LENGTH && length <= MAX_LENGTH
}

/** The hash of a generated password. */
export async function hashGenerated(password: string): Promise<PasswordHash> {
  const salt = newSalt()
  return { salt, passwordHash: await fastHash(salt, withoutSpaces(password)) }
}

/** The hash of a chosen password. */
export async function hashChosen(password: string): Promise<PasswordHash> {
  const salt = newSalt()
  return { salt, passwordHash: await slowHash(salt, withoutSpaces(password)) }
}

/** Whether a chosen password is kept under the hash of generated ones, as they all were once. */
export function isWeaklyKept(key: PasswordHash, password: string): boolean {
  return !isSlow(key) && !/^[A-Za-z0-9]{24}$/.test(withoutSpaces(password))
}

/**
 * The one of the stored passwords that this is, or null. Every failure costs one slow hash, also where there is none to
 * compare with, so that nobody learns from the time whether there is an account; `beforeSlow` may refuse that work by
 * throwing. `now` is in epoch seconds.
 */
export async function findMatch<T extends PasswordHash>(
  keys: readonly T[],
  password: string,
  now: number,
  beforeSlow: () => void,
): Promise<T | null> {
  const bare = withoutSpaces(password)
  for (const key of keys) {
    if (!isSlow(key) && (await fastHash(key.salt, bare)) === key.passwordHash) return key
  }
  const chosen = keys.filter(isSlow)
  for (const { salt } of chosen.length > 0 ? chosen : [{ salt: NO_SALT }]) {
    const label = await labelOf(salt, bare)
    const recalled = recall(label, now)
    if (recalled === null) beforeSlow()
    const passwordHash = recalled ?? (await slowHash(salt, bare))
    const key = chosen.find((candidate) => candidate.passwordHash === passwordHash)
    if (!key) continue
    if (recalled === null) remember(label, passwordHash, now)
    return key
  }
  return null
}

/** Spaces in a password are for the eye (WordPress shows application passwords in fours). */
function withoutSpaces(password: string): string {
  return password.replace(/\s+/g, '')
}

const isSlow = ({ passwordHash }: PasswordHash) => passwordHash.startsWith(SLOW_HASH)

const newSalt = () => toHex(crypto.getRandomValues(new Uint8Array(16)))

async function fastHash(salt: string, password: string): Promise<string> {
  return toHex(await crypto.subtle.digest('SHA-256', toBytes(`${salt}:${password}`)))
}

async function slowHash(salt: string, password: string): Promise<string> {
  const key = await crypto.subtle.importKey('raw', toBytes(password), 'PBKDF2', false, [
    'deriveBits',
  ])
  const work = { name: 'PBKDF2', hash: 'SHA-512', salt: toBytes(salt), iterations: ITERATIONS }
  return SLOW_HASH + toHex(await crypto.subtle.deriveBits(work, key, 256))
}

// Slow hashes of passwords that were right a while ago, under a name that tells nothing: a client signs every request,
// and the slow hash is the work of a hundred. What is stored is read and compared each time nevertheless, so a password
// that was revoked in another place is refused here at once.

const REMEMBERED_SECONDS = 3600
const MAX_REMEMBERED = 1000
const remembered = new Map<string, { passwordHash: string; until: number }>()
let labelKey: CryptoKey | undefined

async function labelOf(salt: string, password: string): Promise<string> {
  labelKey ??= (await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])) as CryptoKey // a key for a MAC is one key, not a pair
  return toHex(await crypto.subtle.sign('HMAC', labelKey, toBytes(`${salt}:${password}`)))
}

function recall(label: string, now: number): string | null {
  const found = remembered.get(label)
  return found && found.until > now ? found.passwordHash : null
}

function remember(label: string, passwordHash: string, now: number): void {
  const [oldest] = remembered.keys()
  if (oldest !== undefined && remembered.size >= MAX_REMEMBERED) remembered.delete(oldest)
  remembered.delete(label)
  remembered.set(label, { passwordHash, until: now + REMEMBERED_SECONDS })
}

const toBytes = (text: string) => new TextEncoder().encode(text)

function toHex(buffer: ArrayBuffer | Uint8Array): string {
  return [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
