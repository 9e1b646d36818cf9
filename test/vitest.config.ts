import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Nothing here keeps state between files, and most read the same modules: they are loaded once a thread.
    isolate: false,
    include: ['test/**/*.test.ts'],
    exclude: ['test/**/*.worker.test.ts', 'test/**/*.browser.test.ts'],
  },
})
