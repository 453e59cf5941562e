import { type Observation, parseReports } from '@berth/core/adapter'
import { describe, expect, it } from 'vitest'
import { observeOutcome } from '../../src/observe/observe-outcome.js'
import { image, recorded, recordedText, withText } from '../recorded.js'
import { says } from '../says.js'

const query = { name: 'lab', image: image.id, privilege: 'auto' } as const
const id = '11111111-2222-4333-8444-555555555555'
const labels = { 'berth.run': 'r1', 'berth.cluster': 'lab' }
const observed = (name: string): Observation => observeOutcome(recorded(name), query).observation

describe('observeOutcome', () => {
  it('reads a running container, with what its inside told', () => {
    const root = '/home/nodocker/.local/share/enroot'
    expect(observed('running')).toMatchObject({
      state: 'running',
      engine: { version: '4.1.2', store: 'squashfs', root, reachedBy: 'plain', endsWithLogin: false },
      localImage: image,
      container: {
        id,
        name: 'lab',
        labels: { ...labels, 'berth.launch': 'l1' },
        image,
        createdAt: '2026-11-23T20:31:53.874612260Z',
        startedAt: '2026-11-23T20:31:54.622837564Z',
        inside: { text: 'inside 1\nnow 1760000000\nmarker {"done": "ü"}\nend\n' },
        hostNetwork: true,
      },
    })
  })

  it('reads a container that has ended, and one that never started, as stopped', () => {
    const startedAt = '2026-11-23T20:31:54.622837564Z'
    expect(observed('stopped')).toMatchObject({ state: 'stopped', container: { id, labels, startedAt } })
    expect(observed('created')).toMatchObject({ state: 'stopped', container: { id, labels, startedAt: null } })
  })

  it('reads containers that others made, without labels and image', () => {
    const container = {
      id: expect.stringMatching(/^rootfs-\d+-\d+\.\d+$/),
      labels: {},
      image: { unreadable: expect.anything() },
    }
    expect(observed('foreign-stopped')).toMatchObject({ state: 'stopped', container })
    expect(observed('foreign-running')).toMatchObject({ state: 'running', container })
  })

  it('takes a container of another host, and one that may run on another, for unknown', () => {
    const { reports, stderr } = recorded('foreign-stopped')
    const told = (...seen: (readonly [string, string])[]): Observation => {
      const rest = reports.filter(([word]) => !['foreign', 'created', 'stopped', 'marker'].includes(word))
      return observeOutcome({ reports: [...rest, ...seen], stderr }, query).observation
    }
    const root = '/home/nodocker/.local/share/enroot'
    expect(told(['elsewhere', 'n1\nabc'], ['here', 'n2\n'], ['container', id])).toMatchObject({
      state: 'unknown',
      reason: `container lab in ${root} belongs to the host n1 (machine id abc); this is n2, where nothing can be told of it`,
      remedy: [
        expect.anything(),
        { id: 'enroot-own', argv: expect.arrayContaining([`${root}/.berth/containers/${id}`]) },
      ],
    })
    expect(told(['elsewhere', ''], ['here', 'n2\n'], ['container', id])).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(/cannot be read/),
    })
    expect(
      told(['foreign', 'rootfs-1-2.3'], ['created', 'now'], ['anywhere', 'nfs'], ['marker', 'none']),
    ).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(/whether it runs on another host cannot be told: .* is on nfs/),
    })
  })

  it('reads absent, whichever version answers, also where the root filesystem was taken away by hand', () => {
    expect(observed('absent')).toMatchObject({ state: 'absent', localImage: image })
    expect(observed('absent-forsaken')).toMatchObject({ state: 'absent', localImage: image })
    expect(observed('absent-3.5.0')).toMatchObject({ state: 'absent', engine: { version: '3.5.0' }, localImage: image })
  })

  it('tells a missing image from one that cannot be read', () => {
    expect(observed('absent-no-image')).toMatchObject({ state: 'absent', localImage: null })
    const unreadable = expect.stringContaining('broken.sqsh is not a squashfs image')
    expect(observed('absent-broken-image')).toMatchObject({ state: 'absent', localImage: { unreadable } })
  })

  it.each([
    ['no-enroot', /enroot: command not found/, /Install enroot/],
    ['no-runtime-folder', /cannot create directory/, /ENROOT_RUNTIME_PATH/],
  ])('says what keeps enroot from answering: %s', (name, reason, remedy) => {
    expect(observed(name)).toMatchObject({
      state: 'unknown',
      reason: expect.stringMatching(reason),
      remedy: says(remedy),
    })
  })

  it('takes no part of an answer, and no two, for an answer', () => {
    const { stdout, stderr } = recordedText('running')
    for (let bytes = 0; bytes < stdout.trimEnd().length; bytes += 7) {
      expect(parseReports(stdout.slice(0, bytes), 'NONCE').end, `${bytes} bytes`).toBe('cut')
    }
    const { reports } = recorded('running')
    for (let count = 0; count < reports.length; count += 1) {
      const { observation } = observeOutcome({ reports: reports.slice(0, count), stderr }, query)
      expect(observation.state, `${count} reports`).toBe('unknown')
    }
    const twice = parseReports(stdout + stdout, 'NONCE')
    expect(observeOutcome({ ...twice, stderr }, query).observation.state).toBe('unknown')
  })

  it.each([
    ['labels that cannot be read', 'labels', '{berth.run":"r1"}'],
    ['an inside whose end was not told', 'exit', ''],
  ])('distrusts %s', (_, report, text) => {
    expect(observeOutcome(withText(recorded('running'), report, text), query).observation.state).toBe('unknown')
  })
})
