import { expect, it } from 'vitest'
import { parseInside } from '../../../src/lifetime/inside/inside.js'
import { markerOpening } from '../../../src/provision/marker.js'

const owner = { user: 'ann', machine: 'desk/1', pidNamespace: 'pid:[1]', pid: 7, processStart: 'boot 7' }
const marker = `${markerOpening('done', { run: 'r1', launch: 'l1', scriptHash: 'h' })},"at":1760000000}`
const text = (...lines: readonly string[]): string => `${['inside 1', 'now 1760000001', ...lines, 'end'].join('\n')}\n`
const at = '2025-10-09T08:53:20.000Z'

it('reads all that there is of this launch', () => {
  const lines = [
    `marker ${marker}`,
    'provisioning l1 r2',
    'committed l1 u1',
    'seal l1 1760000000 r3',
    `claim c1 l1 1760000000 r4 ${JSON.stringify(owner)}`,
  ]
  expect(parseInside({ text: text(...lines) }, 'l1')).toEqual({
    now: 1_760_000_001,
    marker: { state: 'done', launch: 'l1', run: 'r1', scriptHash: 'h', at },
    provisioning: 'r2',
    committed: true,
    broughtUp: 'u1',
    seals: [{ run: 'r3', at }],
    claims: [{ id: 'c1', run: 'r4', owner, at }],
    claimIds: ['c1'],
    leaseLeft: null,
  })
  const nothing = {
    marker: { state: 'none' },
    provisioning: null,
    committed: false,
    broughtUp: '',
    seals: [],
    claims: [],
    claimIds: [],
    leaseLeft: null,
  }
  expect(parseInside({ text: text(...lines) }, 'l2')).toEqual({ now: 1_760_000_001, ...nothing })
  expect(parseInside({ text: text() }, 'l1')).toEqual({ now: 1_760_000_001, ...nothing })
})

it('reads a marker that makes no sense as one that cannot be read, and leaves out claims that make none', () => {
  const lines = ['marker x', 'claim', 'claim c1 l1', 'claim c1 l1 1 r4 {}', 'claim c1 l1  r4', 'seal l1', 'committed']
  expect(parseInside({ text: text(...lines) }, 'l1')).toMatchObject({
    marker: { state: 'unreadable', text: 'x' },
    committed: false,
    seals: [],
    claims: [],
    claimIds: ['c1', 'c1', 'c1'],
  })
})

it('knows nobody who brought up what an earlier version has settled', () => {
  expect(parseInside({ text: text('committed l1') }, 'l1')).toMatchObject({ committed: true, broughtUp: '' })
})

it('reads nothing from an answer that is not whole', () => {
  const whole = text('committed l1')
  for (let bytes = 0; bytes < whole.length; bytes += 1)
    expect(parseInside({ text: whole.slice(0, bytes) }, 'l1'), `${bytes} bytes`).toHaveProperty('unreadable')
  expect(parseInside({ unreadable: 'no sh' }, 'l1')).toEqual({ unreadable: 'no sh' })
})

it.each<[string, readonly string[], number | null]>([
  ['what is left of a lease', ['uptime b1 100', 'lease l1 b1 160'], 60],
  ['that it ran out', ['uptime b1 100', 'lease l1 b1 40'], -60],
  ['nothing of an earlier boot', ['uptime b2 100', 'lease l1 b1 160'], null],
  ['nothing of another launch', ['uptime b1 100', 'lease l0 b1 160'], null],
  ['nothing where nobody renewed it', ['uptime b1 100'], null],
  ['nothing of what is no number', ['uptime b1 100', 'lease l1 b1 1e9'], null],
  ['nothing where the host has no clock', ['uptime b1 ', 'lease l1 b1 160'], null],
])('tells %s', (_title, lines, left) => {
  expect(parseInside({ text: text(...lines) }, 'l1')).toMatchObject({ leaseLeft: left })
})
