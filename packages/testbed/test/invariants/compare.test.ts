import { newRun } from '@berth/core'
import { describe, expect, test } from 'vitest'
import { berthLabels, leaseLabel } from '../../../core/src/lifetime/owners/labels.js'
import { compare } from '../../src/invariants/compare.js'
import type { ContainerSeen, HostSnapshot, ProcessSeen } from '../../src/invariants/host-snapshot.js'

const run = newRun()
const labelsOf = (lifetime: 'per_run' | 'persistent'): Record<string, string> =>
  berthLabels({
    cluster: 'lab',
    run: run.id,
    launch: 'l',
    handedOver: false,
    owner: run.owner,
    lifetime,
    spec: '{}',
  })

const container = (change: Partial<ContainerSeen> = {}): ContainerSeen => ({
  engine: 'docker',
  id: 'a'.repeat(64),
  name: 'db',
  state: 'running',
  labels: {},
  created: '2026-01-01T00:00:00Z',
  started: '2026-01-01T00:00:01Z',
  image: 'sha256:1',
  volumes: [],
  ...change,
})

const ours = (change: Partial<ContainerSeen> = {}): ContainerSeen =>
  container({ id: 'b'.repeat(64), name: 'lab', labels: labelsOf('per_run'), ...change })

const process = (change: Partial<ProcessSeen> = {}): ProcessSeen => ({
  pid: 7,
  name: 'sleep',
  line: 'sleep 9',
  contained: false,
  tagged: false,
  ...change,
})

interface Seen {
  readonly containers?: readonly ContainerSeen[]
  readonly processes?: readonly ProcessSeen[]
  readonly sessions?: readonly number[]
  readonly files?: Readonly<Record<string, string>>
  readonly images?: readonly string[]
  readonly volumes?: readonly string[]
}

const look = ({
  containers = [],
  processes = [],
  sessions = [],
  files = {},
  images = [],
  volumes = [],
}: Seen): Map<string, HostSnapshot> =>
  new Map([
    [
      'h1',
      {
        containers: new Map(containers.map((one) => [`${one.engine} ${one.id}`, one])),
        images: new Set(images),
        volumes: new Set(volumes),
        processes: new Map(processes.map((one) => [one.pid, one])),
        sessions: new Set(sessions),
        files: new Map(Object.entries(files)),
      },
    ],
  ])

const names = ['lab']

describe('what was not ours', () => {
  test.each<readonly [what: string, before: Seen, after: Seen, says: RegExp]>([
    [
      'is gone',
      { containers: [container()] },
      {},
      /^h1: the docker container db \(aaaaaaaaaaaa\), which is not ours, is gone$/,
    ],
    [
      'was stopped',
      { containers: [container()] },
      { containers: [container({ state: 'exited' })] },
      /another state: "running", now "exited"/,
    ],
    [
      'was started anew',
      { containers: [container()] },
      { containers: [container({ started: 'later' })] },
      /another started/,
    ],
    ['has come', {}, { containers: [container()] }, /has come, of a name that is not ours/],
    ['is an image that is gone', { images: ['docker 1'] }, {}, /the image docker 1 is gone/],
    ['is an image that has come', {}, { images: ['docker 1'] }, /the image docker 1 has come/],
    ['is a volume that has come', {}, { volumes: ['docker v'] }, /the volume docker v has come/],
    [
      'is a file that has changed',
      { files: { '/root/x': 'f 1' } },
      { files: { '/root/x': 'f 2' } },
      /\/root\/x has changed: f 1, now f 2/,
    ],
    ['is a file that has come', {}, { files: { '/tmp/x': 'f 1' } }, /the file \/tmp\/x has come/],
    ['is a file that is gone', { files: { '/root/x': 'f 1' } }, {}, /the file \/root\/x is gone/],
  ])('%s: that is wrong', (_, before, after, says) => {
    expect(compare(look(before), look(after), { names })).toEqual([expect.stringMatching(says)])
    expect(compare(look(before), look(before), { names })).toEqual([])
  })

  test('and that others are at work on meanwhile may be anything', () => {
    const created = ours({ state: 'created' })
    expect(compare(look({}), look({ containers: [created] }), { names: [], neighbours: names })).toEqual([])
    expect(compare(look({}), look({ containers: [created] }), { names, neighbours: [] })).toHaveLength(1)
  })

  test('and was started anew by the fault itself is as it was', () => {
    const before = look({ containers: [container()] })
    const after = look({ containers: [container({ started: 'later', state: 'exited' })] })
    expect(compare(before, after, { names, restarted: ['h1'] })).toEqual([])
    expect(compare(before, look({}), { names, restarted: ['h1'] })).toHaveLength(1)
  })
})

describe('what is ours', () => {
  test.each<readonly [what: string, seen: ContainerSeen, runs: readonly string[]]>([
    ['of a run that is known', ours(), [run.id]],
    ['persistent', ours({ labels: labelsOf('persistent') }), []],
    ['and ends itself', ours({ labels: { ...labelsOf('per_run'), ...leaseLabel(5) } }), []],
  ])('%s is found again', (_, seen, runs) => {
    expect(compare(look({}), look({ containers: [seen] }), { names, runs })).toEqual([])
  })

  test.each<readonly [what: string, seen: ContainerSeen, says: RegExp]>([
    ['of a run that nobody knows of', ours({ state: 'created' }), /lab \(b+\) is orphaned: created, of run \S+, which/],
    [
      'and would end itself, had it been started',
      ours({ state: 'created', labels: { ...labelsOf('per_run'), ...leaseLabel(5) } }),
      /is orphaned: created, of run/,
    ],
    [
      'with labels that cannot be read',
      ours({ labels: { 'berth.run': run.id } }),
      /is orphaned: its labels cannot be read/,
    ],
  ])('%s is orphaned', (_, seen, says) => {
    expect(compare(look({}), look({ containers: [seen] }), { names })).toEqual([expect.stringMatching(says)])
  })
})

test('a volume of a container that is ours goes with it', () => {
  const after = look({ containers: [ours({ volumes: ['v'] })], volumes: ['docker v'] })
  expect(compare(look({}), after, { names, runs: [run.id] })).toEqual([])
  expect(compare(look({}), look({ volumes: ['docker v'] }), { names })).toHaveLength(1)
})

describe('processes', () => {
  test.each<readonly [what: string, left: ProcessSeen, sessions: readonly number[]]>([
    ['with the tag of a command, in a container too', process({ tagged: true, contained: true }), []],
    ['that is an engine’s command', process({ name: 'docker', line: 'docker exec x true' }), []],
    ['that is a program of Berth’s', process({ name: 'sh', line: 'sh -c … berth-1a2b 5' }), []],
    ['that is a login', process({ name: 'sshd', line: 'sshd: berth@notty' }), [7]],
  ])('one %s is one too many', (_, left, sessions) => {
    const after = look({ processes: [left], sessions })
    expect(compare(look({}), after, { names })).toEqual([expect.stringMatching(/^h1: process 7.* still runs: /)])
    expect(compare(after, after, { names })).toEqual([])
    expect(compare(look({}), after, { names, processes: [/./] })).toEqual([])
  })

  test('others are no concern of ours, nor is what runs in a container', () => {
    const others = [process(), process({ pid: 8, contained: true, name: 'docker', line: 'docker ps' })]
    expect(compare(look({}), look({ processes: others }), { names })).toEqual([])
  })
})

test('a host that was not looked at again is told', () => {
  expect(compare(look({}), new Map(), { names })).toEqual(['h1: it was not looked at again'])
})
