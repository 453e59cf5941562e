import { expect, test } from 'vitest'
import { race } from '../../../src/bench/measure/race.js'

test('contenders take turns, round by round; warm-up rounds do not count', async () => {
  const steps: string[] = []
  const contender = (what: string) => ({
    what,
    prepare: async () => void steps.push(`prepare ${what}`),
    run: async () => void steps.push(what),
  })
  const never = new AbortController().signal
  const lanes = await race([contender('A'), contender('B')], { counted: 2, warmUp: 1 }, never)
  const round = ['prepare A', 'A', 'prepare B', 'B']
  expect(steps).toEqual([...round, ...round, ...round])
  expect(lanes.map(({ what, seconds }) => [what, seconds.length])).toEqual([
    ['A', 2],
    ['B', 2],
  ])
})

test('a remark is asked for when all rounds are over', async () => {
  let runs = 0
  const contender = { what: 'A', run: async () => void runs++, remark: () => `${runs} runs` }
  const [lane] = await race([contender], { counted: 3, warmUp: 0 }, new AbortController().signal)
  expect(lane?.remark).toBe('3 runs')
})

test('an interrupt ends it before the next contender, a failure at once', async () => {
  const interrupt = new AbortController()
  let after = 0
  const interrupting = { what: 'A', run: async () => interrupt.abort(new Error('interrupted')) }
  const next = { what: 'B', run: async () => void after++ }
  await expect(race([interrupting, next], { counted: 1, warmUp: 0 }, interrupt.signal)).rejects.toThrow('interrupted')
  const failing = { what: 'A', run: () => Promise.reject(new Error('exit code 255')) }
  const rounds = { counted: 1, warmUp: 0 }
  await expect(race([failing, next], rounds, new AbortController().signal)).rejects.toThrow('exit code 255')
  expect(after).toBe(0)
})
