import { expect, it } from 'vitest'
import { hostfile } from '../../../../src/cluster/mpi/ranks/hostfile.js'

const lines = [
  { address: '10.0.0.1', ranks: 2 },
  { address: 'gpu2', ranks: 1 },
]

it.each([
  ['orte', '10.0.0.1 slots=2\ngpu2 slots=1\n'],
  ['prrte', '10.0.0.1 slots=2\ngpu2 slots=1\n'],
  ['hydra', '10.0.0.1:2\ngpu2:1\n'],
] as const)('writes a hostfile as %s reads it', (dialect, text) => {
  expect(hostfile(lines, dialect)).toBe(text)
})
