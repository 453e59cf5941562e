import type { FaultRun } from '../../src/index.js'

/** A run with nothing particular about it, but for what is given. */
export function faultRun(given: Partial<FaultRun> = {}): FaultRun {
  return {
    fault: 'SIGKILL of berth',
    call: 'up, per_run',
    step: 'launch container',
    moment: 'after',
    occurrence: 1,
    delay: null,
    hostNumber: 0,
    seed: 1,
    hosts: 2,
    engine: 'docker',
    left: [],
    leftFor: null,
    next: { does: 'clean relaunch' },
    invariants: ['no overlay is lost'],
    violations: [],
    seconds: 30,
    ...given,
  }
}
