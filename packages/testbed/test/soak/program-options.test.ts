import { expect, test, vi } from 'vitest'
import { readOptions } from '../../src/soak/program-options.js'

test('twenty minutes on eight hosts, unless told otherwise', () => {
  expect(readOptions([])).toEqual({ hosts: 8, length: { minutes: 20 }, brief: false, json: false })
  expect(readOptions(['--rounds', '4', '--hosts', '3', '--brief', '--json'])).toEqual({
    hosts: 3,
    length: { rounds: 4 },
    brief: true,
    json: true,
  })
})

test.each([
  ['--hosts', '2'],
  ['--minutes', '0'],
  ['--rounds', 'many'],
])('%s %s is refused', (...words) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(() => readOptions(words)).toThrow(/Give a/)
  write.mockRestore()
})
