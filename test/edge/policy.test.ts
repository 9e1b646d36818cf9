import { expect, test } from 'vitest'
import { newsPolicy } from '#edge/policy.ts'

test.each([
  [null, 86_400],
  [172_800, 86_400],
  [3600, 3600],
  [0, 1],
])(
  'a page from which something falls out in %s seconds is kept for %s, and never shown old',
  (seconds, life) => {
    const { edge } = newsPolicy(seconds)
    expect(edge).toBe(`max-age=${life}, stale-if-error=0`)
  },
)
