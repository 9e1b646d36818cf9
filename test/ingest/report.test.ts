import { expect, test } from 'vitest'
import { printTree } from '#content/html-tree.ts'
import { cleanBody } from '#ingest/clean.ts'
import { NO_CONTEXT } from './corpus.ts'

const reportOf = (html: string, keptRules: string[] = []) =>
  cleanBody(html, { ...NO_CONTEXT, title: 'A title', keptRules })

test.each([
  ['<p>a <a href="https://x.example/" rel="dofollow">b</a></p>', 'rel-dofollow', 'changed'],
  ['<p><a href="https://old.example/" rel="nofollow">b</a></p>', 'rel-nofollow-own', 'changed'],
  ['<a class="elementor-button" href="https://x.example/">Go</a>', 'button', 'kept'],
  ['<div>bare</div>', 'bare-text', 'kept'],
  ['<iframe src="https://unknown.example/a"></iframe>', 'embed-unknown', 'changed'],
  ['<p>a</p><form><input name="b"></form>', 'form-control', 'lost'],
  ['<p>a</p><!--more--><p>b</p>', 'more', 'kept'],
  ['<p>a</p><!--nextpage--><p>b</p>', 'page-break', 'kept'],
  ['<p>a</p><div class="sharedaddy">Share</div>', 'share-bar', 'dropped'],
  ['<p>a</p><p style="color:red">b</p>', 'inline-style', 'dropped'],
  ['<p><a href="javascript:alert(1)">b</a></p>', 'link-unsafe', 'lost'],
])('%s is reported as %s', (html, rule, severity) => {
  expect(reportOf(html).report.rules[rule]?.severity).toBe(severity)
})

test.each([
  ['title', '<h1>A title</h1><p>a</p>'],
  ['byline', '<p>Written by: Jane Doe | May 1, 2024</p><p>a</p>'],
  ['table-of-contents', '<div id="ez-toc-container">Contents</div><p>a</p>'],
  ['share-bar', '<div class="sharedaddy">Share</div><p>a</p>'],
])('the rule %s drops nothing where it is switched off', (rule, html) => {
  expect(reportOf(html).report.rules[rule]?.severity).toBe('dropped')
  const kept = reportOf(html, [rule])
  expect(kept.report.rules[rule]).toBeUndefined()
  expect(printTree(kept.root).length).toBeGreaterThan('<p>a</p>'.length)
})

test('text that is lost is measured, text that is left out on purpose is not', () => {
  const words = 'words of the article '.repeat(10)
  const form = `<form><button>${words.repeat(4)}</button></form>`
  const chrome = `<div class="jp-relatedposts">${words.slice(0, 60)}</div>`
  expect(reportOf(`<p>${words}</p>${chrome}<script>${words}</script>`).report).toMatchObject({
    textKept: 1,
    needsReview: false,
  })
  expect(reportOf(`<p>${words}</p>${form}`).report.needsReview).toBe(true)
})

test('a body that had text and ends empty is for somebody to look at', () => {
  expect(reportOf('<h1>A title</h1>').report.needsReview).toBe(true)
  expect(reportOf('').report.needsReview).toBe(false)
})
