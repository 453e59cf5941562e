import { expect, it } from 'vitest'
import { BerthError, HostsError } from '../../src/errors/index.js'
import { type ClusterEvent, harmlessly, reportedTogether } from '../../src/lifetime/events.js'

it('gives listeners texts that are harmless to print, and all else as it is', () => {
  const events: ClusterEvent[] = [
    { type: 'phase', state: 'ready' },
    { type: 'warning', message: 'made by \x1b[2Jevil' },
    { type: 'host', host: 'n1', step: 'image', status: 'progress', message: '50 %\r' },
    { type: 'host', host: 'n1', step: 'image', status: 'started' },
  ]
  const heard: ClusterEvent[] = []
  for (const event of events) harmlessly((one) => heard.push(one))(event)
  expect(heard).toEqual([
    events[0],
    { type: 'warning', message: 'made by \\x1b[2Jevil' },
    { ...events[2], message: '50 %\\r' },
    events[3],
  ])
})

it('a step of all hosts together is done on none of them where it failed on one', async () => {
  const statusesOf = async (work: () => Promise<void>): Promise<readonly string[]> => {
    const heard: string[] = []
    await reportedTogether(
      (event) => event.type === 'host' && heard.push(`${event.host} ${event.status}`),
      'sshd',
      ['a', 'b'],
      work,
    ).catch(() => undefined)
    return heard
  }
  const failure = new BerthError({ code: 'BERTH_SSHD_FAILED', operation: 'inspect sshd', message: 'no' })
  const started = ['a started', 'b started']
  expect(await statusesOf(async () => undefined)).toEqual([...started, 'a done', 'b done'])
  expect(await statusesOf(() => Promise.reject(failure))).toEqual([...started, 'a failed', 'b failed'])
  const ofOne = new HostsError('inspect sshd', new Map([['b', failure]]), 2)
  expect(await statusesOf(() => Promise.reject(ofOne))).toEqual([...started, 'b failed'])
})
