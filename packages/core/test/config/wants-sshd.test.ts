import { expect, it } from 'vitest'
import { wantsSshd } from '../../src/config/index.js'
import { resolve, withContainer } from './resolve.js'

const one = { a: {} }
const two = { a: {}, b: {} }

it.each([
  ['auto', 'per_run', two, true],
  ['auto', 'persistent', two, true],
  ['auto', 'no_launch', two, false],
  ['auto', 'per_run', one, false],
  [true, 'per_run', one, true],
  [true, 'no_launch', one, true],
  [false, 'per_run', two, false],
])('sshd %j, %s, hosts %j: %j', (sshd, lifetime, node_dict, expected) => {
  const input = { ...withContainer({ sshd, lifetime, name: 'lab' }), node_dict }
  expect(wantsSshd(resolve(input))).toBe(expected)
  expect(wantsSshd(resolve({ ...input, orchestrator: 'baremetal' }))).toBe(false)
})

it('is not wanted without a container, nor off the host network', () => {
  expect(wantsSshd(resolve({ node_dict: two }))).toBe(false)
  const input = { ...withContainer({ runtime: { args: { network: 'bridge' } } }), node_dict: two }
  expect(wantsSshd(resolve(input))).toBe(false)
})
