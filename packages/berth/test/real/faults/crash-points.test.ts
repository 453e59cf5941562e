import { allFaults, faultSeed, faultShare } from '@berth/testbed'
import { expect } from 'vitest'
import { connectStep } from '../../../../testbed/src/faults/crash/watch-requests.js'
import { fileSteps, knownRequests } from '../../faults/crash-steps.js'
import { describeReal, realTest as test, useOwnHosts } from '../support/index.js'
import { type PlannedCrash, placesOn, stepsOf, tryAll } from './crash/places.js'
import { inTurn, type Point, pointsOf, randomFrom } from './crash/points.js'
import { scenarios } from './crash/scenarios.js'

/** Hosts of each cluster: the arbiter, which comes first, and another. */
const together = 2

describeReal('a berth that is ended by SIGKILL', () => {
  const testbed = useOwnHosts(allFaults() ? 6 : 4, { images: 'all' })

  test.runIf(!allFaults())(
    'at some of its steps: the next up is whole, and nothing is lost',
    { timeout: 600_000 },
    async () => {
      expect(await tryAll(await placesOn(testbed(), together), chosen)).toEqual([])
    },
  )

  const met = new Set<string>()
  test.runIf(allFaults()).for(scenarios)(
    'at every step of $call: the next up is whole, and nothing is lost',
    { timeout: 3_600_000 },
    async (scenario) => {
      const places = await placesOn(testbed(), together)
      const [first] = places
      if (first === undefined) throw new Error('There are no hosts')
      const steps = await stepsOf(first, scenario)
      for (const { step } of steps) met.add(step)
      const random = randomFrom(faultSeed())
      const addresses = first.hosts.map(({ address }) => address)
      const points = inTurn(pointsOf(steps, addresses, random), ({ step }) => step, random)
      const crashes = points.slice(0, Math.ceil(points.length * faultShare())).map((point): PlannedCrash => {
        const choice = Math.floor(random() * 2 ** 31)
        const hostsProgramToo = point.moment === 'during' && point.host !== null && choice % 2 === 0
        return { scenario, point, seed: faultSeed(), choice, hostsProgramToo }
      })
      expect(await tryAll(places, crashes)).toEqual([])
    },
  )

  test.runIf(allFaults())('has met every step that there is, and no other', () => {
    const known = [connectStep, ...Object.keys(fileSteps), ...knownRequests.map(({ step }) => step)]
    expect([...met].sort()).toEqual([...known].sort())
  })
})

/** A few of all points, those at which most is under way, for every day. */
const chosen: readonly PlannedCrash[] = [
  at('up, per_run', { step: 'provision provision', host: 1, moment: 'during', delay: 150 }),
  at('up, persistent', { step: 'program launch', host: 0, moment: 'during', delay: 100 }),
  at('down, per_run', { step: 'program remove', host: 0, moment: 'after' }),
]

function at(call: string, point: Omit<Point, 'occurrence' | 'delay'> & { readonly delay?: number }): PlannedCrash {
  const scenario = scenarios.find((one) => one.call === call)
  if (scenario === undefined) throw new Error(`there is no call ${call}`)
  return { scenario, point: { delay: 0, occurrence: 1, ...point }, seed: 1, choice: 1, hostsProgramToo: false }
}
