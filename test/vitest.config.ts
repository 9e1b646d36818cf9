import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Nothing here keeps state between files, and most read the same modules: they are loaded once a thread.
    isolate: false,
    // Some start the product and talk to it over HTTP, all of them at once.
    testTimeout: 30_000,
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.worker.test.ts', 'test/**/*.browser.test.ts'],
  },
})
