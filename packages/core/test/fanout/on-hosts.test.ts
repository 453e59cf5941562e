import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BerthError, type HostsError, WrongUseError } from '../../src/errors/index.js'
import { failuresOf, onAllHosts, onHosts, valuesOf } from '../../src/fanout/index.js'
import { rejection } from '../lifetime/rejection.js'

it('has an outcome of every host in the order asked, however they end and in whichever order', async () => {
  const anyHosts = fc.uniqueArray(
    fc.tuple(fc.constantFrom(...'abcdefgh'), fc.constantFrom('good', 'bad', 'throws at once')),
    { selector: ([host]) => host },
  )
  await fc.assert(
    fc.asyncProperty(anyHosts, fc.scheduler(), async (hosts, scheduler) => {
      const fates = new Map(hosts)
      const outcomes = await scheduler.waitFor(
        onHosts(fates.keys(), 'work', (host) => {
          if (fates.get(host) === 'throws at once') throw new RangeError(host)
          return scheduler.schedule(
            fates.get(host) === 'good' ? Promise.resolve(host) : Promise.reject(new Error(host)),
          )
        }),
      )
      expect([...outcomes.keys()]).toEqual([...fates.keys()])
      expect([...valuesOf(outcomes)]).toEqual(hosts.filter(([, fate]) => fate === 'good').map(([host]) => [host, host]))
      expect([...failuresOf(outcomes).keys()]).toEqual(
        hosts.filter(([, fate]) => fate !== 'good').map(([host]) => host),
      )
    }),
    { numRuns: 50 },
  )
})

it("keeps Berth's own errors and wraps others with host and operation", async () => {
  const own = new BerthError({ code: 'BERTH_TIMEOUT', host: 'a', operation: 'wait', message: 'too long' })
  const failures = failuresOf(
    await onHosts(['a', 'b'], 'work', async (host) => Promise.reject(host === 'a' ? own : 'a string')),
  )
  expect(failures.get('a')).toBe(own)
  expect(failures.get('b')).toMatchObject({
    code: 'BERTH_COMMAND_FAILED',
    host: 'b',
    operation: 'work',
    reason: 'a string',
    cause: 'a string',
  })
})

it('tells wrong use from a fault', async () => {
  const thrown = new Map([
    ['a', new WrongUseError('A command needs at least one word')],
    ['b', new TypeError('x is not a function')],
  ])
  const failures = failuresOf(await onHosts(thrown.keys(), 'work', async (host) => Promise.reject(thrown.get(host))))
  const remedies = [...failures.values()].map(({ remedy }) => remedy)
  expect(remedies).toEqual([
    'Nothing was run: change what was asked for.',
    expect.stringMatching(/^This is a fault in Berth or in an adapter: please report it/),
  ])
})

it('rejects only once all hosts are done, with all that failed', async () => {
  const done: string[] = []
  const work = async (host: string): Promise<void> => {
    if (host !== 'c') throw new Error(host)
    await new Promise((resolve) => setTimeout(resolve, 5))
    done.push(host)
  }
  const error = await rejection<HostsError>(onAllHosts(['a', 'b', 'c'], 'work', work))
  expect([done, [...error.failures.keys()]]).toEqual([['c'], ['a', 'b']])
  expect(await onAllHosts([], 'work', work)).toEqual(new Map())
})
