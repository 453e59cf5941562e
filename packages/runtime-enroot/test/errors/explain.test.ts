import { describe, expect, it } from 'vitest'
import { explain } from '../../src/errors/explain.js'
import { execRemedies } from '../../src/errors/remedies.js'
import { recorded } from '../recorded.js'

describe('explain', () => {
  it.each([
    ['exec-gone', /is gone/],
    ['exec-stopped', /is not running/],
    ['no-sudo', /without a password/],
  ])('knows the words of %s', (name, remedy) => {
    expect(explain(recorded(name).stderr, execRemedies, '').remedy).toMatch(remedy)
  })
})
