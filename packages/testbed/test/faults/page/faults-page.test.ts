import { describe, expect, it } from 'vitest'
import { faultsPage } from '../../../src/faults/page/faults-page.js'
import { faultRun } from '../fault-run.js'

const facts = { complete: true, day: '2026-01-02', machine: 'two cores' } as const

const pageOf = (...runs: Parameters<typeof faultRun>[0][]): string => faultsPage({ ...facts, runs: runs.map(faultRun) })

describe('the page of faults', () => {
  it('counts runs, crashes, schedules and invariants', () => {
    const page = pageOf({}, { seed: 2 }, { fault: 'link cut', step: null, moment: null, seed: null })
    expect(page).toContain('Of 2026-01-02, on two cores: **3 runs**, 2 of them crashes,')
    expect(page).toContain('by 2 schedules drawn by chance, on docker; 2 minutes of work.')
    expect(page).toContain('**Lost: nothing.**')
    expect(page).toContain('| no overlay is lost | 3 |')
    expect(page).toContain('Violated: none.')
  })

  it('tells for each step what is left and for how long, and what the next up did', () => {
    const left = ['a container (running, complete) on all hosts']
    const page = pageOf(
      { left, leftFor: 'until the next up' },
      { left, leftFor: 'until the next up', next: { does: 'attach' } },
      { moment: 'before', next: { does: 'attach' } },
      { call: 'down, per_run', step: 'remove container' },
    )
    expect(page).toContain(
      '| launch container | 3 | a container (running, complete) on all hosts (2); nothing (1) | until the next up | attach (2); clean relaunch (1) |',
    )
    expect(page).toContain('### `down, per_run`, on 2 hosts')
    expect(page).toContain('| remove container | 1 | nothing | – | clean relaunch |')
  })

  it('tells refusals with what was done about them', () => {
    const page = pageOf({
      next: { does: 'refusal', code: 'BERTH_PARTIAL_SET', remedy: 'berth up --repair launch_missing' },
    })
    expect(page).toContain('| refused with BERTH_PARTIAL_SET: berth up --repair launch_missing |')
  })

  it('has a table of its own for what is no crash', () => {
    const page = pageOf({ fault: 'dockerd stopped', next: null })
    expect(page).toContain('| up, per_run | dockerd stopped | 1 | nothing | – | none was made |')
  })

  it('never says that nothing was lost of what may not have been recorded', () => {
    const page = faultsPage({ ...facts, runs: [faultRun()], complete: false })
    expect(page).toContain('**Not a whole run: ')
    expect(page).not.toContain('Lost: nothing')
  })

  it('says at which moment of a step it was violated', () => {
    const page = pageOf(
      { moment: 'during', delay: 70, occurrence: 2, hostNumber: 1, violations: ['it is gone'] },
      { step: 'remove a run record', hostNumber: null, violations: ['it is gone too'] },
    )
    expect(page).toContain(', 70 ms into launch container 2 on host 1, seed 1: it is gone')
    expect(page).toContain(', after remove a run record 1 on this machine, seed 1: it is gone too')
  })

  it('says what was violated, on one line', () => {
    const page = pageOf({ violations: ['h1: it is\n  gone'] })
    expect(page).toContain('**In 1 runs something was lost or violated.**')
    expect(page).toContain(
      '- SIGKILL of berth, up, per_run, after launch container 1 on host 0, seed 1: h1: it is / gone',
    )
  })
})
