import type * as z from 'zod'

// What nobody sends who means well, for every parameter of every route.

const SQL = [
  "' or '1'='1",
  "x'; drop table articles; --",
  '1) union select password_hash from application_passwords --',
  'id desc, (select 1)',
]
const FTS = ['"', '"a" AND', 'a NEAR(b c)', 'title:^x*', '(((', '-', 'NOT', '*']
const TEXTS = [
  '',
  ' ',
  '%',
  '_%\\',
  '\\',
  '\ud83d\ude00',
  '\u202e\u200b',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  'NaN',
  '1e999',
  '-1',
  '99999999999999999999',
  '0x10',
  '2024-13-45',
  '2024-02-30T25:61:61',
  '0000-00-00T00:00:00',
  '+275760-09-14T00:00:00Z',
  'null',
  'x'.repeat(3000),
  '1,'.repeat(1500),
]
const OTHERS = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 63),
  1e308,
  [],
  [[]],
  [1, 'x', null],
  [{ a: 1 }],
  {},
  { raw: [] },
  { raw: { raw: 'x' } },
  { rendered: 'x' },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  { terms: ["' or 1"], operator: 'XOR' },
  Array.from({ length: 2000 }, (_, index) => index),
]

/** Values that a JSON body may bring. */
export const VALUES: readonly unknown[] = [...SQL, ...FTS, ...TEXTS, ...OTHERS]

/** The ways in which a query may bring them. */
export const QUERIES: readonly ((name: string) => string)[] = [
  ...[...SQL, ...FTS, ...TEXTS].map(
    (value) => (name: string) => `${name}=${encodeURIComponent(value)}`,
  ),
  (name) => `${name}[]=x&${name}[]=1`,
  (name) => `${name}[a][b][c][d][e][f]=x`,
  (name) => `${name}[__proto__][x]=1&${name}[constructor]=1`,
  (name) => `${name}=1&${name}=x`,
  (name) => `${name}[=x&${name}]=1`,
  (name) => `${name}[terms]=' or 1&${name}[operator]=XOR`,
  (name) => name,
]

/** Ids and slugs that a path may bring, encoded as they are sent. */
export const PATHS = [
  'x',
  '0',
  '-1',
  '1.5',
  '1e3',
  '987654',
  '9007199254740993',
  '99999999999999999999999',
  '1%27%20or%201=1',
  '%00',
  '1%00',
  '%FF',
  '%',
  '..%2f..%2fetc',
  '__proto__',
  'constructor',
  '%F0%9F%98%80',
  '1'.repeat(3000),
]

/** Whole bodies that are no parameters at all. */
export const BODIES: readonly (readonly [body: BodyInit, code: string])[] = [
  ['{"a":', 'rest_invalid_json'],
  ['[{"title":"x"}]', 'rest_invalid_json'],
  ['null', 'rest_invalid_json'],
  ['{"title":"x\\ud800"}', 'rest_invalid_json'],
  ['{"title":"x\\u0000"}', 'rest_invalid_json'],
  [Uint8Array.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0x22, 0x7d]), 'rest_invalid_json'],
  [`{"title":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'rest_invalid_json'],
  [`{"meta":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}`, 'rest_invalid_json'],
]

/** Whether a route's schema lets a value of a parameter through to what it does with it. */
export function isTaken(args: z.ZodObject, name: string, value: unknown): boolean {
  const field = args.shape[name] as z.ZodType | undefined // what a zod object's shape holds
  return field === undefined || field.safeParse(value).success
}

/** What is wrong with an answer to nonsense; null for nothing. `body` is its text. */
export function faultOfAnswer(status: number, type: string | null, body: string): string | null {
  if (status < 400) return null
  // WordPress's own answer where there is no trash.
  const isKnown501 = /"(rest_trash_not_supported|rest_cannot_delete)"/.test(body)
  if (status >= 500 && !(status === 501 && isKnown501)) return `status ${status}: ${body}`
  if (!type?.startsWith('application/json')) return `type ${type}`
  let error: { code?: unknown; message?: unknown; data?: { status?: unknown } }
  try {
    error = JSON.parse(body)
  } catch {
    return `no JSON: ${body.slice(0, 200)}`
  }
  if (typeof error.code !== 'string' || !/^[a-z_]+$/.test(error.code)) return `code ${body}`
  if (typeof error.message !== 'string' || error.message === '') return `message ${body}`
  if (error.data?.status !== status) return `data.status ${body}`
  const internals =
    /sqlite|d1_|\bselect .* from|\binsert into|drizzle|zoderror|\n\s+at |\.ts\b|node_modules|\/src\/|TypeError|RangeError|is not a function|undefined/i
  const told = internals.exec(error.message)
  return told ? `internals (${told[0]}): ${error.message.slice(0, 300)}` : null
}
