import type { AskedArgs, ImageSource } from '@berth/core/adapter'
import { expect, it } from 'vitest'
import { rules } from '../src/rules.js'

const imageProblem = (reference: string, change: Partial<ImageSource> = {}) =>
  rules.image?.({ reference, pull: 'missing', archive: null, ...change })

it('arguments that a container of enroot cannot have are told with their reason', () => {
  const problems = (asked: Partial<AskedArgs>): readonly string[] =>
    rules
      .args?.({ network: null, ipc: null, volumes: [], ...asked })
      .map(({ path, message }) => `${path.join('/')} ${message}`) ?? []
  const taken = {
    shmSize: 1,
    tmpfs: [{ target: '/x', options: null }],
    workdir: '/work space',
    pid: 'host',
    gpus: 'all',
  } as const
  expect(problems({ ...taken, extra: ['--mount', '/a:/b', '-m', '--mount', '--mount=/c:/d'] })).toEqual([])
  expect(problems({ volumes: [{ kind: 'volume', name: 'vol1', target: '/data', options: null }] })).toEqual([
    'volumes/0 is the volume "vol1", but enroot has no volumes by name; name a path',
  ])
  for (const extra of [['--rc', '/x'], ['-w'], ['--env', 'A=b'], ['--mount', '/a:/b', 'other'], ['--mount']])
    expect(problems({ extra })).not.toEqual([])
})

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
