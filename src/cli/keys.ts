import { eq } from 'drizzle-orm'
import { createKey, createUser, setPassword } from '#api/keys.ts'
import { isLongEnough, PASSWORD_RULE } from '#api/passwords.ts'
import { ROLES, type Role } from '#api/roles.ts'
import { openDatabase } from '#content/database.ts'
import { listRegions } from '#content/regions.ts'
import { users } from '../schema.ts'
import { readArguments } from './arguments.ts'
import { UsageError, type Settings } from './settings.ts'
import { migrate, startMachine } from './state.ts'

const USAGE =
  'Usage: npm run keys -- create --login NAME --role ROLE [--regions ca,us] [--password PASSWORD]'

/** WordPress's logins. A colon would end the user in an Authorization header. */
const LOGIN = /^[\w.@ -]{1,60}$/

/** Makes an application password, and its account where there is none; prints the password for the only time. */
export async function keys(args: readonly string[], settings: Settings): Promise<void> {
  const { options, rest } = readArguments(args, ['login', 'role', 'regions', 'password'], USAGE)
  const role = ROLES.find((known): known is Role => known === options.role)
  if (rest[0] !== 'create' || !options.login || !role) throw new UsageError(USAGE)
  if (!LOGIN.test(options.login)) {
    throw new UsageError('A login has letters, digits, spaces and . _ - @, at most 60 of them.')
  }
  if (options.password !== undefined && !isLongEnough(options.password)) {
    throw new UsageError(PASSWORD_RULE)
  }
  const machine = await startMachine({ stateDir: settings.stateDir })
  try {
    await migrate(machine.d1)
    const db = openDatabase(machine.d1)
    const now = Math.floor(Date.now() / 1000)
    const { login } = options
    const regions = options.regions?.split(',')
    const existing = await listRegions(machine.d1)
    const unknown = regions?.find((code) => !existing.some((region) => region.code === code))
    if (unknown !== undefined) {
      const codes = existing.map((region) => region.code).join(', ')
      throw new UsageError(`There is no region ${unknown}; there are ${codes}.`)
    }
    const [known] = await db.select().from(users).where(eq(users.login, login))
    if (known) console.log(`${login} has an account already: its role stays, the password is new.`)
    const account = { login, name: login, role, ...(regions && { regions }) }
    const userId = known?.userId ?? (await createUser(db, account, now))
    const name = 'Command line'
    const { password: chosen } = options
    if (chosen !== undefined) await setPassword(db, userId, name, chosen, now)
    const password = chosen ?? (await createKey(db, userId, { name }, now)).password
    console.log(`user ${login}, application password ${password}`)
  } finally {
    await machine.stop()
  }
}
