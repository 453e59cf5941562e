import { allFaults, faultCount, faultSeed, faultShare, recordFaultRun } from '@berth/testbed'
import { expect } from 'vitest'
import { mpiImages } from '../../../../testbed/test/mpi-under-test.js'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { inTurn, randomFrom } from './crash/points.js'
import { MpiPlace } from './support/mpi-place.js'
import { endings, type MpiTrial, tryEnding } from './support/mpi-trial.js'

const ways = ['berth', 'sshd'] as const

/** Every run of the tests has one host cut off; the others are caused by `npm run test:faults`: 100 for each way. */
function chosen(): readonly MpiTrial[] {
  const random = randomFrom(faultSeed())
  const trials = Array.from({ length: faultCount({ cut: 1, all: 25 }) }, (_, round) =>
    (allFaults() ? Object.values(endings) : [endings.cut]).flatMap((ending): MpiTrial[] =>
      (allFaults() ? ways : (['berth'] as const)).map((launch) => ({
        ...{ ending, launch, stubborn: round % 2 === 1, choice: random() },
      })),
    ),
  ).flat()
  return inTurn(trials, ({ ending, launch }) => `${ending.name} ${launch}`, random).slice(
    0,
    Math.ceil(trials.length * faultShare()),
  )
}

describeReal('a program with many ranks', () => {
  const many = faultCount({ cut: 2, all: 8 })
  const hosts = useOwnHosts(many, { images: mpiImages })

  test('has no rank alive on any host, however it ends', { timeout: allFaults() ? 7_200_000 : 120_000 }, async () => {
    const place = await MpiPlace.up(hosts(), 2 * many)
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
