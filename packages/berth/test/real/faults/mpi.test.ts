import { allFaults, faultSeed, faultShare, recordFaultRun } from '@berth/testbed'
import { describe, expect } from 'vitest'
import { mpiImages } from '../../../../testbed/test/mpi-under-test.js'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { inTurn, randomFrom } from './crash/points.js'
import { MpiPlace } from './support/mpi-place.js'
import { endings, type MpiTrial, tryEnding } from './support/mpi-trial.js'

/** Launches that come to a bad end, by each of both ways. */
const each = 100

/** All of them, or the part that is asked for: of each kind in turn. */
function chosen(): readonly MpiTrial[] {
  const random = randomFrom(faultSeed())
  const kinds = Object.values(endings).flatMap((ending) => [
    { ending, launch: 'berth' as const },
    { ending, launch: 'sshd' as const },
  ])
  const rounds = Array.from({ length: (2 * each) / kinds.length }, (_, round) =>
    kinds.map((kind): MpiTrial => ({ ...kind, stubborn: round % 2 === 1, choice: random() })),
  )
  const trials = inTurn(rounds.flat(), ({ ending, launch }) => `${ending.name} ${launch}`, random)
  return trials.slice(0, Math.ceil(trials.length * faultShare()))
}

/** On hosts that are cut off, which takes long: `npm run test:faults` alone does it. */
const describeFaults = allFaults() ? describeReal : describe.skip

describeFaults('a program with many ranks', () => {
  const hosts = useOwnHosts(8, { images: mpiImages })

  test('has no rank alive on any host, however it ends', { timeout: 7_200_000 }, async () => {
    const place = await MpiPlace.up(hosts(), 16)
    const wrong: string[] = []
    try {
      for (const trial of chosen()) {
        const run = await tryEnding(place, trial)
        recordFaultRun(run)
        wrong.push(...run.violations.map((violation) => `${run.fault}, ${run.call}: ${violation}`))
      }
    } finally {
      await place.down()
    }
    expect(wrong).toEqual([])
  })
})
