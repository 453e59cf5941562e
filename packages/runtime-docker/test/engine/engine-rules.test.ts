import type { ImageSource } from '@berth/core/adapter'
import { expect, it } from 'vitest'
import { dockerRules, podmanRules } from '../../src/engine/engine-rules.js'

const source = (reference: string): ImageSource => ({ reference, pull: 'missing', archive: null })

it('a name of one character is one for Podman, not for Docker', () => {
  expect(dockerRules.name?.('x')).toBe('it has one character, and needs two')
  expect(dockerRules.name?.('xy')).toBeNull()
  expect(podmanRules.name?.('x') ?? null).toBeNull()
})

it('a hostname in the network of another container is one for Podman, not for Docker', () => {
  const asked = { ipc: null, volumes: [], hostname: 'trainer' }
  const shared = { ...asked, network: 'container:other' }
  expect(dockerRules.args?.(shared)).toEqual([
    { path: ['hostname'], message: expect.stringMatching(/^is "trainer", but with Docker a container that shares/) },
  ])
  expect(podmanRules.args?.(shared)).toEqual([])
  for (const { args } of [dockerRules, podmanRules]) {
    expect(args?.({ ...asked, network: 'host' })).toEqual([])
    expect(args?.({ ipc: null, volumes: [], network: 'container:other', extra: ['--rm'] })).toHaveLength(1)
  }
})

it.each([
  ['rocm/dev-ubuntu-24.04:7.0', null],
  [`lab@sha256:${'a'.repeat(64)}`, null],
  [`sha256:${'a'.repeat(64)}`, null],
  ['a'.repeat(64), null],
  ['Rocm/dev', 'repository "Rocm/dev" must be lowercase'],
  ['rocm/dev:', 'the tag after : is empty'],
  ['docker://rocm/dev', 'it is a URL; leave out everything up to the //'],
])('the image %s', (reference, problem) => {
  for (const { image } of [dockerRules, podmanRules]) expect(image?.(source(reference))).toBe(problem)
})
