import { expect, test } from 'vitest'
import { testbedPaths } from '../../src/state/paths.js'

test.each(['', '..', 'a/b', 'A', '-x', 'x'.repeat(41)])('"%s" is no name', (name) => {
  expect(() => testbedPaths(name)).toThrow(/no name for a testbed/)
})
