import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { ownLines } from '../../../src/errors/hosts/own-lines.js'

it('tells of hosts in their order, in whichever order they failed', () => {
  const hosts = Array.from({ length: 40 }, (_, index) => `gpu${index + 1}`)
  const partsOf = (some: readonly string[]) => ({
    varying: new Map([
      ['key', new Map(some.map((host) => [host, createHash('sha256').update(host).digest('base64')]))],
    ]),
  })
  const { lines } = ownLines(partsOf(hosts))
  expect(lines.slice(1, 3).map((line) => line.split(':')[0])).toEqual(['  gpu1', '  gpu2'])
  expect(lines.at(-1)).toBe('  gpu[17-40] (24): not shown')
  expect(ownLines(partsOf(hosts.toReversed())).lines).toEqual(lines)
})
