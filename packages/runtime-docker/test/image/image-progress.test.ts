import { expect, it } from 'vitest'
import { imageSize, pulledLayer } from '../../src/image/image-progress.js'

it.each([
  ['a2abf6c4d29d: Pulling fs layer', { id: 'a2abf6c4d29d', there: false }],
  ['a2abf6c4d29d: Downloading 9/10', { id: 'a2abf6c4d29d', there: false, received: { done: 9, total: 10 } }],
  ['a2abf6c4d29d: Downloading', { id: 'a2abf6c4d29d', there: false }],
  ['a2abf6c4d29d: Verifying Checksum', { id: 'a2abf6c4d29d', there: false, whole: true }],
  ['a2abf6c4d29d: Download complete', { id: 'a2abf6c4d29d', there: false, whole: true }],
  ['a2abf6c4d29d: Pull complete', { id: 'a2abf6c4d29d', there: true }],
  ['a2abf6c4d29d: Already exists', { id: 'a2abf6c4d29d', there: true }],
  ['latest: Pulling from library/busybox', null],
  ['Digest: sha256:0123456789abcdef', null],
])('"%s" tells of a layer %j', (line, layer) => expect(pulledLayer(line)).toEqual(layer))

it.each<[readonly (readonly [string, string])[], number | null]>([
  [
    [
      ['pulling', ''],
      ['image', '{"Size":4261574}'],
    ],
    4_261_574,
  ],
  [[['image', '{"Size":0}']], null],
  [[['image', 'no JSON']], null],
  [[['pull-failed', '{"Size":1}']], null],
  [[], null],
])('the size of %j is %s', (reports, bytes) => expect(imageSize({ reports, stderr: '' })).toBe(bytes))
