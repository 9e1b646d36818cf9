import { parseArgs } from 'node:util'
import { UsageError } from './settings.ts'

/** Options and positionals of a command line. @throws UsageError with the usage when something is unknown or missing */
export function readArguments<const Name extends string>(
  args: readonly string[],
  names: readonly Name[],
  usage: string,
): { options: Partial<Record<Name, string>>; rest: string[] } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])),
    })
    // Each option is declared a string above.
    return { options: values as Partial<Record<Name, string>>, rest: positionals }
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)} ${usage}`)
  }
}
