import { expect, test } from 'vitest'
import { bundle } from '../../../src/sshd/steps/bundle.js'

test.each(['no newline', 'nul\0\n', ''])('%j is refused', (text) => {
  expect(() => bundle([{ path: '/x', mode: '600', text }])).toThrow(TypeError)
})
