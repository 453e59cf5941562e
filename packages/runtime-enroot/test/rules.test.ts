import type { ImageSource } from '@berth/core/adapter'
import { expect, it } from 'vitest'
import { rules } from '../src/rules.js'

const imageProblem = (reference: string, change: Partial<ImageSource> = {}) =>
  rules.image?.({ reference, pull: 'missing', archive: null, ...change })

it('a name is that of a folder', () => {
  expect(rules.name?.('x')).toBeNull()
  expect(rules.name?.('x'.repeat(255))).toBeNull()
  expect(rules.name?.('x'.repeat(256))).toBe('it has 256 characters, and may have 255')
})

it.each([
  '/images/Rocm.sqsh',
  'rocm/dev:7.0',
  'nvcr.io/nvidia/pytorch:24.10',
  `docker.io/library/ubuntu@sha256:${'a'.repeat(64)}`,
  'docker://nvcr.io#nvidia/pytorch:24.10',
  'docker://$oauthtoken@nvcr.io#nvidia/pytorch:24.10',
  'dockerd://built:1',
  'podman://localhost/Built:1',
])('%s is an image', (reference) => {
  expect(imageProblem(reference)).toBeNull()
})

it.each([
  ['rocm/Dev', /must be lowercase/],
  ['docker://rocm/Dev', /^it is none of docker:\/\//],
  ['dockerd://', /^it is none of/],
  ['rocm/dev:7@sha512:1', /^digest/],
  [`rocm/${'d'.repeat(250)}`, /a name of more than 255/],
])('%s is none', (reference, problem) => {
  expect(imageProblem(reference)).toMatch(problem)
})

it('of a file that is there, or that an archive makes, any name is one', () => {
  expect(imageProblem('Mine', { pull: 'never' })).toBeNull()
  expect(imageProblem('rocm/Dev', { archive: '/images/dev.sqsh' })).toBeNull()
})
