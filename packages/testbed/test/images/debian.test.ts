import { expect, test } from 'vitest'
import { pickMirror } from '../../src/images/debian.js'

test('the mirror is the first plain release, not updates, security or a flat repository', () => {
  const targets = 'file:/repo ./\nhttp://m/debian/ bookworm-updates\nhttp://m/debian/ bookworm\nhttp://m/s/ other'
  expect(pickMirror(targets)).toEqual({ uri: 'http://m/debian/', release: 'bookworm' })
  expect(() => pickMirror('')).toThrow(/no plain Debian release/)
})
