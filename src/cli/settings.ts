import { resolve } from 'node:path'
import * as z from 'zod'
import { isLongEnough, PASSWORD_RULE } from '#api/passwords.ts'

/** What is wrong with how the command was called, in one line for whoever typed it. */
export class UsageError extends Error {}

const onOff = z.enum(['on', 'off'])

const environment = z.object({
  /** Where it listens: http://127.0.0.1:PORT. */
  PORT: z.coerce
    .number('write a number from 1 to 65535')
    .int('write a number from 1 to 65535')
    .min(1, 'write a number from 1 to 65535')
    .max(65_535, 'write a number from 1 to 65535')
    .default(8787),
  /** Folder of D1 and R2. */
  STATE_DIR: z.string().min(1).default('.wrangler/state'),
  /** Public origin in absolute addresses; default: where it listens. */
  SITE_URL: z
    .url({ protocol: /^https?$/, error: 'write an origin, https://news.example' })
    .refine((url) => new URL(url).origin === url.replace(/\/+$/, '').toLowerCase(), {
      error: 'write an origin without a path, https://news.example: regions have their own paths',
    })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** What an empty state is filled with. */
  SEED: z.enum(['demo', 'none']).default('demo'),
  /** `user:password` of the administrator, made on the first start. */
  ADMIN_KEY: z
    .string()
    .regex(/^[^:]+:/, 'write user:password')
    .refine((pair) => isLongEnough(pair.slice(pair.indexOf(':') + 1)), PASSWORD_RULE)
    .optional(),
  /** As in wrangler.toml: what other services are told, and how. */
  INDEXNOW_KEY: z
    .string()
    .regex(/^[a-z0-9-]{8,128}$/i, 'write 8 to 128 letters, digits and hyphens')
    .optional(),
  INDEXNOW_ENDPOINT: z.url('write an address').optional(),
  WEBSUB_HUB: z.url('write an address').optional(),
  /** The local cache in front. */
  EDGE_CACHE: onOff.default('on'),
  /** The platform's limit of purges, kept locally. */
  PURGE_RATE: onOff.default('on'),
})

export interface Settings {
  port: number
  stateDir: string
  siteUrl: string
  seed: 'demo' | 'none'
  adminKey: { login: string; password: string } | null
  /** Variables of the Worker that are set. */
  pings: Record<string, string>
  edgeCache: 'on' | 'off'
  purgeRate: 'on' | 'off'
}

/** The settings in the environment. @throws UsageError naming the variable and what to write */
export function readSettings(env: Record<string, string | undefined>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new UsageError(`${issue?.path.join('.')}: ${issue?.message}`)
  }
  const { PORT, ADMIN_KEY, SITE_URL } = parsed.data
  const colon = ADMIN_KEY?.indexOf(':') ?? -1
  return {
    port: PORT,
    stateDir: resolve(parsed.data.STATE_DIR),
    siteUrl: SITE_URL ?? `http://127.0.0.1:${PORT}`,
    seed: parsed.data.SEED,
    adminKey: ADMIN_KEY
      ? { login: ADMIN_KEY.slice(0, colon), password: ADMIN_KEY.slice(colon + 1) }
      : null,
    pings: Object.fromEntries(
      (['INDEXNOW_KEY', 'INDEXNOW_ENDPOINT', 'WEBSUB_HUB'] as const).flatMap((name) => {
        const value = parsed.data[name]
        return value === undefined ? [] : [[name, value]]
      }),
    ),
    edgeCache: parsed.data.EDGE_CACHE,
    purgeRate: parsed.data.PURGE_RATE,
  }
}
