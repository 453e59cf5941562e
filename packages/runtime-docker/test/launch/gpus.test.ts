import type { GpusSpec } from '@berth/core/adapter'
import { expect, test } from 'vitest'
import { dockerDialect } from '../../src/engine/docker-dialect.js'
import { podmanDialect } from '../../src/engine/podman-dialect.js'
import { gpuWords } from '../../src/launch/gpus.js'

const cases: readonly [gpus: GpusSpec, toolkit: string, devices: readonly string[]][] = [
  ['all', '--gpus=all', ['all']],
  [2, '--gpus=2', ['0', '1']],
  [['3', 'GPU-5a1c', '0:1'], '--gpus="device=3,GPU-5a1c,0:1"', ['3', 'GPU-5a1c', '0:1']],
]

test.each(cases)('%j', (gpus, toolkit, names) => {
  const devices = names.map((name) => `--device=nvidia.com/gpu=${name}`)
  expect(gpuWords(gpus, dockerDialect)).toEqual({ first: [toolkit], instead: devices })
  expect(gpuWords(gpus, podmanDialect)).toEqual({ first: devices, instead: [] })
})

test('none', () => {
  expect(gpuWords(undefined, dockerDialect)).toEqual({ first: [], instead: [] })
})
