import { expect, test } from 'vitest'
import { archiveName } from '../../src/archives/cached-image.js'

test('references become file names', () => {
  expect(archiveName('berth/debian-sshd:12')).toBe('berth-debian-sshd-12.tar')
})
