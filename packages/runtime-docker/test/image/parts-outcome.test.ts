import { describe, expect, test } from 'vitest'
import { podmanDialect } from '../../src/engine/podman-dialect.js'
import { partsNeeded, partsOutcome } from '../../src/image/parts-outcome.js'
import { answer, report } from '../answer.js'
import { docker as engine } from '../run-program.js'
import { anOutline, digest } from './an-outline.js'

const df = (mount: string, kilobytes: number): string =>
  `Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/sda1 900 100 ${kilobytes} 12% ${mount}\n`

const section = (name: string, text: string, exitCode = 0, stderr = ''): string =>
  `${report(name)}${text}${report(`stderr ${stderr}`, `exit ${exitCode}`)}\n`

describe('which layers are missing', () => {
  const outline = anOutline('1', '2', '1', '3')
  const needed = (...images: readonly (readonly string[])[]) => {
    const lines = images.map((digits) => JSON.stringify(digits.map(digest))).join('\n')
    const stdout = [
      section('layers', lines === '' ? '' : `${lines}\n`),
      section('folder', '/var/tmp/berth-0/x'),
      section('folder-room', df('/', 2000)),
      section('engine-room', df('/data of ours', 3000)),
    ].join('')
    return partsNeeded(answer(stdout), outline, engine)
  }

  test.each([
    ['all, where there is no image', [], [0, 1, 2, 3]],
    ['those above what one image has of the bottom', [['1', '2', '4']], [2, 3]],
    ['the fewest that any image makes it', [['1'], ['1', '2', '1', '9'], ['2', '1', '3']], [3]],
    ['none, where an image has all, and more', [['1', '2', '1', '3', '4']], []],
    [
      'all, where what is there stands upon something else',
      [
        ['2', '1', '3'],
        ['9', '1', '2'],
      ],
      [0, 1, 2, 3],
    ],
  ])('%s', (_, images, missing) => {
    expect(needed(...images)).toMatchObject({ missing })
  })

  test('are all, where the engine was found to lack layers as they are sent', () => {
    const stdout = `${section('layers', `["${digest('1')}"]`)}${section('every-layer', '')}${section('folder', '/f')}`
    expect(partsNeeded(answer(stdout), outline, { ...engine, store: 'containerd' })).toMatchObject({
      missing: [0, 1, 2, 3],
    })
  })

  test('are those that no image has, where the engine knows each layer by itself', () => {
    const stdout = `${section('layers', `["${digest('9')}","${digest('2')}"]\n["${digest('3')}"]`)}${section('folder', '/f')}`
    const podman = { ...engine, dialect: podmanDialect }
    expect(partsNeeded(answer(stdout), outline, podman)).toMatchObject({ missing: [0, 2] })
  })

  test('go into a folder, on file systems of which is told what is free', () => {
    expect(needed()).toMatchObject({
      folder: '/var/tmp/berth-0/x',
      rooms: [
        { path: '/var/tmp/berth-0/x', mount: '/', free: 2_048_000, copies: 1, unpacks: false },
        { path: '/var/lib/docker', mount: '/data of ours', free: 3_072_000, copies: 1, unpacks: true },
      ],
    })
  })

  test('cannot be told where the engine does not answer', () => {
    const stdout = section('layers', '', 1, 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock.')
    const told = partsNeeded(answer(`${stdout}${section('folder', '/f')}`), outline, engine)
    expect(told).toMatchObject({ reason: expect.stringContaining('Cannot connect') })
  })

  test('are those of which the rooms cannot be told, without rooms', () => {
    const stdout = `${section('layers', '')}${section('folder', '/f')}${section('engine-room', '', 1, 'df: no')}`
    expect(partsNeeded(answer(stdout), outline, engine)).toMatchObject({ missing: [0, 1, 2, 3], rooms: [] })
  })
})

describe('an image made of parts', () => {
  const put = { outline: anOutline('1') }
  const image = (digit: string) => report(`image {"Id":"${digest(digit)}","RootFS":{"Layers":["${digest('1')}"]}}`)

  test('has the identity that the engine tells', () => {
    expect(partsOutcome(answer(image('c')), put, engine)).toMatchObject({ configDigest: digest('c') })
  })

  test('is known by its manifest where the store names images by that', () => {
    expect(partsOutcome(answer(image('e')), put, { ...engine, store: 'containerd' })).toMatchObject({
      manifestDigests: [digest('e')],
    })
  })

  test('is none where another image has the name by then', () => {
    expect(partsOutcome(answer(image('d')), put, engine)).toMatchObject({
      reason: expect.stringContaining('meanwhile'),
    })
  })

  test('is none where the engine lacks a layer that it had', () => {
    const stderr = 'open /var/lib/docker/tmp/docker-import-1/blobs/sha256/11: no such file or directory'
    const outcome = partsOutcome(answer(report('loading', 'load-failed'), stderr), put, engine)
    expect(outcome).toMatchObject({ reason: expect.stringContaining('lab:1 could not be loaded') })
  })
})
