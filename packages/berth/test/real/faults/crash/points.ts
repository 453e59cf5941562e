import type { FaultRun, TestbedHost } from '@berth/testbed'
import {
  type CrashPoint,
  type LoggedStep,
  onThisMachine,
} from '../../../../../testbed/src/faults/crash/crash-orders.js'
import { connectStep } from '../../../../../testbed/src/faults/crash/watch-requests.js'

/** A crash point on whichever hosts a cluster has. */
export interface Point extends Omit<CrashPoint, 'host'> {
  /** The number of the host among the cluster's, from 0; null for this machine. */
  readonly host: number | null
}

/** Random numbers from 0 to 1, the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Every point at which a call can be ended whose steps were written down: before, during and after each. During: at a
 * time within the step, as long as it took, that chance chooses.
 */
export function pointsOf(
  steps: readonly LoggedStep[],
  hosts: readonly string[],
  random: () => number,
): readonly Point[] {
  return steps.flatMap(({ step, host, occurrence, took }) => {
    const here = { step, host: host === onThisMachine ? null : hosts.indexOf(host), occurrence, delay: 0 }
    const during: Point = { ...here, moment: 'during', delay: Math.floor(random() * (took ?? 0)) }
    const hasMiddle = host === onThisMachine ? step.startsWith('writeFileSync') : step !== connectStep
    return [{ ...here, moment: 'before' }, ...(hasMiddle ? [during] : []), { ...here, moment: 'after' }]
  })
}

/** In an order of chance, but one of each kind before the second of any. */
export function inTurn<Value>(
  values: readonly Value[],
  kindOf: (value: Value) => string,
  random: () => number,
): readonly Value[] {
  const counts = new Map<string, number>()
  const shuffled = values.map((value) => ({ value, chance: random() })).sort((a, b) => a.chance - b.chance)
  const numbered = shuffled.map(({ value }) => {
    const turn = (counts.get(kindOf(value)) ?? 0) + 1
    counts.set(kindOf(value), turn)
    return { value, turn }
  })
  return numbered.sort((a, b) => a.turn - b.turn).map(({ value }) => value)
}

/** When of a step a fault came, as it is recorded; `hosts` are the cluster's. */
export function whenOf(
  { moment, occurrence, delay, host }: CrashPoint,
  hosts: readonly TestbedHost[],
): Pick<FaultRun, 'moment' | 'occurrence' | 'delay' | 'hostNumber'> {
  const number = hosts.findIndex(({ address }) => address === host)
  return {
    moment,
    occurrence,
    delay: moment === 'during' ? delay : null,
    hostNumber: host === onThisMachine ? null : number,
  }
}

/** A point on these hosts. */
export function pointOn({ host, ...point }: Point, hosts: readonly string[]): CrashPoint {
  const name = host === null ? onThisMachine : hosts[host]
  if (name === undefined) throw new Error(`there is no host number ${host}`)
  return { ...point, host: name }
}
