import type { HostEvent } from 'berth-cluster'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { durationText } from '../../../src/cli/progress/duration-text.js'
import { Phase } from '../../../src/cli/progress/phase.js'
import { phaseEndText, phaseText } from '../../../src/cli/progress/phase-text.js'

const gpus = Array.from({ length: 1000 }, (_, index) => `gpu${String(index + 1).padStart(4, '0')}.dc1.example.com`)

/** A phase whose hosts are in these stages, the first hosts in the first stage. */
function phaseOf(stages: Partial<Record<Exclude<HostEvent['status'], 'progress'>, number>>, hosts = gpus): Phase {
  const phase = new Phase('provision', 1000)
  const all = Object.entries(stages).flatMap(([status, count]) => Array.from({ length: count }, () => status))
  for (const [index, status] of all.entries())
    phase.take({ host: hosts[index] ?? '', status: status as HostEvent['status'] }, 1000)
  return phase
}

/** The same, with 16 hosts at once. */
function inTurns(stages: Parameters<typeof phaseOf>[0]): Phase {
  const phase = phaseOf(stages)
  const [last = ''] = phase.hosts('waiting').slice(-1)
  phase.take({ host: last, status: 'waiting', atOnce: 16 }, 1000)
  return phase
}

describe('how far a phase is', () => {
  it.each([
    [phaseOf({ done: 59, started: 1 }), 80, 'provision 59/60 · 0:43 · waiting for gpu0060.dc1.example.com'],
    [phaseOf({ started: 1000 }), 80, 'provision 0/1000 · 0:43 · waiting for gpu[0001-1000].dc1.example.com (1000)'],
    [phaseOf({ started: 1000 }), 50, 'provision 0/1000 · 0:43 · waiting for 1000 hosts'],
    [phaseOf({ done: 59, started: 1 }), 40, 'provision 59/60 · 0:43 · waiting for 1 host'],
    [phaseOf({ started: 32, waiting: 468 }), 80, 'provision 0/500 · 0:43 · waiting for 32 hosts, 468 wait'],
    [inTurns({ started: 16, waiting: 40 }), 60, 'provision 0/56 · 0:43 · 16 at once, 40 wait'],
    [
      inTurns({ done: 40, started: 15, waiting: 1 }),
      110,
      'provision 40/56 · 0:43 · waiting for gpu[0041-0055].dc1.example.com (15), 16 at once, 1 wait',
    ],
    [phaseOf({ waiting: 3 }), 80, 'provision 0/3 · 0:43 · 3 wait'],
    [
      phaseOf({ done: 3, failed: 2, started: 1 }),
      99,
      'provision 3/6 · 2 failed · 0:43 · waiting for gpu0006.dc1.example.com',
    ],
    [phaseOf({ done: 3 }), 80, 'provision 3/3 · 0:43'],
  ])('is told in a line (%#)', (phase, longest, text) => expect(phaseText(phase, 44_000, longest)).toBe(text))

  it('says what has come from a registry, and how fast', () => {
    const phase = phaseOf({ started: 2 })
    for (const [at, mebi] of [
      [41_000, 1],
      [43_000, 9],
    ] as const)
      for (const host of gpus.slice(0, 2))
        phase.take({ host, status: 'progress', received: { done: mebi << 20, total: 17 << 20 } }, at)
    expect(phaseText(phase, 43_000, 60)).toMatch(
      /^provision 0\/2 · received 18\.0 MiB of 34\.0 MiB · 8\.0 MiB\/s · 0:02 left · /,
    )
  })

  it('fits into a line wherever a number of hosts does, whatever the hosts are called', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,30}[0-9]{0,4}(?:-[a-z]{0,3}[0-9]{0,2})?$/), {
      minLength: 1,
    })
    fc.assert(
      fc.property(names, fc.integer({ min: 60, max: 200 }), (hosts, longest) => {
        const phase = phaseOf({ started: hosts.length }, hosts)
        expect(phaseText(phase, 44_000, longest).length).toBeLessThanOrEqual(longest)
      }),
    )
  })

  it('counts the layers of all hosts, of engines that tell', () => {
    const phase = phaseOf({ started: 2 })
    phase.take({ host: gpus[0] ?? '', status: 'progress', layers: { done: 3, total: 8 } }, 2000)
    phase.take({ host: gpus[0] ?? '', status: 'progress', layers: { done: 4, total: 8 } }, 2000)
    phase.take({ host: gpus[1] ?? '', status: 'progress', layers: { done: 1, total: 8 } }, 2000)
    expect(phaseText(phase, 2000, 40)).toBe('provision 0/2 · 5 of 16 layers · 0:01 · waiting for 2 hosts')
  })
})

describe('what a phase came to', () => {
  it.each([
    [phaseOf({ done: 500 }), 'provision 500/500 · 0:43'],
    [phaseOf({ done: 3, failed: 60 }), 'provision 3/63 · failed on gpu[0004-0063].dc1.example.com (60) · 0:43'],
    [
      phaseOf({ done: 1, failed: 1, waiting: 9 }),
      'provision 1/11 · failed on gpu0002.dc1.example.com · not done on gpu[0003-0011].dc1.example.com (9) · 0:43',
    ],
  ])('is told in a line (%#)', (phase, text) => expect(phaseEndText(phase, 44_000)).toBe(text))
})

describe('durationText', () => {
  it.each([
    [0, '0:00'],
    [999, '0:00'],
    [43_000, '0:43'],
    [125_400, '2:05'],
    [3_725_000, '1:02:05'],
  ])('writes %i ms as %s', (duration, text) => expect(durationText(duration)).toBe(text))
})
