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
  // One Worker serves all files: openPublication empties it for each.
  test: { isolate: false, include: ['test/**/*.worker.test.ts'] },
})
