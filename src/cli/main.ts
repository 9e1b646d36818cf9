import { withoutControls } from './plain-text.ts'
import { UsageError, readSettings } from './settings.ts'

const USAGE = `Usage:
  npm start                        install, migrate, fill an empty state, serve
  npm run serve                    the same without installing, for measuring
  npm run import -- SOURCE --region ca --to URL --key user:password (--help tells more)
  npm run export -- --region ca --to URL --key user:password --out DIR
  npm run keys -- create --login NAME --role ROLE [--regions ca,us]
  npm run bench -- [--rounds 15] [--seconds 1] [--connections 16]
  npm run picture                  draw the README's picture anew`

const [command, ...args] = process.argv.slice(2)

try {
  await run(command)
} catch (error) {
  if (!(error instanceof UsageError)) throw error
  console.error(withoutControls(error.message))
  process.exit(1)
}

async function run(name: string | undefined): Promise<void> {
  switch (name) {
    case 'start':
    case 'serve':
      return (await import('./serve.ts')).serve(readSettings(process.env))
    case 'import':
      return (await import('./import.ts')).importCommand(args)
    case 'export':
      return (await import('./export.ts')).exportCommand(args)
    case 'keys':
      return (await import('./keys.ts')).keys(args, readSettings(process.env))
    case 'bench':
      return (await import('./bench.ts')).bench(args)
    case 'picture':
      return (await import('./picture.ts')).picture()
    default:
      throw new UsageError(USAGE)
  }
}
