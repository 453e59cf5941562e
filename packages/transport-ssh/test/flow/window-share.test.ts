import { expect, it } from 'vitest'
import { windowShare } from '../../src/flow/window-share.js'

const kibi = 1024

it.each([
  [1, 2048 * kibi],
  [4, 2048 * kibi],
  [8, 1024 * kibi],
  [32, 256 * kibi],
  [128, 64 * kibi],
  [10_000, 64 * kibi],
])('gives each of %i channels %i bytes', (channels, bytes) => {
  expect(windowShare(channels)).toBe(bytes)
})
