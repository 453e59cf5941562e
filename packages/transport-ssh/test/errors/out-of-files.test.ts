import { remedyText } from '@berth/core'
import { expect, it } from 'vitest'
import { moreFiles } from '../../src/errors/out-of-files.js'

it.each([0, 1])('has no command that changes process %d, from which all others come', (first) => {
  expect(remedyText(moreFiles(first))).not.toContain('prlimit')
})

it('names the shell that started this process', () => {
  expect(remedyText(moreFiles(4321))).toMatch(/Run: sudo prlimit --pid 4321 --nofile=\d+:\d+$/)
})
