import { expect, test } from 'vitest'
import { readImportOptions } from '../../src/cli/import-options.ts'

const TARGET = ['--to', 'http://127.0.0.1:8787/', '--key', 'admin:secret word']

test('the least that a run takes, and what holds without more', () => {
  expect(readImportOptions(['post.json', '--region', 'ca', ...TARGET])).toEqual({
    task: { kind: 'source', region: 'ca', spec: 'post.json' },
    to: 'http://127.0.0.1:8787',
    key: 'admin:secret word',
    media: { kind: 'later' },
    isUpdate: false,
    isForce: false,
    isDryRun: false,
    keptRules: [],
    privateHosts: [],
    reports: [],
    isVerbose: false,
    concurrency: 4,
  })
})

test.each([
  [
    ['--network', 'https://example.com/', '--regions', 'ca,us', '--link-siblings'],
    {
      task: {
        kind: 'network',
        url: 'https://example.com/',
        regions: ['ca', 'us'],
        isLinking: true,
      },
    },
  ],
  [['--media', 'now', '--region', 'ca'], { task: { kind: 'files', region: 'ca' } }],
  [['--reclean', '--region', 'ca'], { task: { kind: 'reclean', region: 'ca', isAll: false } }],
  [['a', '--region', '/'], { task: { kind: 'source', region: '', spec: 'a' } }],
  [['a', '--region', 'ca', '--media', 'a folder'], { media: { kind: 'folder', path: 'a folder' } }],
  [['a', '--region', 'ca', '--since', '2025-11-04'], { since: Date.UTC(2025, 10, 4) / 1000 }],
  [['a', '--region', 'ca', '--keep', 'byline, toc'], { keptRules: ['byline', 'toc'] }],
  [
    ['a', '--region', 'ca', '--report', 'a.html', '--report', 'b.json'],
    { reports: ['a.html', 'b.json'] },
  ],
])('%j', (args, expected) => {
  expect(readImportOptions([...args, ...TARGET])).toMatchObject(expected)
})

test.each([
  [['a', ...TARGET], '--region is missing.'],
  [['--region', 'ca', ...TARGET], 'SOURCE is missing.'],
  [['a', 'b', '--region', 'ca', ...TARGET], 'b is a second source: a run has one.'],
  [['a', '--region', 'ca', '--key', 'a:b'], '--to is missing.'],
  [['a', '--region', 'CA!', ...TARGET], '--region CA! is no region: write its path'],
  [['a', '--region', 'ca', '--to', 'site', '--key', 'a:b'], '--to site is no address'],
  [['a', '--region', 'ca', '--limit', 'ten', ...TARGET], '--limit ten is no number'],
  [
    ['a', '--region', 'ca', '--since', 'May', ...TARGET],
    '--since May is no date: write 2025-11-04.',
  ],
  [['a', '--region', 'ca', '--report', 'a.pdf', ...TARGET], 'is no report'],
  [['a', '--region', 'ca', '--colour', ...TARGET], "Unknown option '--colour'"],
  [['--network', 'https://example.com/', ...TARGET], '--regions is missing'],
])('%j is refused in one line with the usage', (args, expected) => {
  expect(() => readImportOptions(args)).toThrow(expected)
  expect(() => readImportOptions(args)).toThrow('Usage:')
})

test('a key is never repeated', () => {
  const args = ['a', '--region', 'ca', '--to', 'http://127.0.0.1', '--key', 'secret']
  expect(() => readImportOptions(args)).toThrow('--key is no key')
  expect(() => readImportOptions(args)).not.toThrow(/secret/)
})

test.each([
  [['http://10.0.0.5:8080/ca/', '--region', 'ca', '--allow-private'], ['10.0.0.5:8080']],
  [
    ['http://wp.internal/', '--region', 'ca', '--allow-private'],
    ['wp.internal:80', 'wp.internal:443'],
  ],
  [['--network', 'http://10.0.0.5:81/', '--regions', 'ca', '--allow-private'], ['10.0.0.5:81']],
  [
    ['x.xml', '--region', 'ca', '--private-hosts', 'cdn.internal,[::1]:90'],
    ['cdn.internal', '[::1]:90'],
  ],
])('%j opens no other private hosts than %j', (args, hosts) => {
  const { privateHosts } = readImportOptions([...args, '--to', 'http://x', '--key', 'a:b'])
  expect(privateHosts).toEqual(hosts)
})

test('--allow-private without an address of a site is refused', () => {
  const args = ['x.xml', '--region', 'ca', '--allow-private', '--to', 'http://x', '--key', 'a:b']
  expect(() => readImportOptions(args)).toThrow(/name the hosts of files with --private-hosts/)
})
