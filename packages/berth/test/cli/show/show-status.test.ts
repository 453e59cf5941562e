import { BerthError, type ClusterStatus, type HostStatus } from 'berth-cluster'
import { describe, expect, it } from 'vitest'
import { statusTable } from '../../../src/cli/show/show-status.js'

const engine = {
  id: 'e',
  boot: 'b',
  own: true,
  version: '1',
  store: 's',
  root: '/r',
  reachedBy: 'plain',
  rootless: false,
  endsWithLogin: false,
} as const
const owner = { user: 'me', machine: 'm', pidNamespace: 'pid:[1]', pid: 7, processStart: 's' }
const running: HostStatus = {
  observation: {
    state: 'running',
    engine,
    localImage: null,
    container: {
      id: '0123456789abcdef',
      name: 'box',
      labels: {},
      createdAt: '2026-01-02T03:04:04.1Z',
      startedAt: '2026-01-02T03:04:05.123456Z',
      imageReference: `sha256:${'0123456789abcdef'.repeat(4)}`,
      image: { unreadable: 'x' },
      inside: null,
      hostNetwork: true,
    },
  },
  labels: { cluster: 'lab', run: 'r1', launch: 'l1', handedOver: true, owner, lifetime: 'per_run', spec: '' },
  sshdPort: null,
  wouldDo: 'use',
  reason: 'made by this run',
  drift: null,
  error: null,
}
const status: ClusterStatus = new Map<string, HostStatus>([
  ['gpu1', running],
  ['gpu2', { ...running, labels: null }],
  [
    'gpu3',
    {
      observation: { state: 'absent', engine, localImage: null },
      labels: null,
      sshdPort: null,
      wouldDo: 'launch',
      reason: 'no',
      drift: null,
      error: null,
    },
  ],
  [
    'gpu4',
    {
      observation: { state: 'unknown', reason: 'connect: timed out', remedy: 'Check it.', unreachable: true },
      labels: null,
      sshdPort: null,
      wouldDo: 'none',
      reason: 'refused',
      drift: null,
      error: new BerthError({ code: 'BERTH_HOST_UNREACHABLE', host: 'gpu4', operation: 'observe', message: 'no' }),
    },
  ],
])

describe('status', () => {
  it('is a table, with what is wrong beneath it', () => {
    expect(statusTable(status)).toBe(`\
HOST  STATE    CONTAINER     RUN  OWNER       SINCE                 IMAGE                WOULD DO  DRIFT
gpu1  running  0123456789ab  r1   me (pid 7)  2026-01-02T03:04:05Z  sha256:0123456789ab  use       -
gpu2  running  0123456789ab  -    not Berth   2026-01-02T03:04:05Z  sha256:0123456789ab  use       -
gpu3  absent   -             -    -           -                     -                    launch    -
gpu4  unknown  -             -    -           -                     -                    none      -

gpu4: connect: timed out
  → Check it.
`)
  })

  it('folds hosts that differ in the ids and times of their containers alone, in natural order', () => {
    const many = Array.from({ length: 1000 }, (_, index): [string, HostStatus] => {
      const { observation } = running
      if (observation.state !== 'running') return ['', running]
      const startedAt = `2026-01-02T03:04:${String(59 - (index % 60)).padStart(2, '0')}Z`
      const container = { ...observation.container, id: `${index}0123456789abcdef`, startedAt }
      const drift = index === 1 ? [{ path: 'args.network', made: 'host', asked: null }] : []
      return [`gpu${index + 1}`, { ...running, observation: { ...observation, container }, drift }]
    })
    expect(statusTable(new Map(many.toReversed()))).toBe(`\
HOST                 STATE    CONTAINER     RUN  OWNER       SINCE                 IMAGE                WOULD DO  DRIFT
gpu[1,3-1000] (999)  running  …             r1   me (pid 7)  2026-01-02T03:04:00Z  sha256:0123456789ab  use       -
gpu2                 running  10123456789a  r1   me (pid 7)  2026-01-02T03:04:58Z  sha256:0123456789ab  use       args.network: host → nothing
`)
  })
})
