import { expect, test } from 'vitest'
import { mediaIdsIn } from '#content/body-media.ts'
import { fileCandidates, uploadsIn } from '#content/upload-paths.ts'
import { uploadType } from '#content/upload-types.ts'

test.each([
  ['<img src="https://old.example/wp-content/uploads/2020/a.jpg?x=1">', ['2020/a.jpg']],
  ['//old.example//wp-content//uploads//2020//a.jpg', ['2020/a.jpg']],
  ['https://i0.wp.com/old.example/wp-content/uploads/a.jpg?resize=1', ['a.jpg']],
  ['{"url":"https:\\/\\/old.example\\/wp-content\\/uploads\\/2020\\/a.mp4"}', ['2020/a.mp4']],
  ['srcset="/wp-content/uploads/a.jpg 1w, /wp-content/uploads/b%20c.jpg 2w"', ['a.jpg', 'b c.jpg']],
  ['/ca/wp-content/uploads/sites/7/a.webp', ['sites/7/a.webp']],
  ['/wp-content/themes/a.jpg', []],
])('%s names %o', (text, files) => {
  expect(uploadsIn(text)).toEqual(files)
})

test.each([
  ['2020/a.jpg', '2020/a-scaled.jpg'],
  ['2020/a-scaled.jpg', '2020/a.jpg'],
  ['2020/a-300x200.jpg', '2020/a.jpg'],
  ['2020/a-scaled-300x200.jpg', '2020/a.jpg'],
  ['2020/a-300x200.jpg', '2020/a-scaled.jpg'],
])('%s may be known as %s', (file, candidate) => {
  expect(fileCandidates(file)[0]).toBe(file)
  expect(fileCandidates(file)).toContain(candidate)
})

test.each([
  ['<img class="size-full wp-image-12">', [12]],
  ['[gallery ids="3,4, 5" columns="2"]', [3, 4, 5]],
  ['[gallery include=”7,8″]', [7, 8]],
  ['[vc_single_image image=&#8221;9&#8243;]', [9]],
  ['<!-- wp:image {"id":21,"sizeSlug":"large"} -->', [21]],
  ['<p>In 1999, 12 of 30.</p>', []],
])('%s names the media %o', (content, ids) => {
  expect(mediaIdsIn(content)).toEqual(ids)
})

const bytes = (text: string) => new TextEncoder().encode(text)
test.each([
  ['a.pdf', '%PDF-1.7', 'application/pdf'],
  ['a.svg', '<?xml version="1.0"?><svg xmlns="x">', 'image/svg+xml'],
  ['a.svg', '<html><svg></svg></html>', null],
  ['a.jpg', 'no picture', null],
  ['a.mp3', '<!-- sign in --><!DOCTYPE html>', null],
  ['a.html', 'text', null],
  ['a.exe', 'MZ', null],
])('%s of %s is %s', (file, start, type) => {
  expect(uploadType(file, bytes(start))).toBe(type)
})
