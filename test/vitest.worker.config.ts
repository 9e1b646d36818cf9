import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [
    cloudflareTest(async () => ({
      main: './src/dev.ts',
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: {
          TEST_MIGRATIONS: await readD1Migrations('./migrations'),
          SITE_URL: 'https://publication.example',
          PURGE_RATE: 'off',
        },
      },
    })),
  ],
  // One Worker serves all files: openPublication empties it for each. The comparison of every surface has one of its own
  // (package.json): after its thousands of requests the runtime called requests of later files hung that pass without it.
  test: { isolate: false, include: ['test/**/*.worker.test.ts'] },
})
