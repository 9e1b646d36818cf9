import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareBody } from '#ingest/prepare.ts'
import { CORPUS, corpusFiles, hasCorpus, samplesOf } from './corpus.ts'
import { unmet, type Expectation } from './expectation.ts'

const described = hasCorpus ? corpusFiles('expectations') : []

test.skipIf(!hasCorpus)('there are expectations to hold', () => {
  expect(described.length).toBeGreaterThanOrEqual(8)
})

test.skipIf(!hasCorpus).for(described)('the clean body holds what %s expects', async (file) => {
  const json: unknown = JSON.parse(readFileSync(join(CORPUS, 'expectations', file), 'utf8'))
  const expectation = json as Expectation // the corpus's README describes these keys
  const [sample] = samplesOf(expectation.sample)
  if (sample === undefined) throw new Error(`${expectation.sample} has no body.`)
  const { content, excerpt, context } = sample
  const { body } = await prepareBody({ title: context.title, content, excerpt }, context)
  expect(unmet(expectation, body.html, content)).toEqual([])
})
